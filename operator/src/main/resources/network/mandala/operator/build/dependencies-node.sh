if [ ! -f /work/source/package.json ]; then
  echo "There is no package.json: nothing to install."
  exit 0
fi
facts=$(node -e '
  const text = require("fs").readFileSync("/work/source/package.json", "utf8");
  let manifest;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    console.error("package.json is not valid JSON: " + error.message);
    process.exit(2);
  }
  const count = (map) => Object.keys(map ?? {}).length;
  const build = manifest.scripts?.build;
  console.log(
    count(manifest.dependencies) + count(manifest.optionalDependencies) + count(manifest.workspaces),
    count(manifest.devDependencies),
    typeof build === "string" && build.trim() !== "" ? "build" : "",
  );
')
wanted=${facts%% *}
build=${facts##* }
if [ -n "$build" ]; then
  rest=${facts#* }
  wanted=$((wanted + ${rest%% *}))
elif [ "$wanted" = 0 ]; then
  echo "package.json names no dependencies: nothing to install."
  exit 0
fi
settings "${NPM_CONFIG_USERCONFIG:-}" npmrc
if [ -n "${NPM_CONFIG_USERCONFIG:-}" ] && grep -Eq '^[[:space:]]*registry[[:space:]]*=' "$NPM_CONFIG_USERCONFIG"; then
  # A variable would win over the tenant's own choice.
  unset npm_config_registry NPM_CONFIG_REGISTRY
fi
# Install scripts may read the rest of the source, and may write beside it: a copy.
mkdir /work/tmp/install
cp -R /work/source/. /work/tmp/install/
rm -rf /work/tmp/install/node_modules
cd /work/tmp/install
run_npm() {
  install 'ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|E50[0234]|E429' \
    npm "$@" --no-audit --no-fund --no-update-notifier --cache /work/cache/npm --logs-max=0 \
    --fetch-timeout=60000 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=10000
}
command=install offline= scripts=
# The result is kept for other builds of the project, as nothing that runs has a part in it.
if [ -f "$result/dependencies" ]; then scripts=--ignore-scripts; fi
if [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then
  # What the lock file names by its checksum needs no question to the registry when it is in the cache.
  command=ci offline=--prefer-offline
elif [ -f yarn.lock ]; then
  echo "Note: npm installs here, and takes the versions of yarn.lock."
elif [ "$wanted" != 0 ]; then
  note pnpm-lock.yaml bun.lock bun.lockb
  echo "Without package-lock.json the versions are chosen anew at each build: run npm install --package-lock-only and push what it writes."
fi
if [ "$wanted" != 0 ]; then
  if [ -n "$build" ]; then run_npm $command --include=dev $offline; else run_npm $command --omit=dev $scripts $offline; fi
fi
if [ -n "$build" ]; then
  if ! attempt npm run build --no-update-notifier --cache /work/cache/npm --logs-max=0; then
    fail "The build script of package.json (npm run build) failed with exit code $(cat /work/tmp/install.exit)."
  fi
  # What only the build needed stays behind; so the dependencies are the same while only the source changes.
  if [ -d node_modules ]; then
    run_npm prune --omit=dev
    rm -rf node_modules/.cache
  fi
fi
if [ -d node_modules ]; then mv node_modules /work/dependencies/node_modules; fi
if [ -n "$build" ]; then
  cd /work/tmp
  rm -rf /work/source
  mv /work/tmp/install /work/source
fi

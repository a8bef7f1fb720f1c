if [ ! -f /work/source/package.json ]; then
  echo "There is no package.json: nothing to install."
  exit 0
fi
wanted=$(node -e '
  const text = require("fs").readFileSync("/work/source/package.json", "utf8");
  let manifest;
  try {
    manifest = JSON.parse(text);
  } catch (error) {
    console.error("package.json is not valid JSON: " + error.message);
    process.exit(2);
  }
  const count = (map) => Object.keys(map ?? {}).length;
  console.log(count(manifest.dependencies) + count(manifest.optionalDependencies) + count(manifest.workspaces));
')
if [ "$wanted" = 0 ]; then
  echo "package.json names no dependencies: nothing to install."
  exit 0
fi
# Install scripts may read the rest of the source, and may write beside it: a copy.
mkdir /work/tmp/install
cp -R /work/source/. /work/tmp/install/
rm -rf /work/tmp/install/node_modules
cd /work/tmp/install
command=install
if [ -f package-lock.json ] || [ -f npm-shrinkwrap.json ]; then command=ci; fi
install 'ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ERR_SOCKET_TIMEOUT|E50[0234]|E429' \
  npm "$command" --omit=dev --no-audit --no-fund --no-update-notifier --cache /work/tmp/npm \
  --fetch-timeout=60000 --fetch-retry-mintimeout=1000 --fetch-retry-maxtimeout=10000
if [ -d node_modules ]; then mv node_modules /work/dependencies/node_modules; fi

cd /work/source
passing='Temporary failure in name resolution|Connection refused|Connection reset|timed out|Network is unreachable|No route to host|50[0234] Server Error|429 Client Error'
run_pip() {
  install "$passing" \
    python3 -m pip install --no-input --cache-dir /work/cache/pip --no-compile --disable-pip-version-check --root-user-action ignore "$@"
}
# What it installs is kept for other builds of the project, as nothing that runs has a part in it: packages that are ready-made, fetched anew
# as scripts of earlier builds could write into the cache, by the pip of the base image whatever lies beside the program.
run_pip_of_checksums() {
  attempt python3 -I -m pip install --no-input --no-cache-dir --no-compile --disable-pip-version-check --root-user-action ignore \
    --require-hashes --only-binary :all: "$@"
}
own_settings() {
  settings "${PIP_CONFIG_FILE:-}" pipConf
  if [ -n "${PIP_CONFIG_FILE:-}" ] && grep -Eq '^[[:space:]]*index-url[[:space:]]*=' "$PIP_CONFIG_FILE"; then
    # A variable would win over the tenant's own choice.
    unset PIP_INDEX_URL
  fi
}
if [ -f requirements.txt ] && grep -Eq '^[[:space:]]*[^#[:space:]]' requirements.txt; then
  own_settings
  if [ -f "$result/dependencies" ] && run_pip_of_checksums --target /work/dependencies -r requirements.txt; then
    exit 0
  fi
  if [ -f "$result/dependencies" ]; then
    if grep -Eq "$passing" /work/tmp/install.log; then exit 75; fi
    echo "Not all of that is ready-made: it is installed in each build."
    # The key of the result counts no longer: packages run code from here on.
    rm -rf /work/seal /work/dependencies
    mkdir /work/dependencies
  fi
  run_pip --target /work/dependencies -r requirements.txt
elif [ -f pyproject.toml ]; then
  note uv.lock poetry.lock pdm.lock Pipfile.lock
  # What it says about itself: "static" when the list of dependencies can be read, "package" when it is to be installed itself.
  facts=$(python3 -c '
import sys, tomllib
try:
    with open("/work/source/pyproject.toml", "rb") as file:
        data = tomllib.load(file)
except tomllib.TOMLDecodeError as error:
    print("pyproject.toml is not valid TOML: %s" % error, file=sys.stderr)
    sys.exit(2)
project = data.get("project", {})
package = "build-system" in data
dynamic = "dependencies" in project.get("dynamic", []) or (package and not project)
wanted = [str(line) for line in project.get("dependencies", [])]
with open("/work/tmp/wanted.txt", "w") as file:
    file.write("".join(line + "\n" for line in wanted))
print("dynamic" if dynamic else "static" if wanted else "none", "package" if package else "program")
')
  own_settings
  # Building a package writes beside its source: a copy.
  mkdir /work/tmp/project
  cp -R /work/source/. /work/tmp/project/
  case $facts in
    static*) run_pip --target /work/dependencies -r /work/tmp/wanted.txt ;;
    dynamic*) run_pip --target /work/dependencies /work/tmp/project ;;
  esac
  case $facts in
    static\ package | none\ package)
      # Beside the source, so that the dependencies are the same while only the source changes.
      rm -rf /work/source/.mandala-site
      run_pip --target /work/source/.mandala-site --no-deps /work/tmp/project
      ;;
    none\ program) echo "pyproject.toml names no dependencies: nothing to install." ;;
  esac
else
  note uv.lock poetry.lock pdm.lock Pipfile.lock
  echo "There are no requirements in requirements.txt: nothing to install."
fi

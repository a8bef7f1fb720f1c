cd /work/source
if [ ! -f requirements.txt ] || ! grep -Eq '^[[:space:]]*[^#[:space:]]' requirements.txt; then
  echo "There are no requirements in requirements.txt: nothing to install."
  exit 0
fi
install 'Temporary failure in name resolution|Connection refused|Connection reset|timed out|Network is unreachable|No route to host|50[0234] Server Error|429 Client Error' \
  python3 -m pip install --no-input --no-cache-dir --no-compile --disable-pip-version-check --root-user-action ignore \
  --target /work/dependencies -r requirements.txt

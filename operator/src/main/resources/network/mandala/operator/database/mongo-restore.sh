find_copy
if command -v mongorestore >/dev/null; then
  printf 'password: %s\n' "$DATABASE_PASSWORD" >/tmp/tools.yaml
  mongorestore --config=/tmp/tools.yaml --host="$DATABASE_HOST" --port=27017 --username="$DATABASE_USER" --authenticationDatabase=admin \
    --drop --gzip --archive="$copy" --quiet
else
  # FerretDB: the server takes these files when it is started again, which is the operator's next step.
  rm -rf /data/ferretdb.restore /data/ferretdb.unpacked
  mkdir /data/ferretdb.unpacked
  tar -xzf "$copy" -C /data/ferretdb.unpacked
  for file in /data/ferretdb.unpacked/*.sqlite; do
    [ -f "$file" ] || continue
    sqlite3 "$file" 'PRAGMA quick_check' | grep -qx ok
  done
  sync
  mv /data/ferretdb.unpacked /data/ferretdb.restore
fi
echo "restored $COPY"
report "$COPY"

if command -v mongodump >/dev/null; then
  printf 'password: %s\n' "$DATABASE_PASSWORD" >/tmp/tools.yaml
  mongodump --config=/tmp/tools.yaml --host="$DATABASE_HOST" --port=27017 --username="$DATABASE_USER" --authenticationDatabase=admin \
    --db="$DATABASE_NAME" --gzip --archive="$part" --quiet
else
  # FerretDB: each database is an SQLite file, copied while it is in use. Users are left out: their passwords are those of the Secret.
  mkdir -p "$part.files"
  for file in /data/ferretdb/*.sqlite; do
    [ -f "$file" ] || continue
    [ "${file##*/}" = admin.sqlite ] || sqlite3 "$file" ".timeout 60000" ".backup '$part.files/${file##*/}'"
  done
  tar -czf "$part" -C "$part.files" .
  rm -rf "$part.files"
fi
keep "$part"

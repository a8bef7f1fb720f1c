printf '[client]\nhost=%s\nuser=%s\npassword=%s\n' "$DATABASE_HOST" "$DATABASE_USER" "$DATABASE_PASSWORD" >/tmp/client.cnf
# One moment of all tables, without keeping anybody from writing.
mysqldump --defaults-file=/tmp/client.cnf --single-transaction --no-tablespaces --set-gtid-purged=OFF --routines --triggers --events \
  --result-file="$part" "$DATABASE_NAME"
tail -n 1 "$part" | grep -q '^-- Dump completed'
gzip -f "$part"
keep "$part.gz"

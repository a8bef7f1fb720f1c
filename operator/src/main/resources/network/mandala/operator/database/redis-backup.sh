export REDISCLI_AUTH="$DATABASE_PASSWORD"
redis-cli -h "$DATABASE_HOST" --rdb "$part"
redis-check-rdb "$part" >/dev/null
gzip -f "$part"
keep "$part.gz"

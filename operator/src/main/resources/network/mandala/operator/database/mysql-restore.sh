find_copy
printf '[client]\nhost=%s\nuser=%s\npassword=%s\n' "$DATABASE_HOST" "$DATABASE_USER" "$DATABASE_PASSWORD" >/tmp/client.cnf
# Nothing is thrown away before the copy is known to be whole.
trap 'rm -f "$part"' EXIT
gzip -dc "$copy" >"$part"
tail -n 1 "$part" | grep -q '^-- Dump completed'
mysql --defaults-file=/tmp/client.cnf --execute "DROP DATABASE IF EXISTS \`$DATABASE_NAME\`; CREATE DATABASE \`$DATABASE_NAME\`"
mysql --defaults-file=/tmp/client.cnf "$DATABASE_NAME" <"$part"
rm -f "$part"
echo "restored $COPY"
report "$COPY"

find_copy
export REDISCLI_AUTH="$DATABASE_PASSWORD"
# A server of our own loads the copy; then the agent's server takes all data over from it, and is nobody's replica again.
mkdir -p "$part"
trap 'rm -rf "$part"' EXIT
gzip -dc "$copy" >"$part/dump.rdb"
redis-check-rdb "$part/dump.rdb" >/dev/null
cat >/tmp/copy.conf <<CONF
bind * -::*
port 6380
protected-mode no
requirepass $DATABASE_PASSWORD
dir $part
save ""
repl-diskless-sync-delay 0
CONF
redis-server /tmp/copy.conf >/tmp/copy.log &
server=$!
attempts=0
until redis-cli -p 6380 ping 2>/dev/null | grep -q PONG; do
  attempts=$((attempts + 1))
  if [ "$attempts" -gt 600 ] || ! kill -0 "$server"; then cat /tmp/copy.log >&2; exit 1; fi
  sleep 0.5
done
trap 'redis-cli -h "$DATABASE_HOST" replicaof no one >/dev/null || true; kill "$server" || true; rm -rf "$part"' EXIT
redis-cli -h "$DATABASE_HOST" config set masterauth "$DATABASE_PASSWORD" >/dev/null
redis-cli -h "$DATABASE_HOST" replicaof "$POD_IP" 6380 >/dev/null
attempts=0
until redis-cli -h "$DATABASE_HOST" info replication | grep -q 'master_link_status:up'; do
  attempts=$((attempts + 1))
  if [ "$attempts" -gt 1200 ]; then echo "the server did not take the copy over" >&2; exit 1; fi
  sleep 0.5
done
redis-cli -h "$DATABASE_HOST" replicaof no one >/dev/null
redis-cli -h "$DATABASE_HOST" config set masterauth '' >/dev/null
echo "restored $COPY"
report "$COPY"

# Starts Redis with the password of the Secret. What was acknowledged a second ago is on the disk.
set -eu
umask 077
case $DATABASE_PASSWORD in
  '' | *[!A-Za-z0-9]*)
    echo "the password in the Secret of this database must be of letters and digits" >&2
    exit 1 ;;
esac
mkdir -p /data/redis
cat >/tmp/redis.conf <<CONF
bind * -::*
port 6379
protected-mode no
requirepass $DATABASE_PASSWORD
dir /data/redis
appendonly yes
appendfsync everysec
save ""
maxmemory $DATABASE_CACHE_BYTES
maxmemory-policy noeviction
CONF
exec redis-server /tmp/redis.conf

# Starts the ledger's MySQL on an empty volume or on one with data. The password of the user is that of the Secret after each start. The root
# account is shut: what needs it runs in the init file, which needs no password.
set -eu
umask 077
for word in "$LEDGER_USER" "$LEDGER_PASSWORD"; do
  case $word in
    '' | *[!A-Za-z0-9]*)
      echo "user and password in the Secret of the ledger must be of letters and digits" >&2
      exit 1 ;;
  esac
done

data=/data/mysql
if [ ! -d "$data" ]; then
  # Made under another name: a first start that was interrupted begins again.
  rm -rf "$data.new"
  mysqld --no-defaults --initialize-insecure --datadir="$data.new" --tmpdir=/tmp
  mv "$data.new" "$data"
fi

cat >/tmp/init.sql <<SQL
CREATE DATABASE IF NOT EXISTS ledger CHARACTER SET utf8mb4;
CREATE USER IF NOT EXISTS '$LEDGER_USER'@'%' IDENTIFIED BY '$LEDGER_PASSWORD';
ALTER USER '$LEDGER_USER'@'%' IDENTIFIED BY '$LEDGER_PASSWORD' ACCOUNT UNLOCK;
GRANT ALL ON ledger.* TO '$LEDGER_USER'@'%';
ALTER USER IF EXISTS 'root'@'localhost' ACCOUNT LOCK;
SQL
printf '[client]\nhost=127.0.0.1\nuser=%s\npassword=%s\n' "$LEDGER_USER" "$LEDGER_PASSWORD" >/tmp/client.cnf

# A transaction that was answered is on the disk: flush-log-at-trx-commit=1. Without a binary log, a user without further rights may make the
# triggers that keep the journal append-only.
exec mysqld --no-defaults --datadir="$data" --tmpdir=/tmp --init-file=/tmp/init.sql --socket=/tmp/mysqld.sock --pid-file=/tmp/mysqld.pid \
  --bind-address='*' --port=3306 --mysqlx=OFF --secure-file-priv=NULL --local-infile=OFF --skip-name-resolve --require-secure-transport=ON \
  --disable-log-bin --innodb-flush-log-at-trx-commit=1 --innodb-doublewrite=ON --default-time-zone=+00:00 \
  --performance-schema=OFF --max-connections=100 --innodb-buffer-pool-size="$LEDGER_CACHE_BYTES"

# Starts MySQL on an empty volume or on one with data. The password of the user is that of the Secret after each start, so that a new
# Secret and a restart are a new password. The root account is shut: what needs it runs in the init file, which needs no password.
set -eu
umask 077
for word in "$DATABASE_USER" "$DATABASE_PASSWORD" "$DATABASE_NAME"; do
  case $word in
    '' | *[!A-Za-z0-9]*)
      echo "the names and the password in the Secret of this database must be of letters and digits" >&2
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
CREATE DATABASE IF NOT EXISTS \`$DATABASE_NAME\`;
CREATE USER IF NOT EXISTS '$DATABASE_USER'@'%' IDENTIFIED BY '$DATABASE_PASSWORD';
ALTER USER '$DATABASE_USER'@'%' IDENTIFIED BY '$DATABASE_PASSWORD' ACCOUNT UNLOCK;
GRANT ALL ON \`$DATABASE_NAME\`.* TO '$DATABASE_USER'@'%';
ALTER USER IF EXISTS 'root'@'localhost' ACCOUNT LOCK;
SQL
printf '[client]\nhost=127.0.0.1\nuser=%s\npassword=%s\n' "$DATABASE_USER" "$DATABASE_PASSWORD" >/tmp/client.cnf

exec mysqld --no-defaults --datadir="$data" --tmpdir=/tmp --init-file=/tmp/init.sql --socket=/tmp/mysqld.sock --pid-file=/tmp/mysqld.pid \
  --bind-address='*' --port=3306 --mysqlx=OFF --secure-file-priv=NULL --local-infile=OFF --skip-name-resolve --disable-log-bin \
  --performance-schema=OFF --innodb-buffer-pool-size="$DATABASE_CACHE_BYTES"

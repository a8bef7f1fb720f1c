# Starts what speaks MongoDB's protocol in this image: mongod, or FerretDB with its data in SQLite files. The password of the user is that
# of the Secret after each start.
set -eu
umask 077
for word in "$DATABASE_USER" "$DATABASE_PASSWORD"; do
  case $word in
    '' | *[!A-Za-z0-9]*)
      echo "the name and the password in the Secret of this database must be of letters and digits" >&2
      exit 1 ;;
  esac
done

if command -v mongod >/dev/null; then
  data=/data/mongodb
  mkdir -p "$data"
  # Nobody but this script reaches it while it asks for no password.
  mongod --dbpath "$data" --bind_ip 127.0.0.1 --port 27018 --unixSocketPrefix /tmp --fork --logpath /tmp/first.log --pidfilepath /tmp/first.pid
  mongosh --quiet --port 27018 admin --eval '
    const user = process.env.DATABASE_USER, pwd = process.env.DATABASE_PASSWORD;
    const roles = [{role: "root", db: "admin"}];
    db.getUser(user) ? db.updateUser(user, {pwd, roles}) : db.createUser({user, pwd, roles});'
  mongod --dbpath "$data" --shutdown
  exec mongod --dbpath "$data" --auth --bind_ip_all --port 27017 --unixSocketPrefix /tmp
fi

data=/data/ferretdb
# A copy that was put there while the server ran takes the place of the data; the old data is kept until the next one.
if [ -d "$data.restore" ]; then
  rm -rf "$data.before"
  if [ -d "$data" ]; then mv "$data" "$data.before"; fi
  mv "$data.restore" "$data"
fi
mkdir -p "$data"
# It makes its first user only where there are no users yet: with another password it starts without any.
stamp=$(printf '%s' "$DATABASE_USER:$DATABASE_PASSWORD" | sha256sum | cut -c1-64)
if [ "$(cat "$data/.stamp" 2>/dev/null || true)" != "$stamp" ]; then
  rm -f "$data"/admin.sqlite*
  printf '%s' "$stamp" >"$data/.stamp"
fi
export FERRETDB_SETUP_USERNAME="$DATABASE_USER" FERRETDB_SETUP_PASSWORD="$DATABASE_PASSWORD" FERRETDB_SETUP_DATABASE=admin
exec ferretdb --handler=sqlite --sqlite-url="file:$data/" --state-dir=/tmp --listen-addr=:27017 --debug-addr=- --telemetry=disable \
  --test-enable-new-auth --log-level=warn

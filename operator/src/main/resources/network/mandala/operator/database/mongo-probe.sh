if command -v mongosh >/dev/null; then
  exec mongosh --quiet --eval 'quit(db.runCommand({ping: 1}).ok ? 0 : 1)'
fi
export FERRETDB_SETUP_USERNAME="$DATABASE_USER" FERRETDB_SETUP_PASSWORD="$DATABASE_PASSWORD" FERRETDB_SETUP_DATABASE=admin
exec ferretdb ping --handler=sqlite --sqlite-url=file:/data/ferretdb/ --state-dir=- --listen-addr=127.0.0.1:27017 --debug-addr=- \
  --telemetry=disable --test-enable-new-auth --log-level=error

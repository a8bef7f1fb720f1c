export REDISCLI_AUTH="$DATABASE_PASSWORD"
redis-cli -h 127.0.0.1 ping | grep -q PONG

exec mysql --defaults-file=/tmp/client.cnf --connect-timeout=3 --batch --execute='SELECT 1' ledger >/dev/null

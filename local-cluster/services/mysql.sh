# The MySQL server with its client and its dump tool. Only Debian's development suite has MySQL; it moves, so the label tells which.
# shellcheck shell=bash disable=SC2034
IMAGE=mandala/mysql:9 SUITE=sid PACKAGES=(mysql-server-core mysql-client-core)
CONFIG='"Cmd":["mysqld"]'

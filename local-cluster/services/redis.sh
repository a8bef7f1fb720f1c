# The Redis server with its client.
# shellcheck shell=bash disable=SC2034
IMAGE=mandala/redis:8 SUITE=trixie PACKAGES=(redis-server redis-tools)
CONFIG='"Cmd":["redis-server"]'

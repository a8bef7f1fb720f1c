# An ACME server for tests, with the name server that its challenges ask.
# shellcheck shell=bash disable=SC2034
IMAGE=mandala/pebble:2 SUITE=trixie PACKAGES=() PROGRAMS_INSIDE=(pebble pebble-challtestsrv)
CONFIG='"Cmd":["pebble"]'

# FerretDB speaks MongoDB's protocol and keeps its data in SQLite files; sqlite3 copies them while it runs.
# shellcheck shell=bash disable=SC2034
IMAGE=mandala/ferretdb:1 SUITE=trixie PACKAGES=(sqlite3) PROGRAMS_INSIDE=(ferretdb)
CONFIG='"Cmd":["ferretdb"]'

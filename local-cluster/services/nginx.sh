# Serves static sites: frontends of agents are built on it.
# shellcheck shell=bash disable=SC2034
IMAGE=mandala/nginx:1 SUITE=trixie PACKAGES=(nginx)
CONFIG='"Cmd":["nginx","-g","daemon off;"]'

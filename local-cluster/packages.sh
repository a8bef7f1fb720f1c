#!/usr/bin/env bash
# Installs the Debian packages that the cluster needs and this machine lacks. Does nothing when all are there.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=lib.sh
. "$HERE/lib.sh"
PATH=$PATH:/usr/sbin:/sbin

# What proves that a package is there, then the package: a program on the path, or a file that starts with a slash.
NEEDED="
iptables iptables
ipset ipset
conntrack conntrack
socat socat
bpftool bpftool
clang-16 clang-16
llc-16 llvm-16
debootstrap debootstrap
ip iproute2
ps procps
openssl openssl
unzip unzip
curl curl
python3 python3-minimal
gcc gcc
pkg-config pkg-config
/usr/include/seccomp.h libseccomp-dev
/etc/ssl/certs/ca-certificates.crt ca-certificates
"

missing=()
while read -r proof package; do
  [ -n "$proof" ] || continue
  case $proof in
    /*) [ -e "$proof" ] ;;
    *) command -v "$proof" >/dev/null ;;
  esac || missing+=("$package")
done <<<"$NEEDED"
[ "${#missing[@]}" -gt 0 ] || exit 0

command -v apt-get >/dev/null || die "these packages are missing and only Debian's apt-get can install them for you: ${missing[*]}"
[ "$(id -u)" = 0 ] || die "these packages are missing and installing them needs root: ${missing[*]}"

install_missing() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q
  apt-get install -q -y --no-install-recommends "${missing[@]}"
}
with_progress "installing Debian packages: ${missing[*]}" install_missing

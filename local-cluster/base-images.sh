#!/usr/bin/env bash
# Makes the base images that agents are built on, out of Debian packages and the JDK of this machine: debian, node, python, jre.
# Result: $MANDALA_CACHE/images/base-<hash>.tar with all four, which share the Debian layer; base.tar is a link to it.
# Environment: MANDALA_DEBIAN_MIRROR (default: the mirror that this machine's apt uses, else debootstrap's own).
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings images jdk; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
PATH=$PATH:/usr/sbin:/sbin

SUITE=trixie
# npm comes as its publisher packs it: Debian's is cut into some three hundred packages.
NPM_VERSION=10.9.9
NPM_INTEGRITY=sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==
USER_ID=65532
# What our own processes and plain Java programs use; no desktop, no compiler.
JRE_MODULES=java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

debian_mirror() {
  if [ -n "${MANDALA_DEBIAN_MIRROR:-}" ]; then echo "$MANDALA_DEBIAN_MIRROR"; return; fi
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -F'|' '$1 == "Debian" && $2 == "Debian" {print $3; exit}'
}

in_root() { # folder, command...
  local root=$1; shift
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive "$@"
}

slim() { # root: nobody reads manuals in a container
  rm -rf "$1"/usr/share/{man,info,lintian,locale,groff,linda}/* "$1"/var/lib/apt/lists/* "$1"/var/cache/apt/*.bin \
    "$1"/var/cache/apt/archives/*.deb "$1"/var/cache/debconf/*-old "$1"/var/lib/dpkg/*-old "$1"/var/log/* "$1"/tmp/* "$1"/root/.[a-z]*
  find "$1/usr/share/doc" -mindepth 2 ! -name copyright ! -type d -delete 2>/dev/null || true
  find "$1/usr/share/doc" -mindepth 1 -type d -empty -delete 2>/dev/null || true
  rm -f "$1/etc/resolv.conf" "$1/etc/hostname" "$1/etc/machine-id" "$1/var/lib/dbus/machine-id" "$1/etc/ld.so.cache" \
    "$1/var/cache/ldconfig/aux-cache"
  ldconfig -r "$1" -C /etc/ld.so.cache -X 2>/dev/null || true
  rm -f "$1/var/cache/ldconfig/aux-cache"
}

make_debian() { # target folder
  local mirror arguments=(); mirror=$(debian_mirror)
  [ -z "$mirror" ] || arguments=("$mirror")
  # An older debootstrap does not know the suite's name; all recent suites are made like the newest one.
  if [ -n "$mirror" ] && [ ! -e "/usr/share/debootstrap/scripts/$SUITE" ]; then arguments+=(/usr/share/debootstrap/scripts/sid); fi
  debootstrap --variant=minbase --include=ca-certificates "$SUITE" "$1" "${arguments[@]}"
  printf 'path-exclude /usr/share/man/*\npath-exclude /usr/share/locale/*\npath-exclude /usr/share/doc/*\npath-include /usr/share/doc/*/copyright\n' \
    >"$1/etc/dpkg/dpkg.cfg.d/slim"
  in_root "$1" groupadd --gid $USER_ID nonroot
  in_root "$1" useradd --uid $USER_ID --gid $USER_ID --create-home --home-dir /home/nonroot --shell /usr/sbin/nologin nonroot
  rm -f "$1"/etc/{passwd,group,shadow,gshadow,subuid,subgid}- "$1"/home/nonroot/.[a-z]*
  slim "$1"
}

# Installs packages over a lower folder; what that adds is left in the upper one.
install_over() { # lower, upper, packages...
  local lower=$1 upper=$2 work=$2.work merged=$2.merged; shift 2
  mkdir -p "$upper" "$work" "$merged"
  mount -t overlay overlay -o "lowerdir=$lower,upperdir=$upper,workdir=$work" "$merged"
  cp -L /etc/resolv.conf "$merged/etc/resolv.conf"
  in_root "$merged" apt-get update -q
  in_root "$merged" apt-get install -q -y --no-install-recommends "$@"
  rm -f "$merged"/usr/lib/python3*/EXTERNALLY-MANAGED # a container is the environment: pip may install into it
  slim "$merged"
  umount "$merged"
}

package_version() { # root with a package database, package
  dpkg-query --admindir="$1/var/lib/dpkg" --show --showformat='${Version}' "$2"
}

finish_upper() { # folder: a deleted file of the lower layer is a device in an overlay, and an empty .wh. file in an image
  local file
  rm -rf "$1.work" "$1.merged"
  find "$1" -type c | while read -r file; do rm "$file"; touch "$(dirname "$file")/.wh.$(basename "$file")"; done
}

add_npm() { # root
  local folder=$1/usr/lib/node_modules pack=$work/npm file integrity
  mkdir -p "$pack" "$folder"
  if ! command -v npm >/dev/null; then die "npm is missing: install Node.js with npm, which fetches the npm of the node image"; fi
  (cd "$pack" && npm pack --silent "npm@$NPM_VERSION")
  file=$pack/npm-$NPM_VERSION.tgz
  integrity=sha512-$(openssl dgst -sha512 -binary "$file" | base64 -w0)
  [ "$integrity" = "$NPM_INTEGRITY" ] || die "the archive of npm $NPM_VERSION is not the expected one: it has $integrity"
  tar -xzf "$file" -C "$pack"
  rm -rf "$pack"/package/{man,docs}
  chown -R 0:0 "$pack/package"; mv "$pack/package" "$folder/npm"
  mkdir -p "$1/usr/bin"
  ln -sfn ../lib/node_modules/npm/bin/npm-cli.js "$1/usr/bin/npm"
  ln -sfn ../lib/node_modules/npm/bin/npx-cli.js "$1/usr/bin/npx"
  chmod 755 "$folder"/npm/bin/{npm,npx}-cli.js
}

make_images() { # target
  work=$(mktemp -d "$IMAGES/.base-XXXXXX")
  trap 'umount -l "$work"/*.merged 2>/dev/null || true; rm -rf "$work"' EXIT
  local layout=$work/layout debian node python jre common
  chmod 755 "$work"
  layout_begin "$layout"
  common='"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","LANG=C.UTF-8","HOME=/home/nonroot"],"User":"'$USER_ID:$USER_ID'","WorkingDir":"/home/nonroot"'

  make_debian "$work/debian"
  debian=$(layout_layer "$layout" "$work/debian" gzip)
  local labels; labels="network.mandala.debian=$(cat "$work/debian/etc/debian_version")"
  layout_image "$layout" "$REGISTRY/mandala/debian:1" "$common,\"Cmd\":[\"/bin/sh\"]" "$labels" "$debian"

  install_over "$work/debian" "$work/node" nodejs; finish_upper "$work/node"; add_npm "$work/node"
  node=$(layout_layer "$layout" "$work/node" gzip)
  layout_image "$layout" "$REGISTRY/mandala/node:1" "$common,\"Cmd\":[\"node\"]" \
    "$labels"$'\n'"network.mandala.node=$(package_version "$work/node" nodejs)"$'\n'"network.mandala.npm=$NPM_VERSION" "$debian"$'\n'"$node"

  install_over "$work/debian" "$work/python" python3 python3-pip python3-venv; finish_upper "$work/python"
  python=$(layout_layer "$layout" "$work/python" gzip)
  layout_image "$layout" "$REGISTRY/mandala/python:1" "$common,\"Cmd\":[\"python3\"]" \
    "$labels"$'\n'"network.mandala.python=$(package_version "$work/python" python3)"$'\n'"network.mandala.pip=$(package_version "$work/python" python3-pip)" \
    "$debian"$'\n'"$python"

  mkdir -p "$work/jre/opt" "$work/jre/usr/local/bin"
  "$JDK/bin/jlink" --add-modules $JRE_MODULES --no-header-files --no-man-pages --compress zip-0 --generate-cds-archive \
    --output "$work/jre/opt/java"
  ln -s /opt/java/bin/java "$work/jre/usr/local/bin/java"
  jre=$(layout_layer "$layout" "$work/jre" gzip)
  layout_image "$layout" "$REGISTRY/mandala/jre:1" \
    "${common/\"LANG/\"JAVA_HOME=/opt/java\",\"LANG},\"Cmd\":[\"java\"]" "$labels"$'\n'"network.mandala.java=$(jdk_version)" "$debian"$'\n'"$jre"

  layout_end "$layout" "$1"
}

mkdir -p "$IMAGES"
exec 8>"$IMAGES/.lock"; flock 8
find_jdk
hash=$({ cat "$HERE/base-images.sh" "$HERE/images.sh" "$HERE/jdk.sh"; jdk_version; architecture; } | sha256sum | cut -c1-12)
if [ ! -f "$IMAGES/base-$hash.tar" ]; then
  [ "$(id -u)" = 0 ] || die "making the base images needs root (debootstrap): run this with sudo"
  need_free_space "$IMAGES" 3 "to make the base images"
  with_progress "making the base images debian, node, python and jre (once per version)" make_images "$IMAGES/base-$hash.tar"
fi
ln -sfn "base-$hash.tar" "$IMAGES/base.tar"

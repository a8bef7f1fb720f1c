#!/usr/bin/env bash
# Makes the base images that agents are built on, out of Debian packages and the JDK of this machine: debian, node, python, jre.
# Result: $MANDALA_CACHE/images/base-<hash>.tar with all four, which share the Debian layer; base.tar is a link to it.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings images jdk debian; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
PATH=$PATH:/usr/sbin:/sbin

SUITE=trixie
# npm comes as its publisher packs it: Debian's is cut into some three hundred packages.
NPM_VERSION=10.9.9
NPM_INTEGRITY=sha512-1g+6jLQvaIuB4zwvHL7yrXuXcWZwDsCtBX8bbWDqbvJSSr9nPiDDWTHNgwXR27iIcTTW7v3A57hDW9RYv2W4Yg==
# What our own processes and plain Java programs use; no desktop, no compiler.
JRE_MODULES=java.base,java.compiler,java.instrument,java.logging,java.management,java.naming,java.net.http,java.security.jgss,java.security.sasl,java.sql,java.transaction.xa,java.xml,jdk.crypto.cryptoki,jdk.crypto.ec,jdk.httpserver,jdk.jcmd,jdk.jfr,jdk.management,jdk.management.agent,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

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
  local layout=$work/layout debian node python jre common; common=$(common_config $USER_ID:$USER_ID)
  chmod 755 "$work"
  layout_begin "$layout"

  make_debian $SUITE "$work/debian"
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
hash=$({ cat "$HERE/base-images.sh" "$HERE/images.sh" "$HERE/debian.sh" "$HERE/jdk.sh"; jdk_version; architecture; } | sha256sum | cut -c1-12)
if [ ! -f "$IMAGES/base-$hash.tar" ]; then
  [ "$(id -u)" = 0 ] || die "making the base images needs root (debootstrap): run this with sudo"
  need_free_space "$IMAGES" 3 "to make the base images"
  with_progress "making the base images debian, node, python and jre (once per version)" make_images "$IMAGES/base-$hash.tar"
fi
ln -sfn "base-$hash.tar" "$IMAGES/base.tar"

# Makes root file systems out of Debian packages. Sourced after lib.sh, not run.
# Environment: MANDALA_DEBIAN_MIRROR (default: the mirror that this machine's apt uses, else debootstrap's own).
# shellcheck shell=bash
USER_ID=65532

# How an image of ours runs its program, as JSON members of its config.
common_config() { # uid:gid
  printf '"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","LANG=C.UTF-8","HOME=/home/nonroot"],"User":"%s","WorkingDir":"/home/nonroot"' "$1"
}

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

make_debian() { # suite, target folder
  local suite=$1 mirror arguments=(); shift; mirror=$(debian_mirror)
  [ -z "$mirror" ] || arguments=("$mirror")
  # An older debootstrap does not know the suite's name; all recent suites are made like the newest one.
  if [ -n "$mirror" ] && [ ! -e "/usr/share/debootstrap/scripts/$suite" ]; then arguments+=(/usr/share/debootstrap/scripts/sid); fi
  debootstrap --variant=minbase --include=ca-certificates "$suite" "$1" "${arguments[@]}"
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
  # A mirror of the moving suite may be a snapshot of some weeks ago; its signatures are checked all the same.
  in_root "$merged" apt-get update -q -o Acquire::Check-Valid-Until=false
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

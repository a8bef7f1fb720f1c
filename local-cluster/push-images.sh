#!/usr/bin/env bash
# Copies images of the cluster's containerd into its registry, unless the registry has them.
# Usage: push-images.sh USER REFERENCE...   with the password as the first line of the standard input.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
[ "$#" -ge 2 ] || die "usage: push-images.sh USER REFERENCE..., with the password on the standard input"
user=$1; shift
IFS= read -r password || die "the password is missing on the standard input"
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
ctr() { "$PROGRAMS/bin/ctr" "$@" 2>/dev/null; }

repository() { local name=${1#*/}; echo "${name%:*}"; }

authorize() { # all repositories: a token for them, as the registry's own answer says where to get it
  local challenge realm service address repository answer token
  challenge=$(curl -sS -o /dev/null -D - --max-time 10 "http://$REGISTRY/v2/") || die "the registry at $REGISTRY does not answer"
  challenge=$(grep -i '^www-authenticate: *bearer' <<<"$challenge" || true)
  [ -n "$challenge" ] || return 0 # it asks for nothing
  realm=$(sed -n 's/.*realm="\([^"]*\)".*/\1/p' <<<"$challenge"); service=$(sed -n 's/.*service="\([^"]*\)".*/\1/p' <<<"$challenge")
  address="$realm?service=$service"
  for repository; do address="$address&scope=repository:$repository:pull,push"; done
  # Secrets go through a pipe: the arguments of a command can be read by every user of the machine.
  answer=$(printf 'user = "%s:%s"\n' "$user" "$password" | curl -sS --fail --max-time 20 -K - "$address") ||
    die "the registry's token service at $realm did not accept the login of $user"
  token=$(sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p' <<<"$answer")
  [ -n "$token" ] || die "the registry's token service at $realm gave no token"
  printf 'header = "Authorization: Bearer %s"\n' "$token" >"$work/token"
}

request() { curl -sS --max-time 300 -K "$work/token" "$@"; }

status_of() { request -o /dev/null -w '%{http_code}' "$@"; }

declare -A pushed # blob -> a repository that has it
push_blob() { # repository, digest
  local target="http://$REGISTRY/v2/$1/blobs" query="" location code
  if [ "$(status_of --head "$target/$2")" != 200 ]; then
    [ -z "${pushed[$2]:-}" ] || query="?mount=$2&from=${pushed[$2]}"
    request -o /dev/null -D "$work/answer" -w '%{http_code}' -X POST "$target/uploads/$query" >"$work/code"
    if [ "$(cat "$work/code")" != 201 ]; then # 201: mounted from the other repository
      location=$(sed -n 's/^[Ll]ocation: *\([^\r]*\).*/\1/p' "$work/answer" | tr -d '\r')
      [ -n "$location" ] || die "the registry refused an upload to $1: it answered $(cat "$work/code")"
      case $location in /*) location=http://$REGISTRY$location ;; esac
      case $location in *\?*) location="$location&digest=$2" ;; *) location="$location?digest=$2" ;; esac
      ctr content get "$2" >"$work/blob"
      code=$(status_of -X PUT -H 'Content-Type: application/octet-stream' -T "$work/blob" "$location")
      [ "$code" = 201 ] || die "the registry refused a layer of $1: it answered $code"
    fi
  fi
  pushed[$2]=$1
}

push() { # reference
  local repository tag digest type blob code; repository=$(repository "$1"); tag=${1##*:}
  read -r _ type digest _ < <(ctr images ls "name==$1" | tail -n +2) || die "the cluster has no image $1"
  ctr content get "$digest" >"$work/manifest"
  grep -q '"layers"' "$work/manifest" || die "$1 is not an image of one platform"
  if [ "$(request -o /dev/null -w '%{http_code}' --head -H "Accept: $type" "http://$REGISTRY/v2/$repository/manifests/$digest")" = 200 ] &&
    request -o /dev/null -D - --head -H "Accept: $type" "http://$REGISTRY/v2/$repository/manifests/$tag" | grep -qi "$digest"; then return; fi
  say "pushing $1"
  while read -r blob; do push_blob "$repository" "$blob"; done < <(grep -o 'sha256:[0-9a-f]\{64\}' "$work/manifest" | sort -u)
  code=$(status_of -X PUT -H "Content-Type: $type" --data-binary "@$work/manifest" "http://$REGISTRY/v2/$repository/manifests/$tag")
  [ "$code" = 201 ] || die "the registry refused the manifest of $1: it answered $code"
}

: >"$work/token"; chmod 600 "$work/token"
repositories=()
for reference; do
  [ "${reference%%/*}" = "$REGISTRY" ] || die "$reference does not name the registry $REGISTRY"
  repositories+=("$(repository "$reference")")
done
authorize "${repositories[@]}"
for reference; do push "$reference"; done

# Writes container images without a container engine: an OCI image layout in a tar file, made of layer archives.
# Sourced, not run. Same layers, same bytes: nothing in an image tells when or where it was made.
# shellcheck shell=bash
IMAGES=$CACHE/images

architecture() { case $(uname -m) in aarch64) echo arm64 ;; *) echo amd64 ;; esac; }

digest() { sha256sum "$1" | cut -d' ' -f1; }

layout_begin() { # folder
  rm -rf "$1"; mkdir -p "$1/blobs/sha256"
  printf '{"imageLayoutVersion":"1.0.0"}' >"$1/oci-layout"
  : >"$1/.manifests"
}

blob() { # layout, file: moves it in, prints its digest
  local sum; sum=$(digest "$2")
  mv "$2" "$1/blobs/sha256/$sum"; echo "$sum"
}

# Archives a folder as a layer and prints one line that describes it to layout_image. Owners are kept, times are not.
layout_layer() { # layout, folder, plain|gzip
  local archive="$1/.layer.tar" id sum type=application/vnd.oci.image.layer.v1.tar
  tar --create --file "$archive" --directory "$2" --sort=name --mtime=@0 --numeric-owner --format=gnu .
  id=$(digest "$archive")
  if [ "$3" = gzip ]; then gzip -n -6 "$archive"; mv "$archive.gz" "$archive"; type=$type+gzip; fi
  local size; size=$(stat -c %s "$archive"); sum=$(blob "$1" "$archive")
  echo "$id $sum $size $type"
}

list() { local IFS=,; echo "$*"; }

# Adds one image. Labels say which versions of what it holds.
layout_image() { # layout, name, config (JSON members, may be empty), labels ("key=value" lines), layer lines
  local layout=$1 name=$2 config=$3 labels=$4 line id sum size type ids=() layers=() members=() config_sum config_size
  while read -r id sum size type; do
    ids+=("\"sha256:$id\""); layers+=("{\"mediaType\":\"$type\",\"digest\":\"sha256:$sum\",\"size\":$size}")
  done <<<"$5"
  while IFS= read -r line; do [ -z "$line" ] || members+=("\"${line%%=*}\":\"${line#*=}\""); done <<<"$labels"
  printf '{"architecture":"%s","os":"linux","config":{%s"Labels":{%s}},"rootfs":{"type":"layers","diff_ids":[%s]}}' \
    "$(architecture)" "${config:+$config,}" "$(list "${members[@]}")" "$(list "${ids[@]}")" >"$layout/.config"
  config_size=$(stat -c %s "$layout/.config"); config_sum=$(blob "$layout" "$layout/.config")
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.manifest.v1+json","config":{"mediaType":"application/vnd.oci.image.config.v1+json","digest":"sha256:%s","size":%s},"layers":[%s]}' \
    "$config_sum" "$config_size" "$(list "${layers[@]}")" >"$layout/.manifest"
  size=$(stat -c %s "$layout/.manifest"); sum=$(blob "$layout" "$layout/.manifest")
  printf '{"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"sha256:%s","size":%s,"annotations":{"io.containerd.image.name":"%s"}}\n' \
    "$sum" "$size" "$name" >>"$layout/.manifests"
}

layout_end() { # layout, tar file
  local manifests=(); mapfile -t manifests <"$1/.manifests"
  printf '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[%s]}' "$(list "${manifests[@]}")" >"$1/index.json"
  tar --create --file "$2.new" --directory "$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner oci-layout index.json blobs
  mv "$2.new" "$2"; rm -rf "$1"
}

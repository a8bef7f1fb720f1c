# The step that executes a Dockerfile, as root of the pod's user namespace: on the node that is an unprivileged user. The steps of the
# Dockerfile run here, so nothing here may be worth having. What is left is an image in /image, in the layout of the OCI.
# Exit 0: done; 2: the tenant must change the source; 75: a passing fault, to be tried again.
set -euo pipefail
umask 022

fail() {
  echo "$1" >&2
  exit 2
}

# A cluster that does not know user namespaces leaves them out without a word, and root would be root.
read -r _ outside _ </proc/self/uid_map
if [ "$outside" = 0 ]; then
  fail "This node has no user namespaces for pods, so it builds no Dockerfiles: the provider has to give it Kubernetes 1.33 or later, containerd 2 or CRI-O, and Linux 6.3 or later."
fi

mkdir -p /storage/tmp /storage/helpers
# Buildah looks for its network program at its start and never runs it: steps use the network of the pod.
printf '#!/bin/sh\nexit 1\n' >/storage/helpers/netavark
chmod 755 /storage/helpers/netavark
program=(buildah --root /storage/root --runroot /storage/run --storage-driver vfs)
context=/work/source${MANDALA_DIRECTORY:+/$MANDALA_DIRECTORY}

# Hard limits: nobody below can raise them again. The kernel counts the processes of a user namespace together, whoever they run as.
# This shell keeps its own, so that it can go on when they are used up.
limit() {
  ulimit -u "$MANDALA_PROCESSES"
  ulimit -f "$MANDALA_DISK_KILOBYTES"
  ulimit -c 0
}

# Mirrors and certificates of the node, one in a line: the steps find them in their environment, and the image does not have them.
variables=()
while IFS= read -r variable; do
  if [ -n "$variable" ]; then variables+=(--env "$variable" --unsetenv "${variable%%=*}"); fi
done </etc/mandala-buildah/variables

build() {
  limit
  # No layer but the base's and one of all steps; times that are the same each time.
  "${program[@]}" build --isolation chroot --network host --timestamp 0 --layers=false --format oci "${variables[@]}" \
    --file "$context/$MANDALA_DOCKERFILE" --tag localhost/image "$context" 2>&1 &&
    "${program[@]}" push --quiet localhost/image oci:/image:latest 2>&1
}

# This shell is process 1 of the container, which nobody in it can end. It watches what is written: the kubelet does so too, but
# only once a minute. What is written into files that are deleted shows in the room that the disk has left.
written() { du -skc /storage /image 2>/dev/null | tail -n 1 | cut -f 1; }
free_percent() { local used; used=$(df --output=pcent /storage | tail -n 1); used=${used//[ %]/}; echo $((100 - used)); }

{ code=0; build || code=$?; echo "$code" >/storage/exit; } | tee /storage/log &
builder=$!
# Steps may leave processes behind that hold on to the log, and may end the build itself, but not this shell.
while [ ! -s /storage/exit ] && kill -0 "$builder" 2>/dev/null; do
  for _ in 1 2 3 4 5; do [ -s /storage/exit ] || sleep 0.2; done
  if [ "$(written)" -gt "$MANDALA_DISK_KILOBYTES" ]; then
    fail "The build wrote more than $((MANDALA_DISK_KILOBYTES / 1024)) MiB to disk, which is what one may: let it write less, or ask the provider to raise build.dockerfile.diskBytes."
  fi
  if [ "$(free_percent)" -lt 5 ]; then
    fail "The build was stopped because the disk of the node is nearly full: let it write less, or ask the provider for larger disks."
  fi
done
sleep 0.1
code=$(cat /storage/exit 2>/dev/null || echo 1)

if [ "$code" != 0 ]; then
  last=$(tail -n 1 /storage/log)
  # The base image could not be fetched because somebody does not answer.
  if grep -Eq '^Error: .*(initializing source|pinging container registry|reading blob|copying system image|fetching target platform)' <<<"$last" &&
    grep -Eq 'connection refused|connection reset|i/o timeout|TLS handshake timeout|no such host|server misbehaving|network is unreachable|no route to host|unexpected EOF|toomanyrequests|50[0234] ' <<<"$last"; then
    exit 75
  fi
  if tail -n 200 /storage/log | grep -Eq 'Cannot fork|fork: retry|Resource temporarily unavailable|failed to create new OS thread'; then
    fail "A step started more processes and threads than a build may have at a time ($MANDALA_PROCESSES): let it start fewer, or ask the provider to raise build.dockerfile.processes."
  fi
  if tail -n 5 /storage/log | grep -Eq 'exit status 137|signal: killed|Killed'; then
    fail "A step was killed, most likely because it used more memory than a build has: let it use less, or ask the provider to raise build.memory."
  fi
  exit 2
fi
chmod -R a+rX /image

#!/usr/bin/env bash
# Runs Cilium's agent with a view of /proc of its own. Usage, in a mount namespace of its own: cilium-proc.sh COMMAND...
set -euo pipefail
mount --make-rprivate /

# It would change these for the whole machine, and the first one for good: it gets copies to change.
mkdir -p /run/mandala/settings
for setting in kernel/unprivileged_bpf_disabled kernel/timer_migration; do
  copy=/run/mandala/settings/${setting##*/}
  cat "/proc/sys/$setting" >"$copy"
  mount --bind "$copy" "/proc/sys/$setting"
done

# It reads /proc/modules to learn what the kernel can do; a kernel without loadable modules has it all built in, and no such file.
if [ ! -e /proc/modules ]; then
  real=/run/mandala/proc
  mkdir -p $real; mount --rbind /proc $real
  mount -t tmpfs proc-view /proc
  for entry in "$real"/*; do ln -s "$entry" "/proc/${entry##*/}"; done
  ln -sfn $real/self /proc/self; ln -sfn $real/thread-self /proc/thread-self
  for module in ip_tables iptable_{nat,mangle,raw,filter} ip6_tables ip6table_{mangle,raw,filter} xt_socket xt_TPROXY ip_set; do
    echo "$module 0 0 - Live 0x0"
  done >/proc/modules
fi
exec "$@"

#!/usr/bin/env bash
# Says whether the local cluster runs, part by part. Exit code 0 when it does, 3 when it does not.
set -euo pipefail
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
for part in lib settings processes control-plane node; do
  # shellcheck source=/dev/null
  . "$HERE/$part.sh"
done
export PATH=$PROGRAMS/bin:$PATH KUBECONFIG=$KUBECONFIG_FILE

[ -e "$STATE/checkout" ] || { echo "no cluster is here"; exit 3; }
healthy=0
for name in "${DAEMONS[@]}"; do
  if pid=$(pid_of "$name"); then printf '%-26s runs      pid %s\n' "$name" "$pid"; else printf '%-26s is gone   log %s\n' "$name" "$STATE/logs/$name.log"; healthy=3; fi
done
if [ "$healthy" = 0 ]; then
  if api_server_is_ready >/dev/null 2>&1; then echo "API server                 answers   https://$NODE_IP:6443"; else echo "API server                 does not answer"; healthy=3; fi
  if node_is_ready 2>/dev/null; then echo "node                       is ready"; else echo "node                       is not ready"; healthy=3; fi
fi
echo "kubeconfig                 $KUBECONFIG_FILE"
echo "started from               $(cat "$STATE/checkout")"
exit $healthy

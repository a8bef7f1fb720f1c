{{/* The operator's configuration file; its keys are those that the operator's NodeConfig reads. */}}
{{- define "mandala.config" -}}
domain: {{ include "mandala.domain" . }}
url:
  scheme: {{ .Values.url.scheme }}
  port: {{ int .Values.url.port }}
ingress:
  namespace: {{ .Values.ingress.namespace }}
  {{- with .Values.ingress.className }}
  className: {{ . }}
  {{- end }}
  {{- with .Values.ingress.annotations }}
  annotations: {{- toYaml . | nindent 4 }}
  {{- end }}
domains:
  requireProof: {{ .Values.domains.requireProof }}
  recheck: {{ .Values.domains.recheck | quote }}
  grace: {{ .Values.domains.grace | quote }}
  dns:
    {{- with .Values.domains.dns.servers }}
    servers: {{- toYaml . | nindent 6 }}
    {{- end }}
    timeout: {{ .Values.domains.dns.timeout | quote }}
tls:
  acme:
    enabled: {{ .Values.tls.acme.enabled }}
    server: {{ .Values.tls.acme.server | quote }}
    {{- with .Values.tls.acme.email }}
    email: {{ . | quote }}
    {{- end }}
    {{- with include "mandala.acme.caFile" . }}
    caFile: {{ . }}
    {{- end }}
    namespace: {{ .Release.Namespace }}
    service: mandala-acme
  {{- with .Values.tls.wildcard.secretName }}
  wildcard:
    secretName: {{ . }}
    namespace: {{ $.Release.Namespace }}
  {{- end }}
registry:
  host: {{ include "mandala.registry.host" . | quote }}
  insecure: {{ .Values.registry.insecure }}
  realm: {{ include "mandala.registry.realm" . | quote }}
  service: {{ .Values.registry.service | quote }}
  issuer: {{ .Values.registry.issuer | quote }}
  keyFile: /etc/mandala-registry/tls.key
  certificateFile: /etc/mandala-registry/tls.crt
  grantLifetime: {{ .Values.registry.grantLifetime | quote }}
  keepUnneeded: {{ .Values.registry.keepUnneeded | quote }}
  sweepInterval: {{ .Values.registry.sweepInterval | quote }}
  {{- /* Where builds may connect to, for the NetworkPolicies of projects. */}}
  namespace: {{ .Release.Namespace }}
  podLabels: {{- include "mandala.selector" (list . "registry") | nindent 4 }}
  tokenPodLabels: {{- include "mandala.selector" (list . "operator") | nindent 4 }}
images:
  builder: {{ include "mandala.image" (list . "builder") | quote }}
  node: {{ .Values.images.node | quote }}
  python: {{ .Values.images.python | quote }}
  mysql: {{ .Values.images.mysql | quote }}
  mongo: {{ .Values.images.mongo | quote }}
  redis: {{ .Values.images.redis | quote }}
  frontend: {{ .Values.images.frontend | quote }}
  buildah: {{ .Values.images.buildah | quote }}
build:
  timeout: {{ .Values.build.timeout | quote }}
  cpu: {{ .Values.build.cpu | quote }}
  memory: {{ .Values.build.memory | quote }}
  diskBytes: {{ int64 .Values.build.diskBytes }}
  maxSourceBytes: {{ int64 .Values.build.maxSourceBytes }}
  maxSourceFiles: {{ int64 .Values.build.maxSourceFiles }}
  cacheBytes: {{ int64 .Values.build.cacheBytes }}
  {{- with .Values.build.dockerfile }}
  dockerfile:
    {{- if eq (toString .enabled) "auto" }}
    enabled: {{ semverCompare ">=1.33-0" $.Capabilities.KubeVersion.Version }}
    {{- else }}
    enabled: {{ .enabled }}
    {{- end }}
    atOnce: {{ int .atOnce }}
    atOncePerProject: {{ int .atOncePerProject }}
    diskBytes: {{ int64 .diskBytes }}
    processes: {{ int .processes }}
  {{- end }}
  {{- with .Values.build.allowedCidrs }}
  allowedCidrs: {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.build.environment }}
  environment: {{- toYaml . | nindent 4 }}
  {{- end }}
{{- if include "mandala.trust.configMap" . }}
trustBundleFile: /etc/mandala-trust/ca.crt
{{- end }}
network:
  deniedCidrs: {{- toYaml .Values.network.deniedCidrs | nindent 4 }}
  dns:
    namespace: {{ .Values.network.dns.namespace }}
    podLabels: {{- toYaml .Values.network.dns.podLabels | nindent 6 }}
    {{- with .Values.network.dns.cidrs }}
    cidrs: {{- toYaml . | nindent 6 }}
    {{- end }}
activator:
  enabled: {{ .Values.activator.enabled }}
  namespace: {{ .Release.Namespace }}
  podLabels: {{- include "mandala.selector" (list . "activator") | nindent 4 }}
bridge:
  enabled: {{ include "mandala.bridge.enabled" . | default "false" }}
  namespace: {{ .Release.Namespace }}
gpu:
  runtimeClassName: {{ .Values.gpu.runtimeClassName | quote }}
tee:
  runtimeClassName: {{ .Values.tee.runtimeClassName | quote }}
{{- with .Values.spores }}
spores:
  maxBundleBytes: {{ int64 .maxBundleBytes }}
  trustedKeys: {{- toYaml .trustedKeys | nindent 4 }}
  revoked: {{- toYaml .revoked | nindent 4 }}
  profiles: {{- toYaml .profiles | nindent 4 }}
{{- end }}
reconcile:
  threads: {{ int .Values.reconcile.threads }}
  rolloutTimeout: {{ .Values.reconcile.rolloutTimeout | quote }}
  driftCheck: {{ .Values.reconcile.driftCheck | quote }}
canary:
  enabled: {{ .Values.canary.enabled }}
  interval: {{ .Values.canary.interval | quote }}
  deadline: {{ .Values.canary.deadline | quote }}
prices:
  {{- /* Estimates are in satoshis for five minutes: a twelfth of an hour, and a thousand msat to the satoshi. */}}
  cpuPerCore5Min: {{ div (int64 .Values.prices.cpu) 12000 }}
  memoryPerGb5Min: {{ div (int64 .Values.prices.memory) 12000 }}
  diskPerGb5Min: {{ div (int64 .Values.prices.disk) 12000 }}
  networkPerGb5Min: {{ div (int64 .Values.prices.network) 1000 }}
  gpuPerUnit5Min: {{ div (int64 (get .Values.prices.gpu "nvidia.com/gpu" | default 0)) 12000 }}
{{- if .Values.ledger.enabled }}
ledger:
  folder: /etc/mandala-ledger
  connections: {{ int .Values.funding.connections }}
{{- end }}
{{- with .Values.funding }}
funding:
  minimumBalanceSatoshis: {{ int64 .minimumBalanceSatoshis }}
  minimumRunway: {{ .minimumRunway | quote }}
  resumeMarginSatoshis: {{ int64 .resumeMarginSatoshis }}
  lowRunway: {{ .lowRunway | quote }}
  welcomeSatoshis: {{ int64 .welcomeSatoshis }}
  pollInterval: {{ .pollInterval | quote }}
  topUpUrl: {{ .topUpUrl | quote }}
  topUpText: {{ .topUpText | quote }}
{{- end }}
leaderElection:
  enabled: true
  leaseName: mandala-operator
  namespace: {{ .Release.Namespace }}
podSecurityVersion: {{ .Values.podSecurityVersion | quote }}
{{- end }}

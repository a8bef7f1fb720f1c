{{/* Whether the bridge runs: "true" or nothing. It keeps what it must not forget in the ledger's database. */}}
{{- define "mandala.bridge.enabled" -}}
{{- if and .Values.bridge.enabled .Values.ledger.enabled -}}true{{- end -}}
{{- end }}

{{- define "mandala.bridge.host" -}}
{{- .Values.bridge.ingress.host | default (printf "bridge.%s" (include "mandala.domain" .)) -}}
{{- end }}

{{/* How callers reach it. */}}
{{- define "mandala.bridge.url" -}}
{{- .Values.bridge.url | default (printf "%s://%s" (ternary "https" "http" .Values.bridge.ingress.tls) (include "mandala.bridge.host" .)) -}}
{{- end }}

{{- define "mandala.bridge.sessionSecret" -}}
{{- .Values.bridge.session.existingSecret | default "mandala-bridge-session" -}}
{{- end }}

{{/* The bridge's configuration file; its keys are those that its BridgeConfig reads. */}}
{{- define "mandala.bridge.config" -}}
url: {{ include "mandala.bridge.url" . | quote }}
domain: {{ include "mandala.domain" . | quote }}
domains:
  dns:
    {{- with .Values.domains.dns.servers }}
    servers: {{- toYaml . | nindent 6 }}
    {{- end }}
    timeout: {{ .Values.domains.dns.timeout | quote }}
public:
  version: {{ .Chart.AppVersion | quote }}
  {{- with .Values.bridge.public }}
  maxCpuMilli: {{ int .maxCpuMilli }}
  maxMemoryGi: {{ int .maxMemoryGi }}
  gpuType: {{ .gpuType | quote }}
  gpuTotal: {{ int .gpuTotal }}
  {{- end }}
nodeKeyFile: /etc/mandala-node-key/key
ledger:
  folder: /etc/mandala-ledger
  connections: {{ int .Values.bridge.connections }}
session:
  keysFile: /etc/mandala-bridge-session/keys
  length: {{ .Values.bridge.session.length | quote }}
http:
  {{- with .Values.bridge.http }}
  mostBodyBytes: {{ int64 .mostBodyBytes }}
  mostHeaderBytes: {{ int64 .mostHeaderBytes }}
  mostConnections: {{ int .mostConnections }}
  readTimeout: {{ .readTimeout | quote }}
  headerTime: {{ .headerTime | quote }}
  {{- with .trustedProxies }}
  trustedProxies: {{- toYaml . | nindent 4 }}
  {{- end }}
  bodyTime: {{ .bodyTime | quote }}
  drain: {{ .drain | quote }}
  grace: {{ .grace | quote }}
  {{- end }}
upload:
  folder: /tmp/uploads
  {{- with .Values.bridge.upload }}
  urlLife: {{ .urlLife | quote }}
  mostMebibytes: {{ int .mostMebibytes }}
  atOnce: {{ int .atOnce }}
  time: {{ .time | quote }}
  mostUnpackedMebibytes: {{ int .mostUnpackedMebibytes }}
  mostFiles: {{ int .mostFiles }}
  {{- end }}
limit:
  {{- range $whose, $rate := .Values.bridge.limit }}
  {{ $whose }}:
    perSecond: {{ int $rate.perSecond }}
    burst: {{ int $rate.burst }}
  {{- end }}
audit:
  keep: {{ .Values.bridge.audit.keep | quote }}
project:
  mostFree: {{ int .Values.bridge.project.mostFree }}
  freeBalance: {{ int64 .Values.funding.welcomeSatoshis }}
payments:
  {{- with .Values.bridge.payments }}
  verifier: {{ .verifier }}
  prefixLife: {{ .prefixLife | quote }}
  most: {{ int64 .most }}
  waitTime: {{ .waitTime | quote }}
  {{- $tokens := .tokensSecret }}
  {{- range $network, $services := dict "main" .main "test" .test }}
  {{ $network }}:
    arcUrl: {{ $services.arcUrl | quote }}
    headersUrl: {{ $services.headersUrl | quote }}
    {{- if $tokens }}
    arcTokenFile: /etc/mandala-bridge-payments/{{ $network }}-arc
    headersTokenFile: /etc/mandala-bridge-payments/{{ $network }}-headers
    {{- end }}
  {{- end }}
  {{- end }}
wallet:
  {{- with .Values.bridge.wallet }}
  main:
    sweepTo: {{ .main.sweepTo | quote }}
  test:
    sweepTo: {{ .test.sweepTo | quote }}
  sweepAbove: {{ int64 .sweepAbove }}
  keep: {{ int64 .keep }}
  feePerKilobyte: {{ int64 .feePerKilobyte }}
  funding: {{ int64 .funding }}
  every: {{ .every | quote }}
  {{- end }}
{{- end }}

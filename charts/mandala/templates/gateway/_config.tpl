{{/* Whether the gateway runs: "true" or nothing. It keeps nonces, calls and their money in the ledger's database. */}}
{{- define "mandala.gateway.enabled" -}}
{{- if and .Values.gateway.enabled .Values.ledger.enabled -}}true{{- end -}}
{{- end }}

{{- define "mandala.gateway.host" -}}
{{- .Values.gateway.ingress.host | default (printf "infer.%s" (include "mandala.domain" .)) -}}
{{- end }}

{{/* How routers and clients reach it. */}}
{{- define "mandala.gateway.url" -}}
{{- .Values.gateway.node.endpoint | default (printf "%s://%s" (ternary "https" "http" .Values.gateway.ingress.tls) (include "mandala.gateway.host" .)) -}}
{{- end }}

{{- define "mandala.gateway.key" -}}
{{- .Values.gateway.node.existingSecret | default "mandala-gateway-key" -}}
{{- end }}

{{/* The gateway's configuration file; its keys are those that its GatewayConfig reads. */}}
{{- define "mandala.gateway.config" -}}
node:
  {{- with .Values.gateway.node }}
  id: {{ .id | quote }}
  keyId: {{ .keyId | quote }}
  digits: {{ .digits }}
  region: {{ .region | quote }}
  latencyEstimateMs: {{ int .latencyEstimateMs }}
  {{- end }}
  endpoint: {{ include "mandala.gateway.url" . | quote }}
  keyFile: /etc/mandala-gateway-key/key
router:
  {{- with .Values.gateway.router }}
  anybody: {{ .anybody }}
  allow: {{ .allow | quote }}
  follow: {{ .follow | quote }}
  mute: {{ .mute | quote }}
  block: {{ .block | quote }}
  projects:
    {{- range $key, $project := .projects }}
    {{ $key | quote }}: {{ $project | quote }}
    {{- else }} {}
    {{- end }}
  keyId: {{ .keyId | quote }}
  publicKey: {{ .publicKey | quote }}
  endpoint: {{ .endpoint | quote }}
  heartbeat: {{ .heartbeat | quote }}
  {{- end }}
runner:
  {{- with .Values.gateway.runner }}
  kind: {{ .kind }}
  allowMock: {{ .allowMock }}
  url: {{ .url | quote }}
  model: {{ .model | quote }}
  contextWindow: {{ int .contextWindow }}
  timeout: {{ .timeout | quote }}
  {{- end }}
limit:
  {{- with .Values.gateway.limit }}
  promptBytes: {{ int .promptBytes }}
  tokens: {{ int .tokens }}
  atOnce: {{ int .atOnce }}
  load: {{ int .load }}
  rate: {{ int .rate }}
  rateWindow: {{ .rateWindow | quote }}
  {{- end }}
payment:
  {{- with .Values.gateway.payment }}
  required: {{ .required }}
  life: {{ .life | quote }}
  verifyUrl: {{ .verifyUrl | quote }}
  verifyTimeout: {{ .verifyTimeout | quote }}
  verifyAttempts: {{ int .verifyAttempts }}
  mostFeeSats: {{ int64 .mostFeeSats }}
  mostFeeBasisPoints: {{ int .mostFeeBasisPoints }}
  {{- end }}
http:
  {{- with .Values.gateway.http }}
  mostBodyBytes: {{ int .mostBodyBytes }}
  mostConnections: {{ int .mostConnections }}
  idleTimeout: {{ .idleTimeout | quote }}
  drain: {{ .drain | quote }}
  grace: {{ .grace | quote }}
  {{- end }}
ledger:
  folder: /etc/mandala-ledger
  connections: {{ int .Values.gateway.connections }}
{{- end }}

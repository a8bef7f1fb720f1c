{{/* Whether billing runs: "true" or nothing. Without a Prometheus there is nothing to charge by. */}}
{{- define "mandala.billing.enabled" -}}
{{- if and .Values.ledger.enabled .Values.billing.prometheus.url -}}true{{- end -}}
{{- end }}

{{/* Billing's configuration file; its keys are those that its BillingConfig reads. */}}
{{- define "mandala.billing.config" -}}
prometheus:
  {{- with .Values.billing.prometheus }}
  url: {{ .url | quote }}
  {{- if .caSecret }}
  caFile: /etc/mandala-prometheus-ca/ca.crt
  {{- end }}
  {{- if .tokenSecret }}
  tokenFile: /etc/mandala-prometheus-token/token
  {{- end }}
  {{- with .tenant }}
  tenant: {{ . | quote }}
  {{- end }}
  tenantHeader: {{ .tenantHeader | quote }}
  timeout: {{ .timeout | quote }}
  maxAnswerBytes: {{ int64 .maxAnswerBytes }}
  cadvisor: {{ .cadvisor | quote }}
  kubelet: {{ .kubelet | quote }}
  operator: {{ .operator | default (printf "namespace=\"%s\",pod=~\"mandala-operator-.*\"" $.Release.Namespace) | quote }}
  pods: {{ .pods | quote }}
  {{- end }}
billing:
  {{- with .Values.billing }}
  window: {{ .window | quote }}
  staleness: {{ .staleness | quote }}
  delay: {{ .delay | quote }}
  interval: {{ .interval | quote }}
  windowsPerTick: {{ int .windowsPerTick }}
  history: {{ .history | quote }}
  writeOffAfter: {{ .writeOffAfter | quote }}
  disk: {{ .disk | quote }}
  {{- end }}
prices:
  {{- with .Values.prices }}
  cpu: {{ int64 .cpu }}
  memory: {{ int64 .memory }}
  disk: {{ int64 .disk }}
  network: {{ int64 .network }}
  gpu: {{- include "mandala.billing.prices" .gpu | trim | nindent 4 }}
  tee: {{ int64 .tee }}
  tokensIn: {{- include "mandala.billing.prices" .tokensIn | trim | nindent 4 }}
  tokensOut: {{- include "mandala.billing.prices" .tokensOut | trim | nindent 4 }}
  {{- end }}
ledger:
  folder: /etc/mandala-ledger
  nodeKeyFile: /etc/mandala-node-key/key
  connections: {{ int .Values.billing.connections }}
alerts:
  {{- with .Values.billing.alerts }}
  node: {{ .node | default $.Values.domain | quote }}
  interval: {{ .interval | quote }}
  oldest: {{ .oldest | quote }}
  {{- with .mail }}
  mail:
    host: {{ .host | quote }}
    port: {{ int .port }}
    encryption: {{ .encryption | quote }}
    user: {{ .user | quote }}
    {{- if .passwordSecret }}
    passwordFile: /etc/mandala-mail/password
    {{- end }}
    from: {{ .from | quote }}
    timeout: {{ .timeout | quote }}
  {{- end }}
  {{- with .webhooks }}
  webhooks:
    allowHttp: {{ .allowHttp }}
    allowAddresses: {{ toJson .allowAddresses }}
    timeout: {{ .timeout | quote }}
  {{- end }}
  {{- end }}
audit:
  interval: {{ .Values.billing.audit.interval | quote }}
{{- end }}

{{- define "mandala.billing.prices" -}}
{{- range $name, $price := . }}
{{ $name | quote }}: {{ int64 $price }}
{{- else }}
{}
{{- end }}
{{- end }}

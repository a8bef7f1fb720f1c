{{/* Names are fixed: an operator owns the cluster's Agents, so there is one release per cluster. */}}

{{- define "mandala.labels" -}}
app.kubernetes.io/name: mandala
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{/* What selects the pods of one part: (list . "operator"). */}}
{{- define "mandala.selector" -}}
app.kubernetes.io/name: mandala
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end }}

{{- define "mandala.domain" -}}
{{- required "domain: set the name under which agents answer, for example --set domain=agents.example.com" .Values.domain -}}
{{- end }}

{{- define "mandala.registry.host" -}}
{{- .Values.registry.host | default (printf "registry.%s" (include "mandala.domain" .)) -}}
{{- end }}

{{- define "mandala.registry.realm" -}}
{{- .Values.registry.realm | default (printf "%s://%s/token" (ternary "http" "https" .Values.registry.insecure) (include "mandala.registry.host" .)) -}}
{{- end }}

{{- define "mandala.registry.tokenSecret" -}}
{{- .Values.registry.token.existingSecret | default "mandala-registry-token" -}}
{{- end }}

{{/* The name of the ConfigMap with the trust bundle, or nothing. */}}
{{- define "mandala.trust.configMap" -}}
{{- if and .Values.trust.bundle .Values.trust.existingConfigMap -}}
{{- fail "trust: set bundle or existingConfigMap, not both" -}}
{{- end -}}
{{- if .Values.trust.bundle -}}mandala-trust{{- else -}}{{ .Values.trust.existingConfigMap }}{{- end -}}
{{- end }}

{{/* By which certificates the ACME server is believed: a file in the operator's pod, or nothing for the usual ones. */}}
{{- define "mandala.acme.caFile" -}}
{{- if and .Values.tls.acme.caBundle .Values.tls.acme.caFile -}}
{{- fail "tls.acme: set caBundle or caFile, not both" -}}
{{- end -}}
{{- if .Values.tls.acme.caBundle -}}/etc/mandala-acme/ca.crt{{- else -}}{{ .Values.tls.acme.caFile }}{{- end -}}
{{- end }}

{{/* The reference of one of our own images: (list . "operator"). */}}
{{- define "mandala.image" -}}
{{- $root := index . 0 -}}
{{- get $root.Values.images (index . 1) | default (printf "ghcr.io/mandala-network/%s:%s" (index . 1) $root.Chart.AppVersion) -}}
{{- end }}

{{- define "mandala.pullSecrets" -}}
{{- with .Values.images.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

{{/* What Pod Security "restricted" asks of a pod and of a container. */}}
{{- define "mandala.podSecurityContext" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
fsGroupChangePolicy: OnRootMismatch
seccompProfile: {type: RuntimeDefault}
{{- end }}

{{- define "mandala.containerSecurityContext" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

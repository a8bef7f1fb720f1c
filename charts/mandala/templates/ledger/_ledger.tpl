{{/* Whether the ledger's database is one that this chart runs: "true" or nothing. */}}
{{- define "mandala.ledger.own" -}}
{{- if and .Values.ledger.enabled (not .Values.ledger.database.url) -}}true{{- end -}}
{{- end }}

{{/* The JDBC URL of the ledger's database. TLS with whatever certificate: our own server makes one for itself. */}}
{{- define "mandala.ledger.url" -}}
{{- if and .Values.ledger.database.url (not .Values.ledger.database.existingSecret) -}}
{{- fail "ledger.database.existingSecret: name the Secret with the user and the password of the database at ledger.database.url" -}}
{{- end -}}
{{- .Values.ledger.database.url | default (printf "jdbc:mysql://mandala-ledger.%s.svc:3306/ledger?sslMode=REQUIRED" .Release.Namespace) -}}
{{- end }}

{{/* The Secret with user and password. */}}
{{- define "mandala.ledger.credentials" -}}
{{- .Values.ledger.database.existingSecret | default "mandala-ledger" -}}
{{- end }}

{{- define "mandala.ledger.nodeKey" -}}
{{- .Values.ledger.nodeKey.existingSecret | default "mandala-node-key" -}}
{{- end }}

{{/* Where a process finds the ledger: the files url, user and password in /etc/mandala-ledger. */}}
{{- define "mandala.ledger.volumeMounts" -}}
- {name: ledger, mountPath: /etc/mandala-ledger, readOnly: true}
{{- end }}

{{- define "mandala.ledger.volumes" -}}
- name: ledger
  projected:
    defaultMode: 0440
    sources:
      - secret: {name: mandala-ledger, items: [{key: url, path: url}]}
      - secret:
          name: {{ include "mandala.ledger.credentials" . }}
          items: [{key: user, path: user}, {key: password, path: password}]
{{- end }}

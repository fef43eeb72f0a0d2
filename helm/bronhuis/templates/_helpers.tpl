{{- define "bronhuis.naam" -}}{{ .Release.Name }}-{{ .naam }}{{- end }}

{{- define "bronhuis.labels" -}}
app.kubernetes.io/name: {{ .naam }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/part-of: bronhuis
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}

{{- define "bronhuis.selector" -}}
app.kubernetes.io/name: {{ .naam }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "bronhuis.image" -}}
{{ .Values.image.repository }}/{{ .naam }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "bronhuis.url" -}}http://{{ .Release.Name }}-{{ .naam }}:{{ (index .Values.componenten .naam).poort }}{{- end }}

{{/* Pod Security Standard "restricted" */}}
{{- define "bronhuis.podbeveiliging" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile: { type: RuntimeDefault }
{{- end }}

{{- define "bronhuis.containerbeveiliging" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end }}

{{/* Settings that every component has. Expects naam and c (the component) in the context. */}}
{{- define "bronhuis.omgeving" -}}
- { name: PORT, value: {{ .c.poort | quote }} }
- { name: ADRES, value: 0.0.0.0 }
- { name: GEHEIMEN_MAP, value: /geheimen }
- { name: GEGEVENS_MAP, value: /gegevens }
- { name: LOG_NIVEAU, value: {{ .Values.logNiveau }} }
- { name: TOEGANGSBEHEER_URL, value: {{ include "bronhuis.url" (merge (dict "naam" "toegangsbeheer") .) }} }
{{- if eq .naam "gateway" }}
{{- range $doel := list "registers" "selectielijst" "woo-publicatie" "verantwoording" "portaal" }}
- { name: {{ $doel | upper | replace "-" "_" }}_URL, value: {{ include "bronhuis.url" (merge (dict "naam" $doel) $) }} }
{{- end }}
- { name: STANDAARD_ORGANISATIE, value: {{ .Values.gateway.standaardOrganisatie | quote }} }
- { name: INTERNE_NETWERKEN, value: {{ .Values.gateway.interneNetwerken | quote }} }
- { name: VERTROUWDE_PROXYS, value: {{ .Values.gateway.vertrouwdeProxys | quote }} }
- { name: METINGEN_PORT, value: '9090' }
{{- else }}
- { name: GATEWAY_URL, value: {{ include "bronhuis.url" (merge (dict "naam" "gateway") .) }} }
- { name: PUBLIEKE_URL, value: https://{{ (first .Values.gemeenten).host }} }
{{- end }}
{{- if .c.database }}
- { name: NATS_URL, value: {{ .Values.nats.url }} }
- { name: NATS_REPLICAS, value: {{ .Values.nats.replicas | quote }} }
- name: DATABASE_URL
  valueFrom: { secretKeyRef: { name: {{ .Values.geheimen.databaseVoorvoegsel }}-{{ .naam }}, key: DATABASE_URL } }
- name: DATABASE_URL_WERKER
  valueFrom: { secretKeyRef: { name: {{ .Values.geheimen.databaseVoorvoegsel }}-{{ .naam }}, key: DATABASE_URL_WERKER } }
{{- end }}
{{- if eq .naam "toegangsbeheer" }}
- { name: ORGANISATIES_BESTAND, value: /organisaties/organisaties.json }
{{- if and .Values.applicatiedeur.enabled .Values.applicatiedeur.host }}
- { name: APPLICATIEDEUR_URL, value: https://{{ .Values.applicatiedeur.host }} }
{{- end }}
{{- end }}
{{- end }}

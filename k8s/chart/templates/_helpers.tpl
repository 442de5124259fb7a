{{/*
Every enabled service with its defaults filled in, as YAML: name -> settings, plus what all templates need of it:
  fullname  the name of its objects; the release's part is cut short so that the longest still fits 63 characters
  labels    of its objects
  selector  of its pods, and nothing that ever changes
  least     the fewest replicas there will be
*/}}
{{- define "tideline.services" -}}
{{- $services := dict -}}
{{- range $name, $own := .Values.services -}}
{{- $service := mergeOverwrite (deepCopy $.Values.defaults) (deepCopy $own) -}}
{{- if $service.enabled -}}
{{- $tag := $service.tag | default $.Values.image.tag | default $.Chart.AppVersion -}}
{{- $selector := dict "app.kubernetes.io/name" $name "app.kubernetes.io/instance" $.Release.Name -}}
{{- $labels := merge (dict
      "app.kubernetes.io/part-of" "tideline"
      "app.kubernetes.io/version" ($tag | trunc 63 | trimAll "-_.")
      "app.kubernetes.io/managed-by" $.Release.Service
      "helm.sh/chart" (printf "%s-%s" $.Chart.Name $.Chart.Version | replace "+" "_" | trunc 63)) $selector -}}
{{- $_ := set $service "fullname" (printf "%s-%s" ($.Release.Name | trunc 30 | trimSuffix "-") $name) -}}
{{- $_ := set $service "image" (printf "%s/%s:%s" $.Values.image.repository $name $tag) -}}
{{- $_ := set $service "selector" $selector -}}
{{- $_ := set $service "labels" $labels -}}
{{- $_ := set $service "least" (ternary $service.autoscaling.minReplicas $service.replicas $service.autoscaling.enabled) -}}
{{- $_ := set $services $name $service -}}
{{- end -}}
{{- end -}}
{{- toYaml $services -}}
{{- end -}}

{{- define "tideline.bootstrapServers" -}}
{{- required "kafka.bootstrapServers is required: the Kafka to use, as host:port[,host:port...]" .Values.kafka.bootstrapServers -}}
{{- end -}}

{{- define "tideline.issuer" -}}
{{- required "security.issuer is required: the address of user-service as browsers know it" .Values.security.issuer -}}
{{- end -}}

{{- define "tideline.jdbcUrl" -}}
{{- $host := required "postgres.host is required: the Postgres to use; its database is postgres.database" .Values.postgres.host -}}
{{- printf "jdbc:postgresql://%s:%d/%s" $host (int .Values.postgres.port) .Values.postgres.database -}}
{{- end -}}

{{/* The ports of the bootstrap servers, each once, as YAML. */}}
{{- define "tideline.kafkaPorts" -}}
{{- $ports := list -}}
{{- range splitList "," (include "tideline.bootstrapServers" .) -}}
{{- $ports = append $ports (regexFind "[0-9]+$" . | int) -}}
{{- end -}}
{{- $ports | uniq | toYaml -}}
{{- end -}}

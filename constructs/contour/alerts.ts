// Alerts on what users feel at the Envoys, on what Contour refuses, and on the two losing each other.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'contour.traffic',
    rules: [
      {
        alert: 'ContourHighErrorRate',
        expr: `
sum(rate(envoy_http_downstream_rq_xx{envoy_response_code_class="5", envoy_http_conn_manager_prefix=~"ingress_https?"}[5m]))
  / sum(rate(envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix=~"ingress_https?"}[5m]))
> 0.2
and sum(rate(envoy_http_downstream_rq_xx{envoy_http_conn_manager_prefix=~"ingress_https?"}[5m])) > 0.5`,
        for: '5m',
        severity: 'critical',
        summary: '{{ $value | humanizePercentage }} of all requests through Envoy fail',
        description:
          'A fifth or more of the requests are answered with 5xx. That is an outage for users, of one large service or of many.',
        runbook: `
1. Which service: \`sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{envoy_response_code_class="5"}[5m]))\`. One: go to its pods. None: Envoy answers itself, because no backend is there (\`response_flags\` in its log: UH, UF, NR).
2. UF and UC: Envoy cannot connect; look at the NetworkPolicies of the service's namespace (the one called \`…-from-ingress\`) and at its EndpointSlices.
3. A change at that time is the likeliest cause: \`kubectl get events -A --sort-by=.lastTimestamp\`, GitOps history.`,
      },
      {
        alert: 'ContourServiceErrors',
        expr: `
sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{job="envoy", envoy_response_code_class="5"}[5m]))
  / sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{job="envoy"}[5m]))
> 0.05
and on (envoy_cluster_name)
sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{job="envoy"}[5m])) > 0.1`,
        for: '10m',
        severity: 'warning',
        summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.envoy_cluster_name }} fail',
        description: 'More than one in twenty requests is answered with 5xx by the service.',
        runbook:
          'The label is `<namespace>_<service>_<port>`, perhaps cut short. Logs and restarts of its pods come first; `kubectl -n projectcontour logs deploy/envoy -c envoy | grep NAME` shows single requests, with `upstream_host`.',
      },
      {
        alert: 'ContourHighLatency',
        expr: `
histogram_quantile(0.95, sum by (envoy_cluster_name, le) (rate(envoy_cluster_upstream_rq_time_bucket{job="envoy"}[10m]))) > 5000
and on (envoy_cluster_name)
sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_total{job="envoy"}[10m])) > 0.1`,
        for: '15m',
        severity: 'warning',
        summary:
          'The slowest 5 % of requests to {{ $labels.envoy_cluster_name }} take more than {{ $value | humanize }} ms',
        description: 'Waits of this length are felt. Long polls and streams are slow by nature.',
        runbook:
          'Compare with the service’s own metrics. Slow there too: CPU throttling, a database, a dependency. Slow only here: saturated Envoys (CPU above the request), or the network between nodes.',
      },
    ],
  },
  {
    name: 'contour.health',
    rules: [
      {
        alert: 'ContourEnvoyDown',
        expr: 'absent(up{job="envoy"} == 1)',
        for: '3m',
        severity: 'critical',
        summary: 'No Envoy answers',
        description: 'Nothing from outside reaches the services of its class.',
        runbook:
          '`kubectl -n projectcontour get pods,events`. Envoys that do not become ready wait for Contour: its pods, Service contour, NetworkPolicy contour, and the Secrets contour-xds-server and contour-xds-client that cert-manager writes. If users are served, only the scrape fails: NetworkPolicy envoy-from-prometheus, Service envoy-metrics.',
      },
      {
        alert: 'ContourDown',
        expr: 'absent(up{job="contour"} == 1)',
        for: '10m',
        severity: 'critical',
        summary: 'No pod of Contour answers',
        description:
          'The Envoys go on with what they know: requests to pods that have moved fail, new hosts do not appear, and an Envoy that restarts serves nothing.',
        runbook:
          '`kubectl -n projectcontour get pods,events` and `logs deploy/contour`. A configuration that it refuses ends it at start, with the key in the last line; missing CRDs (`kubectl get crd | grep projectcontour`) and a missing Secret contour-xds-server do so too.',
      },
      {
        alert: 'ContourReplicaUnreachable',
        expr: 'up{job=~"contour|envoy"} == 0',
        for: '10m',
        severity: 'warning',
        summary: 'Pod {{ $labels.pod }} of {{ $labels.job }} does not answer',
        description: 'It does not serve its metrics, and probably nothing else; the others carry its load.',
        runbook:
          '`kubectl -n projectcontour describe pod POD` and its logs. A pod that hangs can be deleted at any time: the others serve meanwhile.',
      },
      {
        alert: 'ContourEnvoyDisconnected',
        expr: 'max by (pod) (envoy_control_plane_connected_state{job="envoy"}) == 0',
        for: '10m',
        severity: 'critical',
        summary: 'Envoy {{ $labels.pod }} hears nothing from Contour',
        description:
          'It goes on with what it knows: requests to pods that have moved since fail, and renewed certificates do not arrive.',
        runbook:
          'All Envoys: Contour is down, or the connection is refused: `kubectl -n projectcontour logs deploy/envoy -c envoy | grep -i xds` tells TLS from network. TLS: contour-xds-server and contour-xds-client must come from one CA; `kubectl -n projectcontour get certificates`. Network: NetworkPolicy contour. One Envoy: delete its pod.',
      },
      {
        alert: 'ContourConfigRejected',
        expr: `
sum by (pod) (
  increase(envoy_listener_manager_lds_update_rejected{job="envoy"}[15m])
  + on (pod) increase(envoy_cluster_manager_cds_update_rejected{job="envoy"}[15m])
) > 0`,
        for: '5m',
        severity: 'critical',
        summary: 'Envoy {{ $labels.pod }} refuses what Contour tells it',
        description:
          'It serves the configuration before: no change takes effect, and an Envoy that restarts may serve nothing.',
        runbook:
          '`kubectl -n projectcontour logs deploy/envoy -c envoy | grep -i rejected` names the listener or the cluster and why. Mostly a certificate that Envoy does not take (`tls.key` and `tls.crt` of different pairs, RSA below 2048 bits), or a Contour and an Envoy of versions that do not belong together.',
      },
      {
        alert: 'ContourHTTPProxyInvalid',
        expr: 'max by (namespace, vhost) (contour_httpproxy_invalid) > 0',
        for: '15m',
        severity: 'warning',
        summary: '{{ $value }} invalid HTTPProxies in {{ $labels.namespace }} for {{ $labels.vhost }}',
        description: 'An invalid HTTPProxy serves nothing, or an error, for the routes that are at fault.',
        runbook:
          '`kubectl -n NAMESPACE get httpproxies` shows the status, `kubectl describe` the reason: a Secret or Service that is missing, a host that two claim, or a root in a namespace that rootNamespaces leaves out.',
      },
    ],
  },
];

// Alerts on what users feel at the edge, and on Traefik itself.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'traefik.traffic',
    rules: [
      {
        alert: 'TraefikHighErrorRate',
        expr: `
sum by (entrypoint) (rate(traefik_entrypoint_requests_total{code=~"5.."}[5m]))
  / sum by (entrypoint) (rate(traefik_entrypoint_requests_total[5m]))
> 0.2
and on (entrypoint)
sum by (entrypoint) (rate(traefik_entrypoint_requests_total[5m])) > 0.5`,
        for: '5m',
        severity: 'critical',
        summary: '{{ $value | humanizePercentage }} of all requests on {{ $labels.entrypoint }} fail',
        description:
          'A fifth or more of the requests that enter the cluster are answered with 5xx. That is an outage for users, of one large service or of many.',
        runbook: `
1. Which service: \`sum by (service, code) (rate(traefik_service_requests_total{code=~"5.."}[5m]))\`. One: go to its pods. Many: nodes, DNS, or the network between Traefik and the pods.
2. 502 and 504: Traefik cannot connect; look at NetworkPolicies of the service's namespace (the one called \`…-from-ingress\`), at its EndpointSlices and at \`kubectl -n traefik logs deploy/traefik\`. 503: no pod is ready.
3. A change at that time is the likeliest cause: \`kubectl get events -A --sort-by=.lastTimestamp\`, GitOps history.`,
      },
      {
        alert: 'TraefikServiceErrors',
        expr: `
sum by (service) (rate(traefik_service_requests_total{code=~"5.."}[5m]))
  / sum by (service) (rate(traefik_service_requests_total[5m]))
> 0.05
and on (service)
sum by (service) (rate(traefik_service_requests_total[5m])) > 0.1`,
        for: '10m',
        severity: 'warning',
        summary: '{{ $value | humanizePercentage }} of the requests to {{ $labels.service }} fail',
        description:
          'More than one in twenty requests is answered with 5xx by the service, or cannot be delivered to it.',
        runbook: `
The label is \`<namespace>-<ingress or service>-<port>@<provider>\`. Logs and restarts of the pods behind it come first. Access logs tell who answered: \`kubectl -n traefik logs deploy/traefik | grep '"ServiceName":"NAME"'\`; an \`OriginStatus\` of 0 says that no backend was reached.`,
      },
      {
        alert: 'TraefikHighLatency',
        expr: `
histogram_quantile(0.95, sum by (service, le) (rate(traefik_service_request_duration_seconds_bucket{protocol="http"}[10m]))) > 5
and on (service)
sum by (service) (rate(traefik_service_requests_total{protocol="http"}[10m])) > 0.1`,
        for: '15m',
        severity: 'warning',
        summary:
          'The slowest 5 % of requests to {{ $labels.service }} take more than {{ $value | humanizeDuration }}',
        description: 'Waits of this length are felt. WebSockets and server-sent events are not counted.',
        runbook:
          'Compare with the service’s own metrics. Slow there too: CPU throttling, a database, a dependency. Slow only here: many open connections, saturated Traefik pods (CPU above the request), or a network problem between nodes. Uploads and long polls are slow by nature; give such services a route of their own.',
      },
    ],
  },
  {
    name: 'traefik.health',
    rules: [
      {
        alert: 'TraefikDown',
        expr: 'absent(up{job="traefik"} == 1)',
        for: '3m',
        severity: 'critical',
        summary: 'No Traefik pod answers',
        description: 'Nothing from outside reaches the cluster’s services.',
        runbook: `
\`kubectl -n traefik get pods,events\`. Pods that do not start: image, node resources, CRDs older than the image (\`kubectl get crd | grep traefik.io\`). Pods that run but are not ready: /ping on 8080. If users are served, only the scrape fails: NetworkPolicy traefik-from-prometheus, Service traefik-metrics.`,
      },
      {
        alert: 'TraefikReplicaUnreachable',
        expr: 'up{job="traefik"} == 0',
        for: '10m',
        severity: 'warning',
        summary: 'Traefik pod {{ $labels.pod }} does not answer',
        description:
          'It does not serve its metrics, and probably no traffic either; the others carry its load.',
        runbook:
          '`kubectl -n traefik describe pod POD` and its logs. A pod that hangs can be deleted at any time: the others serve meanwhile.',
      },
      {
        alert: 'TraefikConfigStale',
        expr: `
increase(traefik_config_reloads_total[30m]) == 0
and traefik_config_reloads_total offset 30m
and on ()
max(increase(traefik_config_reloads_total[30m]) and traefik_config_reloads_total offset 30m) > 5`,
        for: '10m',
        severity: 'warning',
        summary: 'Traefik pod {{ $labels.pod }} does not follow changes that other pods have followed',
        description:
          'It routes to yesterday’s pods: a share of the requests fails after each deployment, and new hosts answer 404 now and then.',
        runbook:
          'Its log says why: usually it has lost its watch of the API server (connection, rights, or an expired token). Delete the pod. If the new one does the same, check the ClusterRole traefik and whether the CRDs match the version.',
      },
      {
        alert: 'TraefikCertificateExpiring',
        expr: 'max by (cn, sans) (traefik_tls_certs_not_after{cn!="TRAEFIK DEFAULT CERT"}) - time() < 86400',
        for: '10m',
        severity: 'critical',
        summary: 'The certificate for {{ $labels.sans }} that Traefik serves ends within a day',
        description: 'Its end is {{ $value | humanizeDuration }} away. Then browsers refuse the host.',
        runbook:
          'Find the Secret: `kubectl get certificates -A | grep NAME`. If cert-manager has renewed it and Traefik still serves the old one, the Ingress names another Secret, or a second Secret holds an old certificate for the same name. If it was not renewed, see CertManagerCertExpirySoon.',
      },
      {
        alert: 'TraefikConnectionsNearLimit',
        expr: 'process_open_fds{job="traefik"} / process_max_fds{job="traefik"} > 0.8',
        for: '10m',
        severity: 'warning',
        summary:
          'Traefik pod {{ $labels.pod }} uses {{ $value | humanizePercentage }} of its file descriptors',
        description: 'Every connection takes one. At the limit, new connections are refused.',
        runbook:
          '`traefik_open_connections` by entry point tells whether clients or attackers hold them. Shorten `timeouts.idle`, add `replicas`, or raise the limit of the container runtime on the nodes.',
      },
    ],
  },
];

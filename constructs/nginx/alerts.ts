// Alerts on what users feel at the edge, and on the controller itself. What NGINX answers itself, such as 404 for hosts
// that nobody has, is in no metric: the series speak of answers of backends.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'nginx.traffic',
    rules: [
      {
        alert: 'NginxHighErrorRate',
        expr: `
sum(rate(nginx_ingress_controller_upstream_server_response_latency_ms_count{code=~"5.."}[5m]))
  / sum(rate(nginx_ingress_controller_upstream_server_response_latency_ms_count[5m]))
> 0.2
and sum(rate(nginx_ingress_controller_upstream_server_response_latency_ms_count[5m])) > 0.5`,
        for: '5m',
        severity: 'critical',
        summary: '{{ $value | humanizePercentage }} of all requests through NGINX fail',
        description:
          'A fifth or more of the answers of backends are 5xx. That is an outage for users, of one large service or of many.',
        runbook: `
1. Which service: \`sum by (resource_namespace, resource_name, code) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count{code=~"5.."}[5m]))\`. One: go to its pods. Many: nodes, DNS, or the network between NGINX and the pods.
2. 502 and 504: NGINX cannot connect; look at the NetworkPolicies of the service's namespace (the one called \`…-from-ingress\`), at its EndpointSlices and at \`kubectl -n nginx logs deploy/nginx\`.
3. A change at that time is the likeliest cause: \`kubectl get events -A --sort-by=.lastTimestamp\`, GitOps history.`,
      },
      {
        alert: 'NginxServiceErrors',
        expr: `
sum by (resource_namespace, resource_name) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count{code=~"5.."}[5m]))
  / sum by (resource_namespace, resource_name) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count[5m]))
> 0.05
and on (resource_namespace, resource_name)
sum by (resource_namespace, resource_name) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count[5m])) > 0.1`,
        for: '10m',
        severity: 'warning',
        summary:
          '{{ $value | humanizePercentage }} of the requests to {{ $labels.resource_namespace }}/{{ $labels.resource_name }} fail',
        description:
          'More than one in twenty requests is answered with 5xx by the service, or cannot be delivered to it.',
        runbook:
          'Logs and restarts of the pods behind the Ingress come first. The access log tells who answered: `kubectl -n nginx logs deploy/nginx | grep NAME`; without an `upstreamStatus` no backend was reached.',
      },
      {
        alert: 'NginxHighLatency',
        expr: `
histogram_quantile(0.95, sum by (resource_namespace, resource_name, le) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_bucket[10m]))) > 5000
and on (resource_namespace, resource_name)
sum by (resource_namespace, resource_name) (rate(nginx_ingress_controller_upstream_server_response_latency_ms_count[10m])) > 0.1`,
        for: '15m',
        severity: 'warning',
        summary:
          'The slowest 5 % of requests to {{ $labels.resource_namespace }}/{{ $labels.resource_name }} take more than {{ $value | humanize }} ms',
        description:
          'Waits of this length are felt. Counted from the connection to the backend to its last byte; WebSockets are counted as well.',
        runbook:
          'Compare with the service’s own metrics. Slow there too: CPU throttling, a database, a dependency. Slow only here: saturated NGINX pods (CPU above the request), or the network between nodes. Services that live on WebSockets and long polls are slow by nature.',
      },
    ],
  },
  {
    name: 'nginx.health',
    rules: [
      {
        alert: 'NginxDown',
        expr: 'absent(up{job="nginx"} == 1)',
        for: '3m',
        severity: 'critical',
        summary: 'No NGINX pod answers',
        description: 'Nothing from outside reaches the services of its class.',
        runbook:
          '`kubectl -n nginx get pods,events`. Pods that do not start: the image, node resources, the init container copy-configuration. Pods that run and are not ready: /nginx-ready on 8081 answers once the configuration is loaded; with customResources on, the CRDs of k8s.nginx.org must be there. If users are served, only the scrape fails: NetworkPolicy nginx-from-prometheus, Service nginx-metrics.',
      },
      {
        alert: 'NginxReplicaUnreachable',
        expr: 'up{job="nginx"} == 0',
        for: '10m',
        severity: 'warning',
        summary: 'NGINX pod {{ $labels.pod }} does not answer',
        description:
          'It does not serve its metrics, and probably no traffic either; the others carry its load.',
        runbook:
          '`kubectl -n nginx describe pod POD` and its logs. A pod that hangs can be deleted at any time: the others serve meanwhile.',
      },
      {
        alert: 'NginxReloadFailed',
        expr: 'nginx_ingress_controller_nginx_last_reload_status == 0',
        for: '10m',
        severity: 'critical',
        summary: 'NGINX pod {{ $labels.pod }} cannot load its configuration',
        description:
          'NGINX refuses the newest configuration and serves the one before: no change of any Ingress takes effect, and a pod that restarts now does not come back.',
        runbook:
          '`kubectl -n nginx logs POD | grep -i emerg` has NGINX’s own words. A value of an annotation or of addons.nginx.settings that NGINX does not take is the usual cause; `kubectl get events -A | grep -i rejected` names the Ingress. Undo what came last.',
      },
      {
        alert: 'NginxReloadsTooOften',
        expr: 'sum by (pod) (increase(nginx_ingress_controller_nginx_reloads_total{job="nginx"}[30m])) > 120',
        for: '30m',
        severity: 'warning',
        summary: 'NGINX pod {{ $labels.pod }} reloads {{ $value | humanize }} times in half an hour',
        description:
          'Each reload starts new workers, and the old ones live on until their connections end: memory grows, and WebSockets are cut.',
        runbook:
          'The label `reason` tells changes of endpoints from others. Endpoints: pods that crash or scale to and fro. Otherwise something rewrites Ingresses or Secrets: `kubectl get ingress -A --sort-by=.metadata.resourceVersion`.',
      },
    ],
  },
];

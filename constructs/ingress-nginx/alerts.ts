// Alerts on what users feel at the edge, on the controller itself, and on its being there at all.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'ingress-nginx.traffic',
    rules: [
      {
        alert: 'IngressNginxHighErrorRate',
        expr: `
sum(rate(nginx_ingress_controller_requests{status=~"5.."}[5m]))
  / sum(rate(nginx_ingress_controller_requests[5m]))
> 0.2
and sum(rate(nginx_ingress_controller_requests[5m])) > 0.5`,
        for: '5m',
        severity: 'critical',
        summary: '{{ $value | humanizePercentage }} of all requests through ingress-nginx fail',
        description:
          'A fifth or more of the requests are answered with 5xx. That is an outage for users, of one large service or of many.',
        runbook: `
1. Which service: \`sum by (namespace, ingress, status) (rate(nginx_ingress_controller_requests{status=~"5.."}[5m]))\`. One: go to its pods. Many: nodes, DNS, or the network between the controller and the pods.
2. 502 and 504: nginx cannot connect; look at the NetworkPolicies of the service's namespace (the one called \`…-from-ingress\`), at its EndpointSlices and at \`kubectl -n ingress-nginx logs deploy/ingress-nginx\`. 503: no pod is ready, or the Service does not exist.
3. A change at that time is the likeliest cause: \`kubectl get events -A --sort-by=.lastTimestamp\`, GitOps history.`,
      },
      {
        alert: 'IngressNginxServiceErrors',
        expr: `
sum by (namespace, ingress) (rate(nginx_ingress_controller_requests{status=~"5..", ingress!=""}[5m]))
  / sum by (namespace, ingress) (rate(nginx_ingress_controller_requests{ingress!=""}[5m]))
> 0.05
and on (namespace, ingress)
sum by (namespace, ingress) (rate(nginx_ingress_controller_requests{ingress!=""}[5m])) > 0.1`,
        for: '10m',
        severity: 'warning',
        summary:
          '{{ $value | humanizePercentage }} of the requests to {{ $labels.namespace }}/{{ $labels.ingress }} fail',
        description:
          'More than one in twenty requests is answered with 5xx by the service, or cannot be delivered to it.',
        runbook:
          'Logs and restarts of the pods behind the Ingress come first. The access log tells who answered: `kubectl -n ingress-nginx logs deploy/ingress-nginx | grep NAME`; without an `upstreamStatus` no backend was reached.',
      },
      {
        alert: 'IngressNginxHighLatency',
        expr: `
histogram_quantile(0.95, sum by (namespace, ingress, le) (rate(nginx_ingress_controller_request_duration_seconds_bucket{ingress!=""}[10m]))) > 5
and on (namespace, ingress)
sum by (namespace, ingress) (rate(nginx_ingress_controller_requests{ingress!=""}[10m])) > 0.1`,
        for: '15m',
        severity: 'warning',
        summary:
          'The slowest 5 % of requests to {{ $labels.namespace }}/{{ $labels.ingress }} take more than {{ $value | humanizeDuration }}',
        description: 'Waits of this length are felt. Uploads and long polls are counted as well.',
        runbook:
          'Compare with the service’s own metrics. Slow there too: CPU throttling, a database, a dependency. Slow only here: saturated controller pods (CPU above the request), clients on slow lines, or the network between nodes.',
      },
    ],
  },
  {
    name: 'ingress-nginx.health',
    rules: [
      {
        alert: 'IngressNginxDown',
        expr: 'absent(up{job="ingress-nginx"} == 1)',
        for: '3m',
        severity: 'critical',
        summary: 'No ingress-nginx pod answers',
        description: 'Nothing from outside reaches the services of its class.',
        runbook:
          '`kubectl -n ingress-nginx get pods,events`. Pods that do not start: the image, node resources, the Secret ingress-nginx-admission that cert-manager writes. Pods that run and are not ready: /healthz on 10254 asks nginx itself. If users are served, only the scrape fails: NetworkPolicy ingress-nginx-from-prometheus, Service ingress-nginx-metrics.',
      },
      {
        alert: 'IngressNginxReplicaUnreachable',
        expr: 'up{job="ingress-nginx"} == 0',
        for: '10m',
        severity: 'warning',
        summary: 'ingress-nginx pod {{ $labels.pod }} does not answer',
        description:
          'It does not serve its metrics, and probably no traffic either; the others carry its load.',
        runbook:
          '`kubectl -n ingress-nginx describe pod POD` and its logs. A pod that hangs can be deleted at any time: the others serve meanwhile.',
      },
      {
        alert: 'IngressNginxConfigReloadFailed',
        expr: 'nginx_ingress_controller_config_last_reload_successful == 0',
        for: '10m',
        severity: 'critical',
        summary: 'ingress-nginx pod {{ $labels.controller_pod }} cannot load its configuration',
        description:
          'nginx refuses the newest configuration and serves the one before: no change of any Ingress takes effect, and a pod that restarts now does not come back.',
        runbook:
          '`kubectl -n ingress-nginx logs POD | grep -A5 "Error reloading"` has nginx’s own words, and mostly the host. An annotation or a key of addons.ingress-nginx.settings that nginx does not take is the usual cause; undo the Ingress that came last. With the admission webhook on it should have been refused.',
      },
      {
        alert: 'IngressNginxCertificateExpiring',
        expr: 'min by (host, secret_name) (nginx_ingress_controller_ssl_expire_time_seconds{host!="_"}) - time() < 86400',
        for: '10m',
        severity: 'critical',
        summary: 'The certificate for {{ $labels.host }} that ingress-nginx serves ends within a day',
        description: 'Its end is {{ $value | humanizeDuration }} away. Then browsers refuse the host.',
        runbook:
          'It is in Secret {{ $labels.secret_name }}: `kubectl get certificates -A | grep NAME`. If cert-manager has renewed it and nginx still serves the old one, the Ingress names another Secret. If it was not renewed, see CertManagerCertExpirySoon.',
      },
      {
        alert: 'IngressNginxRetired',
        expr: 'count(nginx_ingress_controller_build_info) > 0',
        for: '1h',
        severity: 'info',
        summary: '{{ $value }} pods of ingress-nginx, which has no maintainers, still face the network',
        description:
          'Upstream ended in March 2026. Faults found since, in the controller and in the NGINX that it carries, stay open.',
        runbook:
          'docs/guides/migrating-from-ingress-nginx.md has the way out, in steps that can each be undone. Until then keep it from untrusted Ingress authors, and from the network where it need not be: service.sourceRanges.',
      },
    ],
  },
];

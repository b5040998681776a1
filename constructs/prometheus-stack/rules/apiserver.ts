// Alerts on the API server: its objective, its instances, and what hangs behind it (aggregated APIs, webhooks, certificates).
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { webhookAlerts } from './apiserver-requests.js';
import { errorBudget } from './recording-apiserver.js';
import { apiserver } from './select.js';

export const apiserverRules: readonly RuleGroup[] = [
  {
    name: 'kube-apiserver-slos',
    rules: [
      burn('critical', '2m', '14.4 times faster than it may over an hour, or 6 times over six hours', [
        ['1h', '5m', 14.4],
        ['6h', '30m', 6],
      ]),
      burn('warning', '1h', '3 times faster than it may over a day, or as fast as it may over three days', [
        ['1d', '2h', 3],
        ['3d', '6h', 1],
      ]),
    ],
  },
  {
    name: 'kubernetes-system-apiserver',
    rules: [
      clientCertificate('critical', '24 hours', 24 * 3600),
      clientCertificate('warning', '7 days', 7 * 24 * 3600),
      {
        alert: 'KubeAggregatedAPIErrors',
        expr: `
sum by (name) (increase(aggregator_unavailable_apiservice_total{${apiserver}}[10m])) > 4`,
        for: '10m',
        severity: 'warning',
        summary: 'Aggregated API {{ $labels.name }} keeps becoming unavailable',
        description:
          'The API server found the service behind it unavailable {{ $value | printf "%.0f" }} times in ten minutes. Requests to that API fail now and then, and so does whatever lists all APIs.',
        runbook:
          '`kubectl get apiservice NAME -o yaml` names the Service and the last reason. See that its pods are ready and not restarting, and that the API server reaches them: NetworkPolicies must admit the control plane, and on managed clusters a firewall rule may be needed. FailedDiscoveryCheck means that it answers, but with an error or too late.',
      },
      {
        alert: 'KubeAggregatedAPIDown',
        expr: `min by (name) (avg_over_time(aggregator_unavailable_apiservice{${apiserver}}[10m])) > 0.15`,
        for: '5m',
        severity: 'warning',
        summary: 'Aggregated API {{ $labels.name }} is down',
        description:
          'In the last ten minutes it was unavailable for {{ $value | humanizePercentage }} of the time, for every API server. Namespaces cannot be deleted meanwhile; if it is the metrics API, autoscalers stand still.',
        runbook:
          'Go on as in KubeAggregatedAPIErrors. If the service was removed and will not come back, delete its APIService, or everything that discovers APIs (kubectl, garbage collection, namespace deletion) stays slow and broken: `kubectl delete apiservice NAME`.',
      },
      {
        alert: 'KubeAPIDown',
        expr: `absent(up{${apiserver}} == 1)`,
        for: '5m',
        severity: 'critical',
        summary: 'No API server can be scraped',
        description:
          'Prometheus has reached none for five minutes. If it is down for all: pods go on running, but nothing is scheduled, scaled, healed or deployed.',
        runbook:
          "1. `kubectl get --raw /readyz?verbose` from outside. If it answers, the way from Prometheus to it is broken: look at the target on Prometheus' Status page, its NetworkPolicy and its token.\n2. If not, sign in to a control-plane node: `crictl ps -a | grep kube-apiserver`, `crictl logs ID`, `journalctl -u kubelet`.\n3. Usual causes: etcd has lost its quorum or its disk is full, certificates have expired (`kubeadm certs check-expiration`), the load balancer in front is down, a bad flag in the static manifest.",
      },
      {
        alert: 'KubeAPIInstanceUnreachable',
        expr: `min by (instance) (up{${apiserver}}) == 0`,
        for: '15m',
        severity: 'warning',
        summary: 'API server {{ $labels.instance }} cannot be scraped',
        description:
          'One of the API servers has not answered for 15 minutes. The others carry its load, and one more failure weighs more.',
        runbook:
          'Look at that node as in KubeAPIDown, step 2. If the instance was taken away for good, its address must leave the endpoints of the Service kubernetes (`kubectl get endpointslices -n default`); a stale one there sends part of all requests nowhere.',
      },
      ...webhookAlerts,
    ],
  },
];

function burn(
  severity: 'critical' | 'warning',
  duration: string,
  speed: string,
  windows: readonly (readonly [long: string, short: string, factor: number])[],
): AlertRule {
  return {
    alert: 'KubeAPIErrorBudgetBurn',
    // The long window says that it matters, the short one that it still goes on.
    expr: windows
      .map(([long, short, factor]) => {
        const over = (window: string) => `apiserver_request:burnrate${window} > ${factor} * ${errorBudget}`;
        return `(${over(long)} and ${over(short)})`;
      })
      .join('\nor\n'),
    for: duration,
    severity,
    summary: 'The API server fails or delays too many {{ $labels.verb }} requests',
    description: `{{ $value | humanizePercentage }} of {{ $labels.verb }} requests fail or take too long; 1% may, over 30 days. That budget is being spent ${speed}.`,
    runbook:
      '1. Errors or latency? `sum by (code, resource) (code_resource:apiserver_request_total:rate5m{code=~"5.."})` against `cluster_quantile:apiserver_request_sli_duration_seconds:histogram_quantile{quantile="0.99"}`.\n2. Slow writes, all resources: etcd, see etcdHighFsyncDurations and the disks of the control plane.\n3. Slow for one resource: a client that lists it without a limit (the audit log names it), or very many objects of it (`topk(5, apiserver_storage_objects)`).\n4. 503 and 429: overload, see KubeAPIRequestsRejected. 500 on writes: often an admission webhook, see KubeAdmissionWebhookFailing; latency of webhooks and queues is not counted here.\n5. CPU or memory of the control-plane nodes used up: make them larger, or find who calls (`topk(10, sum by (resource, verb) (rate(apiserver_request_total[5m])))`).',
  };
}

function clientCertificate(severity: 'critical' | 'warning', words: string, seconds: number): AlertRule {
  return {
    alert: 'KubeClientCertificateExpiration',
    expr: `
sum(rate(apiserver_client_certificate_expiration_seconds_bucket{${apiserver}, le=~"${seconds}([.]0)?"}[5m])) > 0`,
    for: '5m',
    severity,
    summary: `A client signs in to the API server with a certificate that expires within ${words}`,
    description: `{{ $value | printf "%.2f" }} requests a second come with such a certificate. When it expires, that client is locked out: a kubelet, a controller or an administrator.`,
    runbook:
      '1. Kubelets renew theirs: see KubeletClientCertificateExpiration, which names the node.\n2. Control plane: `kubeadm certs check-expiration` on each control-plane node; `kubeadm certs renew all`, then restart the static pods. An upgrade does the same.\n3. What is left are kubeconfig files, of people and of machines: the audit log at level Metadata names the user of each request.\n4. If your clients get certificates that live less than a week on purpose, list this alert in disabledAlerts and watch the issuer instead.',
  };
}

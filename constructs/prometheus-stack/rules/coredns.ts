// Alerts on the cluster's DNS. When it is slow or wrong, everything else looks broken.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { coredns } from './select.js';

const forwarded = (more: string) =>
  `rate(coredns_proxy_request_duration_seconds_count{${coredns}, proxy_name="forward"${more}}[5m])`;

const upstream =
  'The upstreams stand in the Corefile (`kubectl -n kube-system get configmap coredns -o yaml`, line `forward`); `/etc/resolv.conf` there means that of the nodes. Ask one from a node: `dig @UPSTREAM example.com`. If it does not answer, use others; if it does, UDP 53 from the nodes is limited or lossy, or the connection table is full (NodeHighNumberConntrackEntriesUsed).';

const rules: readonly AlertRule[] = [
  {
    alert: 'CoreDNSDown',
    expr: `absent(up{${coredns}} == 1)`,
    for: '5m',
    severity: 'critical',
    summary: 'No CoreDNS can be scraped',
    description:
      'Prometheus has reached none for five minutes. If they are down, no Service is found by its name: most of what runs in the cluster fails.',
    runbook:
      '1. `kubectl -n kube-system get pods -l k8s-app=kube-dns` and their log. CrashLoopBackOff: a mistake in the Corefile, or a loop (the upstream is CoreDNS itself, as with systemd-resolved: set `resolvConf: /run/systemd/resolve/resolv.conf` for the kubelet).\n2. Pending: all nodes are tainted or full.\n3. If they run, try them: `kubectl run -it --rm dns --image=busybox --restart=Never -- nslookup kubernetes.default`. If that works, only port 9153 is closed to Prometheus.',
  },
  {
    alert: 'CoreDNSErrorsHigh',
    expr: `
sum(rate(coredns_dns_responses_total{${coredns}, rcode="SERVFAIL"}[5m]))
/ (sum(rate(coredns_dns_responses_total{${coredns}}[5m])) > 0)
> 0.03`,
    for: '10m',
    severity: 'warning',
    summary: 'CoreDNS fails to answer {{ $value | humanizePercentage }} of its questions',
    description:
      'It answers SERVFAIL: it could not ask its upstream, or the API server for names of Services. Programs see unknown hosts.',
    runbook:
      'By zone: `sum by (zone) (rate(coredns_dns_responses_total{rcode="SERVFAIL"}[5m]))`. Zone "." is names from outside: see CoreDNSForwardErrorsHigh and CoreDNSForwardHealthcheckBrokenCount. The cluster\'s own domain: CoreDNS cannot reach the API server, its log says so. Turn on the plugin `errors` in the Corefile if it is not there; it logs each failure.',
  },
  {
    alert: 'CoreDNSLatencyHigh',
    expr: `
histogram_quantile(0.99, sum by (server, zone, le) (
  rate(coredns_dns_request_duration_seconds_bucket{${coredns}}[5m])
)) > 4`,
    for: '10m',
    severity: 'warning',
    summary: 'CoreDNS answers slowly for zone {{ $labels.zone }}',
    description:
      'The slowest hundredth of answers takes {{ $value | humanizeDuration }}. Resolvers give up after five seconds and ask again.',
    runbook:
      'For zone "." it is the upstream as a rule: CoreDNSForwardLatencyHigh. For the cluster\'s domain look at CPU: a limit that throttles it (CPUThrottlingHigh), or too few replicas for the questions (`sum by (instance) (rate(coredns_dns_requests_total[5m]))`). Each name without a dot at the end is asked for once per search domain: NodeLocal DNSCache, `ndots: 2` in busy pods, or the plugin `autopath` lower that.',
  },
  {
    alert: 'CoreDNSForwardErrorsHigh',
    expr: `
sum by (to) (${forwarded(', rcode="SERVFAIL"')})
/ (sum by (to) (${forwarded('')}) > 0)
> 0.03`,
    for: '10m',
    severity: 'warning',
    summary: 'DNS upstream {{ $labels.to }} fails to answer',
    description:
      '{{ $value | humanizePercentage }} of what CoreDNS asks it comes back as SERVFAIL. Names outside of the cluster are not found now and then.',
    runbook: upstream,
  },
  {
    alert: 'CoreDNSForwardLatencyHigh',
    expr: `
histogram_quantile(0.99, sum by (to, le) (
  rate(coredns_proxy_request_duration_seconds_bucket{${coredns}, proxy_name="forward"}[5m])
)) > 4`,
    for: '10m',
    severity: 'warning',
    summary: 'DNS upstream {{ $labels.to }} is slow',
    description:
      'The slowest hundredth of its answers takes {{ $value | humanizeDuration }}. Connections to names outside of the cluster start late or not at all.',
    runbook: upstream,
  },
  {
    alert: 'CoreDNSForwardHealthcheckFailureCount',
    expr: `
sum by (to) (rate(coredns_proxy_healthcheck_failures_total{${coredns}, proxy_name="forward"}[5m])) > 0`,
    for: '10m',
    severity: 'warning',
    summary: 'DNS upstream {{ $labels.to }} fails its health checks',
    description:
      'CoreDNS asks it less, and the others more. One upstream that is left makes for one point of failure.',
    runbook: upstream,
  },
  {
    alert: 'CoreDNSForwardHealthcheckBrokenCount',
    expr: `sum(rate(coredns_forward_healthcheck_broken_total{${coredns}}[5m])) > 0`,
    for: '5m',
    severity: 'critical',
    summary: 'CoreDNS holds all of its upstreams for dead',
    description: 'It asks one at random and hopes. Names outside of the cluster are mostly not found.',
    runbook: upstream,
  },
  {
    alert: 'CoreDNSPanicCount',
    expr: `sum by (instance) (increase(coredns_panics_total{${coredns}}[10m])) > 0`,
    severity: 'critical',
    summary: 'CoreDNS on {{ $labels.instance }} panics',
    description:
      'It caught {{ $value | printf "%.0f" }} panics within ten minutes: each is a question that got no answer, and a fault in CoreDNS or a plugin.',
    runbook:
      'The log has the stack: `kubectl -n kube-system logs POD | grep -A20 panic`. See the releases of CoreDNS for the fault; go back to the version or the Corefile from before (`kubectl -n kube-system rollout undo deployment/coredns`) if it began with a change.',
  },
  {
    alert: 'CoreDNSReloadFailed',
    expr: `sum by (instance) (increase(coredns_reload_failed_total{${coredns}}[15m])) > 0`,
    for: '5m',
    severity: 'warning',
    summary: 'CoreDNS on {{ $labels.instance }} cannot load its new Corefile',
    description:
      'It answers by the old one. After a restart it will not come up, and one after the other DNS will be gone.',
    runbook:
      '`kubectl -n kube-system logs -l k8s-app=kube-dns | grep -i corefile` names the line. Repair the ConfigMap coredns before any of its pods restarts; on clusters that manage it (EKS, AKS, RKE2) change it through their add-on settings, or it will be put back.',
  },
];

export const corednsRules: readonly RuleGroup[] = [{ name: 'coredns', rules }];

// Alerts on resources that are promised beyond what the cluster has, and on quotas.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { cadvisor, ksm } from './select.js';

/** Nodes that ordinary pods keep off: control planes, and nodes set aside or cordoned. */
const closed = `kube_node_spec_taint{${ksm}, effect=~"NoSchedule|NoExecute"}`;

export const resourceRules: readonly RuleGroup[] = [
  {
    name: 'kubernetes-resources',
    rules: [
      overcommit('KubeCPUOvercommit', 'cpu', 'CPU', '{{ $value | humanize }} cores'),
      overcommit('KubeMemoryOvercommit', 'memory', 'memory', '{{ $value | humanize1024 }}B'),
      quotaOvercommit('KubeCPUQuotaOvercommit', 'cpu', 'CPU'),
      quotaOvercommit('KubeMemoryQuotaOvercommit', 'memory', 'memory'),
      {
        alert: 'KubeQuotaAlmostFull',
        expr: `${quotaUse()} > 0.9 < 1`,
        for: '15m',
        severity: 'info',
        summary: 'Quota {{ $labels.resourcequota }} of {{ $labels.namespace }} is almost full',
        description:
          '{{ $value | humanizePercentage }} of {{ $labels.resource }} is used. When it is full, new pods or objects in the namespace are refused.',
        runbook:
          'See who uses it: `kubectl -n NAMESPACE describe quota` and the requests of the pods there. Raise the quota in Git if the cluster has the room (KubeCPUQuotaOvercommit, KubeMemoryQuotaOvercommit tell), or lower requests that are far above use.',
      },
      {
        alert: 'KubeQuotaFullyUsed',
        expr: `${quotaUse()} == 1`,
        for: '15m',
        severity: 'info',
        summary: 'Quota {{ $labels.resourcequota }} of {{ $labels.namespace }} is fully used',
        description:
          'All of {{ $labels.resource }} is taken. A rollout that adds a pod before it removes one cannot go on, and autoscalers cannot add replicas.',
        runbook:
          'If that is how the namespace is meant to run, silence it for this namespace. Otherwise go on as in KubeQuotaAlmostFull; a Deployment that is stuck for this reason shows "exceeded quota" in the events of its ReplicaSet (`kubectl -n NAMESPACE get events --field-selector reason=FailedCreate`).',
      },
      {
        alert: 'KubeQuotaExceeded',
        expr: `${quotaUse()} > 1`,
        for: '15m',
        severity: 'warning',
        summary: 'Namespace {{ $labels.namespace }} uses more than quota {{ $labels.resourcequota }} allows',
        description:
          '{{ $value | humanizePercentage }} of {{ $labels.resource }} is in use: the quota was lowered below what was there already. Any pod that ends will not be replaced.',
        runbook:
          'A quota is only checked when objects are made, so what runs stays until it is restarted; then it is refused. Raise the quota again, or scale workloads down to fit it before something restarts them.',
      },
      {
        alert: 'CPUThrottlingHigh',
        expr: `
sum by (namespace, pod, container) (rate(container_cpu_cfs_throttled_periods_total{${cadvisor}}[5m]))
/ (sum by (namespace, pod, container) (rate(container_cpu_cfs_periods_total{${cadvisor}}[5m])) > 0)
> 0.25`,
        for: '15m',
        severity: 'info',
        summary:
          'Container {{ $labels.container }} of {{ $labels.namespace }}/{{ $labels.pod }} is throttled',
        description:
          'In {{ $value | humanizePercentage }} of its scheduling periods it used up its CPU limit and had to wait, even if the node was idle. Requests that fall into such a period take up to 100 ms longer.',
        runbook:
          'Raise or remove the CPU limit: the request alone guarantees a fair share, and nothing that Plinth renders has a CPU limit. If the limit must stay, match the number of threads to it (GOMAXPROCS, -XX:ActiveProcessorCount, worker counts): many threads use up a period at once.',
      },
    ],
  },
];

/** With the largest node gone, do the requests still fit? Two nodes at least: with one there is nowhere to go. */
function overcommit(alert: string, resource: string, word: string, missing: string): AlertRule {
  const allocatable = `(max by (node) (kube_node_status_allocatable{${ksm}, resource="${resource}"}) unless on (node) ${closed})`;
  return {
    alert,
    expr: `
sum(cluster:namespace:pod_${resource}:active:kube_pod_container_resource_requests unless on (node) ${closed})
- (sum(${allocatable}) - max(${allocatable}))
> 0
and count(${allocatable}) > 1`,
    for: '10m',
    severity: 'warning',
    summary: `The cluster cannot lose a node: ${word} requests would not fit`,
    description: `If the largest node fails, pods that request ${missing} in all cannot be scheduled on the others. They stay Pending, by priority class.`,
    runbook: `Add a node, or lower requests that are far above use: compare \`namespace_${resource}:kube_pod_container_resource_requests:sum\` with what the namespace really uses on the dashboard of the namespace. Nodes with a taint that keeps pods off are not counted. Give what must survive a higher priority class in the meantime.`,
  };
}

function quotaOvercommit(alert: string, resource: string, word: string): AlertRule {
  return {
    alert,
    // A namespace may name the same thing twice, as `cpu` and as `requests.cpu`: the smaller one binds.
    expr: `
sum(min by (namespace) (
  kube_resourcequota{${ksm}, type="hard", resource=~"(requests[.])?${resource}"}
))
/ sum(max by (node) (kube_node_status_allocatable{${ksm}, resource="${resource}"}))
> 1.5`,
    for: '10m',
    severity: 'warning',
    summary: `Quotas promise more ${word} than the cluster has`,
    description: `The ${word} quotas of all namespaces add up to {{ $value | humanizePercentage }} of what the nodes have. If the teams use what they were promised, pods will not be scheduled.`,
    runbook:
      'Some overcommitment is normal, as not all namespaces are full at once: half on top is where this alert draws the line. List the quotas with `kubectl get resourcequota -A`, lower those whose use (`status.used`) is far below, or plan the nodes that the sum needs.',
  };
}

function quotaUse(): string {
  return `
max by (namespace, resourcequota, resource) (
  kube_resourcequota{${ksm}, type="used"}
  / ignoring (type) (kube_resourcequota{${ksm}, type="hard"} > 0)
)`;
}

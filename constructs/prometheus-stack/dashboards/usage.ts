// What containers use, for any set of them: the dashboards of namespaces, workloads and pods are made of these.
import type { DrillLink } from '../../kit/dashboard-link.js';
import { type Panel, type Query, query, timeseries } from '../../kit/dashboard-panels.js';
import { job } from '../rules/select.js';

/** Which containers, and how they are summed up. */
export interface Scope {
  /** Label matchers, by Grafana variables. */
  readonly select: string;
  /** Labels that make one line of a chart. */
  readonly by: string;
  /** Legend template of a line. */
  readonly legend: string;
  /** Adds labels of the owner: `* on (namespace, pod) group_left (…) …`. */
  readonly join?: string;
  readonly link?: DrillLink;
}

export const recorded = {
  cpu: 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
  memory: 'node_namespace_pod_container:container_memory_working_set_bytes',
  cpuRequests: 'cluster:namespace:pod_cpu:active:kube_pod_container_resource_requests',
  cpuLimits: 'cluster:namespace:pod_cpu:active:kube_pod_container_resource_limits',
  memoryRequests: 'cluster:namespace:pod_memory:active:kube_pod_container_resource_requests',
  memoryLimits: 'cluster:namespace:pod_memory:active:kube_pod_container_resource_limits',
  owner: 'namespace_workload_pod:kube_pod_owner:relabel',
} as const;

/** cAdvisor without its matcher for containers: network counters belong to the pod. */
const podCounters = `job="${job.kubelet}", metrics_path="/metrics/cadvisor"`;
const containerCounters = `${podCounters}, container!~"|POD"`;

export function sumOf(scope: Scope, metric: string, more = ''): string {
  return `sum by (${scope.by}) (${metric}{${scope.select}${more}}${scope.join ?? ''})`;
}

/** All of the scope in one number, without its breakdown. */
export function totalOf(scope: Scope, metric: string): string {
  return `sum(${metric}{${scope.select}}${scope.join ?? ''})`;
}

export function rateOf(scope: Scope, metric: string, more: string): string {
  return `sum by (${scope.by}) (rate(${metric}{${scope.select}, ${more}}[$__rate_interval])${scope.join ?? ''})`;
}

export function cpuUse(scope: Scope, bounds = true): Panel {
  return timeseries({
    title: 'CPU use',
    description:
      'Cores in use, averaged over 5 minutes. Above the requests, the rest is lent by neighbours and goes first when the node is busy.',
    unit: 'suffix:cores',
    stack: true,
    link: scope.link,
    queries: [
      query(sumOf(scope, recorded.cpu), scope.legend),
      ...(bounds ? boundsOf(scope, recorded.cpuRequests, recorded.cpuLimits) : []),
    ],
  });
}

export function memoryUse(scope: Scope, bounds = true): Panel {
  return timeseries({
    title: 'Memory use',
    description:
      'Working set: what cannot be reclaimed, and what the kernel compares with the limit. A container at its limit is killed (OOMKilled).',
    unit: 'bytes',
    stack: true,
    link: scope.link,
    queries: [
      query(sumOf(scope, recorded.memory), scope.legend),
      ...(bounds ? boundsOf(scope, recorded.memoryRequests, recorded.memoryLimits) : []),
    ],
  });
}

export function cpuThrottling(scope: Scope): Panel {
  const ratio = (a: string, b: string) =>
    `${rateOf(scope, a, containerCounters)}\n/ ${rateOf(scope, b, containerCounters)}`;
  return timeseries({
    title: 'CPU throttling',
    description:
      'Share of scheduling periods in which the CPU limit stopped a container. Nothing is shown for containers without a CPU limit. Above a quarter, latency suffers: raise or remove the limit.',
    unit: 'percentunit',
    max: 1,
    limits: { warning: 0.25, critical: 0.5 },
    link: scope.link,
    queries: [
      query(
        ratio('container_cpu_cfs_throttled_periods_total', 'container_cpu_cfs_periods_total'),
        scope.legend,
      ),
    ],
  });
}

export function networkBytes(scope: Scope): Panel {
  return timeseries({
    title: 'Network traffic',
    description:
      'Bytes received, and below the line sent. Pods on the host network show the traffic of their whole node.',
    unit: 'binBps',
    link: scope.link,
    queries: [
      query(rateOf(scope, 'container_network_receive_bytes_total', podCounters), `${scope.legend} in`),
      query(rateOf(scope, 'container_network_transmit_bytes_total', podCounters), `${scope.legend} out`, {
        as: 'mirror',
      }),
    ],
  });
}

export function networkDrops(scope: Scope): Panel {
  return timeseries({
    title: 'Dropped packets',
    description:
      'Packets dropped on the way in, and below the line on the way out. Steady drops mean a full queue: look at the CPU of the pod and at its node.',
    unit: 'pps',
    link: scope.link,
    queries: [
      query(
        rateOf(scope, 'container_network_receive_packets_dropped_total', podCounters),
        `${scope.legend} in`,
      ),
      query(
        rateOf(scope, 'container_network_transmit_packets_dropped_total', podCounters),
        `${scope.legend} out`,
        {
          as: 'mirror',
        },
      ),
    ],
  });
}

export function diskBytes(scope: Scope): Panel {
  return timeseries({
    title: 'Disk traffic',
    description:
      'Bytes read, and below the line written, as cAdvisor counts block devices per container. Network file systems do not count.',
    unit: 'binBps',
    link: scope.link,
    queries: [
      query(rateOf(scope, 'container_fs_reads_bytes_total', containerCounters), `${scope.legend} read`),
      query(rateOf(scope, 'container_fs_writes_bytes_total', containerCounters), `${scope.legend} written`, {
        as: 'mirror',
      }),
    ],
  });
}

function boundsOf(scope: Scope, requests: string, limits: string): readonly Query[] {
  return [
    query(totalOf(scope, requests), 'requests', { as: 'request' }),
    query(totalOf(scope, limits), 'limits', { as: 'limit' }),
  ];
}

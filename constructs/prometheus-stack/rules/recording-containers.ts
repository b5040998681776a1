// Recorded series of containers: what they use, ask for and may use, and which workload owns their pods.
// The names are those that the community's dashboards read, so that an imported dashboard finds them.
import type { RecordingRule, RuleGroup } from '../../kit/alerts.js';
import { cadvisor, ksm } from './select.js';

const container = 'node, namespace, pod, container';

export const containerRecordings: readonly RuleGroup[] = [
  {
    name: 'k8s.rules.container_cpu_usage',
    rules: [
      {
        record: 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_rate5m',
        expr: `sum by (${container}) (rate(container_cpu_usage_seconds_total{${cadvisor}}[5m]))`,
      },
      {
        record: 'node_namespace_pod_container:container_cpu_usage_seconds_total:sum_irate',
        expr: `sum by (${container}) (irate(container_cpu_usage_seconds_total{${cadvisor}}[5m]))`,
      },
    ],
  },
  {
    name: 'k8s.rules.container_memory',
    rules: ['working_set_bytes', 'rss', 'cache', 'swap'].map(memory),
  },
  {
    name: 'k8s.rules.container_resources',
    rules: ['requests', 'limits'].flatMap((bound) =>
      ['cpu', 'memory'].flatMap((resource) => bounds(bound, resource)),
    ),
  },
  {
    name: 'k8s.rules.pod_info',
    rules: [
      {
        record: 'node_namespace_pod:kube_pod_info:',
        expr: `max by (node, namespace, pod) (kube_pod_info{${ksm}, node!=""})`,
      },
    ],
  },
];

/** `max`: for a moment after a restart both the old and the new container report; they must not add up. */
function memory(kind: string): RecordingRule {
  return {
    record: `node_namespace_pod_container:container_memory_${kind}`,
    expr: `max by (${container}) (container_memory_${kind}{${cadvisor}})`,
  };
}

/** Finished pods keep their object, but hold no resources. */
function bounds(bound: string, resource: string): readonly RecordingRule[] {
  const metric = `kube_pod_container_resource_${bound}`;
  const active = `cluster:namespace:pod_${resource}:active:${metric}`;
  return [
    {
      record: active,
      expr: `
max by (node, namespace, pod, container, resource) (${metric}{${ksm}, resource="${resource}"})
and on (namespace, pod) (kube_pod_status_phase{${ksm}, phase=~"Pending|Running"} == 1)`,
    },
    { record: `namespace_${resource}:${metric}:sum`, expr: `sum by (namespace) (${active})` },
  ];
}

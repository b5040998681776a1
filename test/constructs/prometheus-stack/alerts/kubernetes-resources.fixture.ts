// Clusters that have promised too much, quotas at their end, and the opposite.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const ksm = { job: 'kube-state-metrics' };
const { stays } = wordsFor(ksm);
const cadvisor = wordsFor({
  job: 'kubelet',
  metrics_path: '/metrics/cadvisor',
  node: 'n1',
  namespace: 'shop',
  pod: 'web-1',
  container: 'web',
});

const node = (name: string, resource: string, value: number) =>
  stays('kube_node_status_allocatable', value, { node: name, resource, unit: 'x' });
const tainted = (name: string) =>
  stays('kube_node_spec_taint', 1, {
    node: name,
    key: 'node-role.kubernetes.io/control-plane',
    effect: 'NoSchedule',
  });
const pod = (name: string, onNode: string, resource: string, value: number, phase = 'Running'): Series[] => [
  stays('kube_pod_container_resource_requests', value, {
    namespace: 'shop',
    pod: name,
    container: 'c',
    node: onNode,
    resource,
  }),
  stays('kube_pod_status_phase', 1, { namespace: 'shop', pod: name, phase }),
];
const quota = (type: string, value: number, resource = 'requests.cpu', namespace = 'shop') =>
  stays('kube_resourcequota', value, { namespace, resourcequota: 'team', resource, type });

export const resourceTests: readonly AlertTest[] = [
  overcommit('KubeCPUOvercommit', 'cpu'),
  overcommit('KubeMemoryOvercommit', 'memory'),
  quotas('KubeCPUQuotaOvercommit', 'cpu'),
  quotas('KubeMemoryQuotaOvercommit', 'memory'),
  {
    alert: 'KubeQuotaAlmostFull',
    fires: [
      labelled(
        { namespace: 'shop', resourcequota: 'team', resource: 'requests.cpu' },
        at('20m', quota('hard', 100), quota('used', 95)),
      ),
    ],
    silent: [
      at('20m', quota('hard', 100), quota('used', 89)),
      at('20m', quota('hard', 100), quota('used', 100)),
      at('20m', quota('hard', 0), quota('used', 0)),
    ],
  },
  {
    alert: 'KubeQuotaFullyUsed',
    fires: [at('20m', quota('hard', 100), quota('used', 100))],
    silent: [at('20m', quota('hard', 100), quota('used', 99)), at('20m', quota('hard', 0), quota('used', 0))],
  },
  {
    alert: 'KubeQuotaExceeded',
    fires: [at('20m', quota('hard', 100), quota('used', 120))],
    silent: [at('20m', quota('hard', 100), quota('used', 100))],
  },
  {
    alert: 'CPUThrottlingHigh',
    fires: [
      labelled(
        { namespace: 'shop', pod: 'web-1', container: 'web' },
        at(
          '30m',
          cadvisor.grows('container_cpu_cfs_throttled_periods_total', 300),
          cadvisor.grows('container_cpu_cfs_periods_total', 600),
        ),
      ),
    ],
    silent: [
      at(
        '30m',
        cadvisor.grows('container_cpu_cfs_throttled_periods_total', 60),
        cadvisor.grows('container_cpu_cfs_periods_total', 600),
      ),
      // It does nothing.
      at(
        '30m',
        cadvisor.stays('container_cpu_cfs_throttled_periods_total', 9),
        cadvisor.stays('container_cpu_cfs_periods_total', 10),
      ),
    ],
  },
];

function overcommit(alert: string, resource: string): AlertTest {
  const three = [node('n1', resource, 4), node('n2', resource, 4), node('n3', resource, 4)];
  return {
    alert,
    fires: [
      at(
        '20m',
        ...three,
        ...pod('a', 'n1', resource, 3),
        ...pod('b', 'n2', resource, 3),
        ...pod('c', 'n3', resource, 3),
      ),
      // One waits already.
      at(
        '20m',
        ...three,
        ...pod('a', 'n1', resource, 4),
        ...pod('b', 'n2', resource, 4),
        ...pod('c', '', resource, 1, 'Pending'),
      ),
    ],
    silent: [
      at('20m', ...three, ...pod('a', 'n1', resource, 3), ...pod('b', 'n2', resource, 3)),
      // One node: there is nowhere to go, and nothing to be done.
      at('20m', node('n1', resource, 4), ...pod('a', 'n1', resource, 3)),
      // One node for work, and a control plane that takes none.
      at(
        '20m',
        node('n1', resource, 4),
        node('cp', resource, 4),
        tainted('cp'),
        ...pod('a', 'n1', resource, 3),
        ...pod('api', 'cp', resource, 3),
      ),
      // Finished pods hold nothing.
      at(
        '20m',
        ...three,
        ...pod('a', 'n1', resource, 3),
        ...pod('b', 'n2', resource, 3),
        ...pod('c', 'n3', resource, 4, 'Succeeded'),
      ),
    ],
  };
}

function quotas(alert: string, resource: string): AlertTest {
  const hard = (value: number, namespace: string, name = `requests.${resource}`) =>
    quota('hard', value, name, namespace);
  return {
    alert,
    fires: [at('20m', node('n1', resource, 4), node('n2', resource, 4), hard(7, 'a'), hard(7, 'b'))],
    silent: [
      at('20m', node('n1', resource, 4), node('n2', resource, 4), hard(4, 'a'), hard(7, 'b')),
      // One namespace that says it twice.
      at('20m', node('n1', resource, 4), node('n2', resource, 4), hard(7, 'a'), hard(8, 'a', resource)),
    ],
  };
}

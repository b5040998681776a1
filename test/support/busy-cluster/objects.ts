// The nodes, pods and volumes of the busy cluster, and what kube-state-metrics and the kubelets say of them.
import type { Series } from '../promtool.js';
import { count, each, histogram, one, still } from './series.js';

export const namespace = 'shop';
export const nodes = ['n1', 'n2'];
const pods = [
  { pod: 'web-1', node: 'n1', workload: 'web' },
  { pod: 'web-2', node: 'n2', workload: 'web' },
  { pod: 'db-0', node: 'n1', workload: 'db' },
];

export function ksm(): readonly Series[] {
  const job = 'kube-state-metrics';
  const own = { job, namespace };
  return [
    one('kube_namespace_status_phase', { ...own, phase: 'Active' }, still(1)),
    ...each(nodes, (node) => [
      one('kube_node_info', { job, node }, still(1)),
      one('kube_node_spec_unschedulable', { job, node }, still(0)),
      ...each(Object.entries({ cpu: 4, memory: 8e9, pods: 110 }), ([resource, value]) => [
        one('kube_node_status_allocatable', { job, node, resource }, still(value)),
      ]),
      ...each(['Ready', 'MemoryPressure', 'DiskPressure', 'PIDPressure'], (condition) =>
        each(['true', 'false', 'unknown'], (status) => [
          one(
            'kube_node_status_condition',
            { job, node, condition, status },
            still(status === (condition === 'Ready' ? 'true' : 'false') ? 1 : 0),
          ),
        ]),
      ),
    ]),
    one('kube_deployment_spec_replicas', { ...own, deployment: 'web' }, still(2)),
    one('kube_statefulset_replicas', { ...own, statefulset: 'db' }, still(1)),
    one(
      'kube_replicaset_owner',
      { ...own, replicaset: 'web-abc', owner_kind: 'Deployment', owner_name: 'web' },
      still(1),
    ),
    ...each(pods, ({ pod, node, workload }) => {
      const it = { ...own, pod, uid: pod };
      const owner =
        workload === 'web'
          ? { owner_kind: 'ReplicaSet', owner_name: 'web-abc' }
          : { owner_kind: 'StatefulSet', owner_name: 'db' };
      return [
        one('kube_pod_info', { ...it, node, host_ip: '10.0.0.1' }, still(1)),
        one('kube_pod_owner', { ...it, ...owner, owner_is_controller: 'true' }, still(1)),
        one('kube_pod_created', it, still(-3600)),
        ...each(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown'], (phase) => [
          one('kube_pod_status_phase', { ...it, phase }, still(phase === 'Running' ? 1 : 0)),
        ]),
        ...each(['true', 'false', 'unknown'], (condition) => [
          one(
            'kube_pod_status_ready',
            { ...it, condition },
            still((condition === 'true') === (pod !== 'web-2') && condition !== 'unknown' ? 1 : 0),
          ),
        ]),
        one('kube_pod_status_unschedulable', it, still(0)),
        ...each(['app', 'sidecar'], (container) => [
          one('kube_pod_container_status_ready', { ...it, container }, still(1)),
          one('kube_pod_container_status_waiting', { ...it, container }, still(0)),
          one('kube_pod_container_status_restarts_total', { ...it, container }, '0+1x60'),
          one(
            'kube_pod_container_status_waiting_reason',
            { ...it, container, reason: 'CrashLoopBackOff' },
            still(1),
          ),
          one(
            'kube_pod_container_status_last_terminated_reason',
            { ...it, container, reason: 'OOMKilled' },
            still(1),
          ),
          ...each(['requests', 'limits'], (bound) =>
            each(Object.entries({ cpu: 0.5, memory: 5e8 }), ([resource, value]) => [
              one(
                `kube_pod_container_resource_${bound}`,
                { ...it, container, node, resource, unit: 'x' },
                still(value),
              ),
            ]),
          ),
        ]),
      ];
    }),
    ...each(['used', 'hard'], (type) => [
      one('kube_resourcequota', { ...own, resourcequota: 'quota', resource: 'pods', type }, still(10)),
    ]),
    ...each(['Bound', 'Pending', 'Lost'], (phase) => [
      one(
        'kube_persistentvolumeclaim_status_phase',
        { ...own, persistentvolumeclaim: 'data', phase },
        still(0),
      ),
    ]),
    one('kube_persistentvolume_status_phase', { job, persistentvolume: 'pv', phase: 'Released' }, still(1)),
  ];
}

export function kubelet(): readonly Series[] {
  const job = 'kubelet';
  const own = (node: string) => ({ job, metrics_path: '/metrics', node, instance: `${node}:10250` });
  return [
    ...each(pods, ({ pod, node }) => {
      const it = { ...own(node), metrics_path: '/metrics/cadvisor', namespace, pod };
      const network = { ...it, interface: 'eth0', id: `/${pod}` };
      return [
        ...each(
          ['receive_bytes', 'transmit_bytes', 'receive_packets_dropped', 'transmit_packets_dropped'],
          (what) => [one(`container_network_${what}_total`, network, count)],
        ),
        ...each(['app', 'sidecar'], (container) => [
          ...each(
            [
              'cpu_usage_seconds',
              'cpu_cfs_periods',
              'cpu_cfs_throttled_periods',
              'fs_reads_bytes',
              'fs_writes_bytes',
            ],
            (what) => [
              one(`container_${what}_total`, { ...it, container, id: `/${pod}/${container}` }, count),
            ],
          ),
          ...each(['working_set_bytes', 'rss', 'cache', 'swap'], (what) => [
            one(`container_memory_${what}`, { ...it, container, id: `/${pod}/${container}` }, still(3e8)),
          ]),
        ]),
      ];
    }),
    ...each(nodes, (node) => [
      one('kubelet_running_pods', own(node), still(2)),
      one('kubelet_running_containers', { ...own(node), container_state: 'running' }, still(4)),
      one('kubelet_runtime_operations_errors_total', { ...own(node), operation_type: 'pull_image' }, count),
      ...histogram('kubelet_pleg_relist_duration_seconds', own(node)),
    ]),
    ...each(
      Object.entries({
        available_bytes: '4e9-1e7x60',
        capacity_bytes: still(1e10),
        used_bytes: '6e9+1e7x60',
        inodes: still(1e6),
        inodes_used: still(9e5),
      }),
      ([what, values]) => [
        one(
          `kubelet_volume_stats_${what}`,
          { ...own('n1'), namespace, persistentvolumeclaim: 'data' },
          values,
        ),
      ],
    ),
  ];
}

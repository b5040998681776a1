import { table } from '../../kit/dashboard-panels.js';
import { ksm } from '../rules/select.js';
import { toPod, toWorkload, uid } from './links.js';
import { recorded, type Scope, sumOf } from './usage.js';

export const select = 'namespace="$namespace"';

export const mine = `${ksm}, ${select}`;

export const byWorkload: Scope = {
  select,
  by: 'workload, workload_type',
  legend: '{{workload}} ({{workload_type}})',
  join: ` * on (namespace, pod) group_left (workload, workload_type) ${recorded.owner}{${select}}`,
  link: toWorkload,
};

export const byPod: Scope = { select, by: 'pod', legend: '{{pod}}', link: toPod };

export const alive = `on (namespace, pod) (kube_pod_status_phase{${mine}, phase=~"Pending|Running|Unknown"} == 1)`;

export const workloads = table({
  title: 'Workloads',
  description: 'Each Deployment, StatefulSet, DaemonSet, Job and other owner of pods.',
  labels: {
    workload: { title: 'Workload', link: toWorkload },
    workload_type: { title: 'Type', width: 120 },
  },
  columns: [
    {
      title: 'Pods',
      unit: 'short',
      expr: `count by (workload, workload_type) (${recorded.owner}{${select}})`,
    },
    {
      title: 'Not ready',
      unit: 'short',
      expr: `
count by (workload, workload_type) (
  (kube_pod_status_ready{${mine}, condition="true"} == 0 and ${alive})
  + on (namespace, pod) group_left (workload, workload_type) ${recorded.owner}{${select}}
)`,
      limits: { warning: 1, critical: 3 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 3, expr: sumOf(byWorkload, recorded.cpu) },
    {
      title: 'CPU / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byWorkload, recorded.cpu)}\n/ ${sumOf(byWorkload, recorded.cpuRequests)}`,
      limits: { warning: 1, critical: 2 },
    },
    { title: 'Memory', unit: 'bytes', expr: sumOf(byWorkload, recorded.memory) },
    {
      title: 'Memory / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byWorkload, recorded.memory)}\n/ ${sumOf(byWorkload, recorded.memoryRequests)}`,
      limits: { warning: 1, critical: 1.5 },
    },
    {
      title: 'Memory / limits',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byWorkload, recorded.memory)}\n/ ${sumOf(byWorkload, recorded.memoryLimits)}`,
      limits: { warning: 0.8, critical: 0.95 },
    },
  ],
  sortBy: 'Memory',
});

export const pods = table({
  title: 'Pods',
  description: 'Pods that have not finished, the newest trouble first.',
  height: 10,
  labels: { pod: { title: 'Pod', link: toPod } },
  columns: [
    {
      title: 'Ready',
      unit: 'short',
      expr: `max by (pod) (kube_pod_status_ready{${mine}, condition="true"} and ${alive})`,
      values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
    },
    {
      title: 'Age',
      unit: 'dtdurations',
      expr: `time() - max by (pod) (kube_pod_created{${mine}} and ${alive})`,
    },
    {
      title: 'Restarts',
      unit: 'short',
      decimals: 0,
      expr: `sum by (pod) (kube_pod_container_status_restarts_total{${mine}} and ${alive})`,
      limits: { warning: 1, critical: 10 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 3, expr: sumOf(byPod, recorded.cpu) },
    { title: 'Memory', unit: 'bytes', expr: sumOf(byPod, recorded.memory) },
    {
      title: 'Memory / limits',
      unit: 'percentunit',
      decimals: 0,
      expr: `${sumOf(byPod, recorded.memory)}\n/ ${sumOf(byPod, recorded.memoryLimits)}`,
      limits: { warning: 0.8, critical: 0.95 },
    },
  ],
  sortBy: 'Restarts',
});

export const volumes = table({
  title: 'Volumes',
  description:
    'How full the claims of this namespace are, as the kubelets report it. Unmounted claims report nothing.',
  height: 8,
  labels: {
    persistentvolumeclaim: {
      title: 'Claim',
      link: {
        board: uid.volumes,
        title: 'Volume',
        keep: ['namespace'],
        labels: { claim: 'persistentvolumeclaim' },
      },
    },
  },
  columns: [
    {
      title: 'Used',
      unit: 'percentunit',
      decimals: 0,
      bar: 1,
      limits: { warning: 0.8, critical: 0.9 },
      expr: `
max by (persistentvolumeclaim) (
  1 - kubelet_volume_stats_available_bytes{${select}} / kubelet_volume_stats_capacity_bytes{${select}}
)`,
    },
    {
      title: 'Free',
      unit: 'bytes',
      expr: `min by (persistentvolumeclaim) (kubelet_volume_stats_available_bytes{${select}})`,
    },
  ],
});

export const quota = table({
  title: 'Resource quota',
  description: 'Use of each ResourceQuota. At 100%, the API server refuses new pods.',
  labels: { resourcequota: { title: 'Quota' }, resource: { title: 'Resource' } },
  columns: [
    {
      title: 'Used',
      unit: 'short',
      expr: `max by (resourcequota, resource) (kube_resourcequota{${mine}, type="used"})`,
    },
    {
      title: 'Hard limit',
      unit: 'short',
      expr: `max by (resourcequota, resource) (kube_resourcequota{${mine}, type="hard"})`,
    },
    {
      title: 'Used of it',
      unit: 'percentunit',
      decimals: 0,
      bar: 1,
      limits: { warning: 0.8, critical: 0.95 },
      expr: `
max by (resourcequota, resource) (kube_resourcequota{${mine}, type="used"})
/ (max by (resourcequota, resource) (kube_resourcequota{${mine}, type="hard"}) > 0)`,
    },
  ],
  sortBy: 'Used of it',
});

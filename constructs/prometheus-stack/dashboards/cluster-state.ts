import { gauge, stat } from '../../kit/dashboard-panels.js';
import { ksm, kubelet, node } from '../rules/select.js';
import { uid } from './links.js';

export const alive = `on (namespace, pod) (kube_pod_status_phase{${ksm}, phase=~"Pending|Running|Unknown"} == 1)`;

export const allocatable = (resource: string) =>
  `kube_node_status_allocatable{${ksm}, resource="${resource}"}`;

export const state = [
  stat({
    title: 'Nodes not ready',
    description:
      'Nodes whose kubelet reports trouble or does not report at all. See the table of nodes below.',
    unit: 'short',
    expr: `count(kube_node_status_condition{${ksm}, condition="Ready", status!="true"} == 1) or vector(0)`,
    limits: { critical: 1 },
  }),
  stat({
    title: 'Nodes under pressure',
    description: 'Nodes short of memory, disk or process ids: the kubelet evicts pods there.',
    unit: 'short',
    expr: `
count(count by (node) (
  kube_node_status_condition{${ksm}, condition=~"MemoryPressure|DiskPressure|PIDPressure", status="true"} == 1
)) or vector(0)`,
    limits: { warning: 1, critical: 2 },
  }),
  stat({
    title: 'Critical alerts',
    description: 'Firing alerts that ask for a person now. They are listed below.',
    unit: 'short',
    expr: 'count(ALERTS{alertstate="firing", severity="critical"}) or vector(0)',
    limits: { critical: 1 },
  }),
  stat({
    title: 'Warnings',
    description: 'Firing alerts that can wait for working hours. They are listed below.',
    unit: 'short',
    expr: 'count(ALERTS{alertstate="firing", severity="warning"}) or vector(0)',
    limits: { warning: 1 },
  }),
  stat({
    title: 'Pods not ready',
    description:
      'Pods that should serve and do not. A few are normal during a rollout; finished Jobs do not count.',
    unit: 'short',
    expr: `
count(kube_pod_status_ready{${ksm}, condition="true"} == 0 and ${alive}) or vector(0)`,
    limits: { warning: 1, critical: 20 },
  }),
  stat({
    title: 'Containers stuck',
    description:
      'Containers that crash in a loop, or cannot be created: a missing image, Secret or ConfigMap.',
    unit: 'short',
    expr: `
sum(kube_pod_container_status_waiting_reason{${ksm},
  reason=~"CrashLoopBackOff|ImagePullBackOff|ErrImagePull|InvalidImageName|CreateContainerConfigError|CreateContainerError"
}) or vector(0)`,
    limits: { warning: 1, critical: 10 },
  }),
  stat({
    title: 'API availability, 30 days',
    description:
      'Share of API requests that were answered well and fast enough. 99% is the objective; see the API server dashboard.',
    unit: 'percentunit',
    decimals: 3,
    expr: 'apiserver_request:availability30d{verb="all"}',
    limits: { worse: 'below', warning: 0.995, critical: 0.99 },
    link: { board: uid.apiserver, title: 'API server' },
  }),
  stat({
    title: 'Targets down',
    description: 'Endpoints that Prometheus cannot scrape: what they serve is not watched.',
    unit: 'short',
    expr: 'count(up == 0) or vector(0)',
    limits: { warning: 1, critical: 5 },
    link: { board: uid.prometheus, title: 'Prometheus' },
  }),
];

export const capacity = [
  gauge({
    title: 'CPU in use',
    description: 'Share of all CPU time that is not idle. Above 80% there is little room for a lost node.',
    unit: 'percentunit',
    expr: 'cluster:node_cpu:ratio_rate5m',
    limits: { warning: 0.75, critical: 0.9 },
  }),
  gauge({
    title: 'CPU requested',
    description: 'Requests of all pods over what nodes can give: pods stay pending at 100%.',
    unit: 'percentunit',
    expr: `sum(namespace_cpu:kube_pod_container_resource_requests:sum) / sum(${allocatable('cpu')})`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
  gauge({
    title: 'CPU requested, one node less',
    description: 'The same without the largest node. Above 100%, pods of a lost node find no place.',
    unit: 'percentunit',
    max: 1.2,
    expr: `
sum(namespace_cpu:kube_pod_container_resource_requests:sum)
/ (sum(${allocatable('cpu')}) - max(${allocatable('cpu')}) > 0)`,
    limits: { warning: 0.9, critical: 1 },
  }),
  gauge({
    title: 'Memory in use',
    description:
      'Share of all memory that cannot be given to a new process. Memory cannot be lent: above 90% pods die.',
    unit: 'percentunit',
    expr: `1 - sum(:node_memory_MemAvailable_bytes:sum) / sum(node_memory_MemTotal_bytes{${node}})`,
    limits: { warning: 0.8, critical: 0.9 },
  }),
  gauge({
    title: 'Memory requested',
    description: 'Requests of all pods over what nodes can give: pods stay pending at 100%.',
    unit: 'percentunit',
    expr: `sum(namespace_memory:kube_pod_container_resource_requests:sum) / sum(${allocatable('memory')})`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
  gauge({
    title: 'Memory requested, one node less',
    description: 'The same without the largest node. Above 100%, pods of a lost node find no place.',
    unit: 'percentunit',
    max: 1.2,
    expr: `
sum(namespace_memory:kube_pod_container_resource_requests:sum)
/ (sum(${allocatable('memory')}) - max(${allocatable('memory')}) > 0)`,
    limits: { warning: 0.9, critical: 1 },
  }),
  gauge({
    title: 'Pods',
    description: 'Running pods over the number that nodes accept (110 each unless configured).',
    unit: 'percentunit',
    expr: `sum(kubelet_running_pods{${kubelet}}) / sum(${allocatable('pods')})`,
    limits: { warning: 0.8, critical: 0.95 },
  }),
];

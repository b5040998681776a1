// Tables of the cluster dashboard: what fires, and the namespaces and nodes to go on to.
import { table } from '../../kit/dashboard-panels.js';
import { ksm, kubelet, node } from '../rules/select.js';
import { alive } from './cluster-state.js';
import { toNamespace, toNode } from './links.js';
import { recorded } from './usage.js';

export const alerts = table({
  title: 'Firing alerts',
  description:
    'All but the informational ones, by severity. The runbook of each is linked from its notification.',
  height: 7,
  labels: {
    alertname: { title: 'Alert' },
    severity: { title: 'Severity', width: 110 },
    namespace: { title: 'Namespace', link: toNamespace },
  },
  columns: [
    {
      title: 'Firing',
      unit: 'short',
      expr: 'count by (alertname, severity, namespace) (ALERTS{alertstate="firing", severity=~"critical|warning"})',
    },
  ],
  sortBy: 'Severity',
  ascending: true,
});

export const namespaces = table({
  title: 'Namespaces',
  description:
    'What each namespace runs, uses and asks for. Above 100% of its requests, a namespace lives on credit.',
  height: 10,
  labels: { namespace: { title: 'Namespace', link: toNamespace } },
  columns: [
    {
      title: 'Pods',
      unit: 'short',
      expr: `sum by (namespace) (kube_pod_status_phase{${ksm}, phase="Running"})`,
    },
    {
      title: 'Not ready',
      unit: 'short',
      expr: `count by (namespace) (kube_pod_status_ready{${ksm}, condition="true"} == 0 and ${alive})`,
      limits: { warning: 1, critical: 5 },
    },
    {
      title: 'Restarts, 1 h',
      unit: 'short',
      decimals: 0,
      expr: `sum by (namespace) (increase(kube_pod_container_status_restarts_total{${ksm}}[1h]))`,
      limits: { warning: 1, critical: 10 },
    },
    { title: 'CPU', unit: 'suffix:cores', decimals: 2, expr: `sum by (namespace) (${recorded.cpu})` },
    {
      title: 'CPU / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `sum by (namespace) (${recorded.cpu}) / namespace_cpu:kube_pod_container_resource_requests:sum`,
      limits: { warning: 1, critical: 2 },
    },
    { title: 'Memory', unit: 'bytes', expr: `sum by (namespace) (${recorded.memory})` },
    {
      title: 'Memory / requests',
      unit: 'percentunit',
      decimals: 0,
      expr: `sum by (namespace) (${recorded.memory}) / namespace_memory:kube_pod_container_resource_requests:sum`,
      limits: { warning: 1, critical: 1.5 },
    },
  ],
  sortBy: 'Memory',
});

/** Series of nodes that say `node`, as the recorded ones say it: `instance`. */
const asInstance = (expr: string) =>
  `max by (instance) (label_replace(${expr}, "instance", "$1", "node", "(.+)"))`;

export const nodes = table({
  title: 'Nodes',
  description: 'State and use of each node.',
  height: 10,
  labels: { instance: { title: 'Node', link: toNode('instance') } },
  columns: [
    {
      title: 'Ready',
      unit: 'short',
      expr: asInstance(`kube_node_status_condition{${ksm}, condition="Ready", status="true"}`),
      values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
    },
    {
      title: 'Schedulable',
      unit: 'short',
      expr: `1 - ${asInstance(`kube_node_spec_unschedulable{${ksm}}`)}`,
      values: { 0: ['cordoned', 'orange'], 1: ['yes', 'green'] },
    },
    {
      title: 'CPU',
      unit: 'percentunit',
      decimals: 0,
      expr: 'max by (instance) (instance:node_cpu_utilisation:rate5m)',
      limits: { warning: 0.8, critical: 0.95 },
      bar: 1,
    },
    {
      title: 'Load per core',
      unit: 'short',
      decimals: 2,
      expr: 'max by (instance) (instance:node_load1_per_cpu:ratio)',
      limits: { warning: 1, critical: 2 },
    },
    {
      title: 'Memory',
      unit: 'percentunit',
      decimals: 0,
      expr: 'max by (instance) (instance:node_memory_utilisation:ratio)',
      limits: { warning: 0.8, critical: 0.92 },
      bar: 1,
    },
    {
      title: 'Fullest disk',
      unit: 'percentunit',
      decimals: 0,
      expr: `
max by (instance) (
  1 - node_filesystem_avail_bytes{${node}, fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660", mountpoint!=""}
  / node_filesystem_size_bytes{${node}, fstype!~"tmpfs|ramfs|overlay|squashfs|iso9660", mountpoint!=""}
)`,
      limits: { warning: 0.8, critical: 0.9 },
      bar: 1,
    },
    { title: 'Pods', unit: 'short', expr: asInstance(`kubelet_running_pods{${kubelet}}`) },
  ],
  sortBy: 'Memory',
});

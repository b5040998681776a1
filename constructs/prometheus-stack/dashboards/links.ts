// The uids of the dashboards and the ways from one to the next: cluster → namespace → workload → pod, and nodes.
import type { DrillLink } from '../../kit/dashboard-link.js';

export const uid = {
  cluster: 'plinth-cluster',
  namespace: 'plinth-namespace',
  workload: 'plinth-workload',
  pod: 'plinth-pod',
  node: 'plinth-node',
  volumes: 'plinth-persistent-volumes',
  apiserver: 'plinth-apiserver',
  controlPlane: 'plinth-control-plane',
  etcd: 'plinth-etcd',
  coredns: 'plinth-coredns',
  ingress: 'plinth-ingress',
  logging: 'plinth-logging',
  prometheus: 'plinth-prometheus',
  alertmanager: 'plinth-alertmanager',
} as const;

export const toNamespace: DrillLink = {
  board: uid.namespace,
  title: 'Namespace',
  labels: { namespace: 'namespace' },
};

/** From a dashboard with `$namespace`. */
export const toWorkload: DrillLink = {
  board: uid.workload,
  title: 'Workload',
  keep: ['namespace'],
  labels: { type: 'workload_type', workload: 'workload' },
};

/** From a dashboard with `$namespace`. */
export const toPod: DrillLink = { board: uid.pod, title: 'Pod', keep: ['namespace'], labels: { pod: 'pod' } };

/** From anywhere: the namespace is a label too. */
export const toPodAnywhere: DrillLink = {
  board: uid.pod,
  title: 'Pod',
  labels: { namespace: 'namespace', pod: 'pod' },
};

/** `label` is the one that holds the node's name. */
export function toNode(label: 'node' | 'instance'): DrillLink {
  return { board: uid.node, title: 'Node', labels: { node: label } };
}

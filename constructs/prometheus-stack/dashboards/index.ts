// The dashboards that fit a cluster: none for parts whose metrics nobody can reach.
import type { ControlPlanePart } from '../../kit/cluster.js';
import { alertmanagerDashboard } from './alertmanager.js';
import { apiserverDashboard } from './apiserver.js';
import { clusterDashboard } from './cluster.js';
import { controlPlaneDashboard } from './control-plane.js';
import { corednsDashboard } from './coredns.js';
import { etcdDashboard } from './etcd.js';
import { ingressDashboard } from './ingress.js';
import { loggingDashboard } from './logging.js';
import { namespaceDashboard } from './namespace.js';
import { nodeDashboard } from './node.js';
import { persistentVolumesDashboard } from './persistent-volumes.js';
import { podDashboard } from './pod.js';
import { prometheusDashboard } from './prometheus.js';
import { workloadDashboard } from './workload.js';

export interface DashboardOptions {
  /** Parts whose metrics Prometheus can reach. */
  readonly controlPlane: readonly ControlPlanePart[];
  /** The ingress controller, if one is installed. */
  readonly ingress?: 'traefik';
  /** Fluent Bit collects logs. */
  readonly logging: boolean;
}

export interface PresetDashboard {
  readonly name: string;
  /** Folder in Grafana. */
  readonly folder: string;
  /** Grafana's JSON model. */
  readonly model: unknown;
}

export function presetDashboards(options: DashboardOptions): readonly PresetDashboard[] {
  const etcd = options.controlPlane.includes('etcd');
  const parts = options.controlPlane.filter((part) => part !== 'etcd');
  const kubernetes = (name: string, model: unknown) => ({ name, folder: 'Kubernetes', model });
  const platform = (name: string, model: unknown) => ({ name, folder: 'Platform', model });
  return [
    kubernetes('cluster', clusterDashboard()),
    kubernetes('namespace', namespaceDashboard()),
    kubernetes('workload', workloadDashboard()),
    kubernetes('pod', podDashboard()),
    kubernetes('persistent-volumes', persistentVolumesDashboard()),
    kubernetes('apiserver', apiserverDashboard(etcd)),
    ...(parts.length > 0 ? [kubernetes('control-plane', controlPlaneDashboard(parts))] : []),
    ...(etcd ? [kubernetes('etcd', etcdDashboard())] : []),
    kubernetes('coredns', corednsDashboard()),
    { name: 'node', folder: 'Nodes', model: nodeDashboard() },
    ...(options.ingress ? [platform('ingress', ingressDashboard())] : []),
    ...(options.logging ? [platform('logging', loggingDashboard())] : []),
    platform('prometheus', prometheusDashboard()),
    platform('alertmanager', alertmanagerDashboard()),
  ];
}

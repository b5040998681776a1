// What a profile says about the cluster itself, before any addon.
import { z } from 'zod';

export const distributions = ['kubeadm', 'k3s', 'rke2', 'talos', 'eks', 'gke', 'aks', 'kind'] as const;

/** Kubernetes minors whose schemas ship in `schemas/`. */
export const kubernetesMinors = ['1.33', '1.34', '1.35', '1.36', '1.37'] as const;

/** Control-plane parts that can serve metrics beside the API server. */
export const controlPlaneParts = ['etcd', 'scheduler', 'controller-manager', 'kube-proxy'] as const;

const cidr = z
  .string()
  .regex(
    /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[0-9a-fA-F:]+\/\d{1,3})$/,
    'must be a CIDR such as 10.244.0.0/16 or fd00::/48',
  );

export const hostName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/,
    'must be a DNS name in lower case such as example.com',
  );

export const clusterSchema = z.strictObject({
  name: z
    .string()
    .max(63)
    .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes')
    .describe('Name of the cluster: a label on every alert, metric and log record.'),
  domain: hostName.describe('DNS domain of user-facing services: Grafana becomes grafana.<domain>.'),
  kubernetesVersion: z
    .enum(kubernetesMinors)
    .describe('Minor version of the API server. Manifests are checked against its schemas.'),
  distribution: z
    .enum(distributions)
    .describe('How the cluster was made: decides which control-plane files, paths and metrics exist.'),
  controlPlanes: z.int().min(0).max(99).default(3).describe('Control-plane nodes; 0 on managed clusters.'),
  workers: z
    .int()
    .min(0)
    .max(5000)
    .default(3)
    .describe('Worker nodes. 0: the control planes take workloads.'),
  zones: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Values of topology.kubernetes.io/zone on the nodes. More than one spreads replicas over them.',
    ),
  podCidrs: z.array(cidr).default(['10.244.0.0/16']).describe('Address ranges of pods.'),
  serviceCidrs: z.array(cidr).default(['10.96.0.0/12']).describe('Address ranges of Services.'),
  nodeCidrs: z
    .array(cidr)
    .default([])
    .describe(
      'Address ranges of nodes and the API server. NetworkPolicies to kubelets and from the API server are narrowed to them; empty allows any address on those ports.',
    ),
  apiServerPort: z
    .int()
    .min(1)
    .max(65535)
    .default(6443)
    .describe(
      'TCP port on which the API server listens behind the Service kubernetes.default (managed: 443).',
    ),
  clusterDomain: hostName.default('cluster.local').describe('DNS suffix of Services.'),
  controlPlaneMetrics: z
    .array(z.enum(controlPlaneParts))
    .default([])
    .describe(
      'Control-plane parts whose metrics ports are reachable from pods. kubeadm binds them to localhost until its configuration says otherwise; rules and monitors exist only for the parts listed.',
    ),
});

export type Cluster = z.output<typeof clusterSchema>;
export type Distribution = Cluster['distribution'];
export type ControlPlanePart = (typeof controlPlaneParts)[number];

/** Nodes that take ordinary workloads. */
export function schedulableNodes(cluster: Cluster): number {
  return cluster.workers > 0 ? cluster.workers : cluster.controlPlanes;
}

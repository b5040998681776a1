// The two workloads of every CSI driver: a controller that makes and attaches volumes, and a plugin on each node that
// mounts them.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, type Flow } from '../allow.js';
import { type Labels, labels } from '../labels.js';
import type { Platform } from '../platform.js';
import { budget, podSecurity, replicas, serviceAccount, spread } from '../workload.js';
import { type CsiDriver, pluginFolder, podsOf, socketVolume } from './driver.js';

export interface CsiController {
  /** Wanted; never more than there are nodes for. */
  readonly replicas: number;
  readonly containers: readonly k8s.Container[];
  readonly volumes?: readonly k8s.Volume[];
  /** Whom it talks to. Left out on the host network, where no policy reaches. */
  readonly to?: readonly Flow[];
  /** Where root or the host network is needed; the pod is locked down without it. */
  readonly pod?: Partial<k8s.PodSpec>;
  readonly accountAnnotations?: Labels;
  readonly annotations?: Labels;
}

export function csiController(
  scope: Construct,
  platform: Platform,
  driver: CsiDriver,
  c: CsiController,
): void {
  const { namespace, name } = driver.controller;
  const selector = podsOf(driver.controller);
  const count = replicas(c.replicas, platform);
  serviceAccount(scope, driver.addon, namespace, name, platform, c.accountAnnotations);
  new k8s.KubeDeployment(scope, `controller-${name}`, {
    metadata: { name, namespace, labels: labels(driver.addon, name) },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector },
      // One goes before the next one comes: with ports of the host, two have no room on a node, and one leads anyway.
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: {
          maxSurge: k8s.IntOrString.fromNumber(0),
          maxUnavailable: k8s.IntOrString.fromNumber(1),
        },
      },
      template: {
        metadata: {
          labels: labels(driver.addon, name),
          ...(c.annotations ? { annotations: c.annotations } : {}),
        },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // All containers of the pod as one user: the socket between them belongs to it.
          securityContext: podSecurity(65534, 65534, 65534),
          // A call to the storage may be under way.
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, selector, { perRevision: true }),
          tolerations: offDeadNodes,
          containers: [...c.containers],
          volumes: [
            {
              name: socketVolume,
              emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') },
            },
            ...(c.volumes ?? []),
          ],
          ...c.pod,
        },
      },
    },
  });
  budget(scope, { addon: driver.addon, namespace, name, selector, replicas: count });
  if (c.to) allow(scope, { addon: driver.addon, namespace, name, pods: selector, from: [], to: c.to });
}

export interface CsiNode {
  readonly kubeletPath: string;
  readonly containers: readonly k8s.Container[];
  readonly volumes?: readonly k8s.Volume[];
  /** Whom it talks to. Left out on the host network. */
  readonly to?: readonly Flow[];
  /** Talks to the API server. */
  readonly usesApi: boolean;
  readonly pod?: Partial<k8s.PodSpec>;
  readonly annotations?: Labels;
}

export function csiNode(scope: Construct, platform: Platform, driver: CsiDriver, n: CsiNode): void {
  const { namespace, name } = driver.node;
  serviceAccount(scope, driver.addon, namespace, name, platform);
  new k8s.KubeDaemonSet(scope, `node-${name}`, {
    metadata: { name, namespace, labels: labels(driver.addon, name) },
    spec: {
      revisionHistoryLimit: 3,
      selector: { matchLabels: podsOf(driver.node) },
      // Mounts outlive the plugin; while it restarts, pods that start or stop on its node wait.
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: k8s.IntOrString.fromString('10%') },
      },
      template: {
        metadata: {
          labels: labels(driver.addon, name),
          ...(n.annotations ? { annotations: n.annotations } : {}),
        },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: n.usesApi,
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // Root throughout: the sockets on the host belong to it.
          securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
          terminationGracePeriodSeconds: 30,
          // Wherever pods with volumes may run, and on nodes that are being emptied.
          tolerations: [{ operator: 'Exists' }],
          containers: [...n.containers],
          volumes: [
            hostPath(socketVolume, `${pluginFolder(n.kubeletPath, driver.driver)}`, 'DirectoryOrCreate'),
            hostPath('registration-dir', `${n.kubeletPath}/plugins_registry`, 'Directory'),
            ...(n.volumes ?? []),
          ],
          ...n.pod,
        },
      },
    },
  });
  if (!n.to) return;
  allow(scope, { addon: driver.addon, namespace, name, pods: podsOf(driver.node), from: [], to: n.to });
}

/** The address at which AWS, Hetzner Cloud and OpenStack tell a server about itself. */
export function toMetadata(): Flow {
  return { peers: [{ ipBlock: { cidr: '169.254.169.254/32' } }], ports: [{ port: 80 }] };
}

export function hostPath(name: string, path: string, type: string): k8s.Volume {
  return { name, hostPath: { path, type } };
}

/** The driver mounts into the kubelet's folders, and the node has to see it: Kubernetes asks for a privileged container. */
export function privileged(options: { readonly writableRoot?: boolean } = {}): k8s.SecurityContext {
  return { privileged: true, readOnlyRootFilesystem: !options.writableRoot };
}

/** Off a dead node after a minute instead of five: volumes wait for it. */
const offDeadNodes: k8s.Toleration[] = ['not-ready', 'unreachable'].map((taint) => ({
  key: `node.kubernetes.io/${taint}`,
  operator: 'Exists',
  effect: 'NoExecute',
  tolerationSeconds: 60,
}));

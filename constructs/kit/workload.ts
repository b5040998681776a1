// What every pod of ours has: a locked-down security context, spread over nodes and zones, and a drain that works.
import { createHash } from 'node:crypto';
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { schedulableNodes } from './cluster.js';
import { type Labels, labels } from './labels.js';
import type { Platform } from './platform.js';

/** Pod security context that Pod Security `restricted` admits. `user` and `group` are the image's ids. */
export function podSecurity(user: number, group = user, fsGroup?: number): k8s.PodSecurityContext {
  return {
    runAsUser: user,
    runAsGroup: group,
    runAsNonRoot: true,
    ...(fsGroup === undefined ? {} : { fsGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** Container security context that Pod Security `restricted` admits. */
export function containerSecurity(
  options: { readonly writableRoot?: boolean; readonly add?: readonly string[] } = {},
): k8s.SecurityContext {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: !options.writableRoot,
    capabilities: { drop: ['ALL'], ...(options.add ? { add: [...options.add] } : {}) },
  };
}

/** Requests and a memory limit. No CPU limit: throttling a controller makes an outage of a busy minute. */
export function resources(cpu: string, memory: string, memoryLimit = memory): k8s.ResourceRequirements {
  const q = k8s.Quantity.fromString;
  return { requests: { cpu: q(cpu), memory: q(memory) }, limits: { memory: q(memoryLimit) } };
}

/** Replicas that the cluster can hold apart: never more than it has nodes for. */
export function replicas(wanted: number, platform: Platform): number {
  return Math.max(1, Math.min(wanted, schedulableNodes(platform.cluster)));
}

/**
 * One replica a node, and even over zones where the profile names several. Cordoned nodes do not count, so a drain
 * never leaves a replica without a place. `perRevision` adds `pod-template-hash`, which Deployments need so that a
 * rolling update is not held up by the pods that it replaces.
 */
export function spread(
  platform: Platform,
  selector: Labels,
  options: { readonly perRevision?: boolean } = {},
): k8s.TopologySpreadConstraint[] {
  const constraint = (topologyKey: string, whenUnsatisfiable: string): k8s.TopologySpreadConstraint => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable,
    labelSelector: { matchLabels: selector },
    nodeTaintsPolicy: 'Honor',
    ...(options.perRevision ? { matchLabelKeys: ['pod-template-hash'] } : {}),
  });
  return [
    constraint('kubernetes.io/hostname', 'DoNotSchedule'),
    ...(platform.cluster.zones.length > 1
      ? [constraint('topology.kubernetes.io/zone', 'ScheduleAnyway')]
      : []),
  ];
}

/** A PodDisruptionBudget that lets drains pass, one pod at a time. None for a single replica: it could only block. */
export function budget(
  scope: Construct,
  options: {
    readonly addon: string;
    readonly namespace: string;
    readonly name: string;
    readonly selector: Labels;
    readonly replicas: number;
  },
): void {
  if (options.replicas < 2) return;
  new k8s.KubePodDisruptionBudget(scope, `budget-${options.namespace}-${options.name}`, {
    metadata: {
      name: options.name,
      namespace: options.namespace,
      labels: labels(options.addon, options.name),
    },
    spec: {
      maxUnavailable: k8s.IntOrString.fromNumber(1),
      selector: { matchLabels: options.selector },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}

/** Rolling update that adds a pod before it takes one away. */
export function surge(): k8s.DeploymentStrategy {
  return {
    type: 'RollingUpdate',
    rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
  };
}

/** `{plinth.dev/config-checksum}`: rolls pods that read their configuration only at start. */
export function checksum(...contents: readonly string[]): Labels {
  const hash = createHash('sha256');
  for (const content of contents) hash.update(content).update('\0');
  return { 'plinth.dev/config-checksum': hash.digest('hex').slice(0, 16) };
}

/** An HTTP probe. Times in seconds. */
export function httpProbe(
  path: string,
  port: number | string,
  options: {
    readonly scheme?: 'HTTP' | 'HTTPS';
    readonly period?: number;
    readonly timeout?: number;
    readonly failures?: number;
    readonly initialDelay?: number;
  } = {},
): k8s.Probe {
  return {
    httpGet: {
      path,
      port: typeof port === 'number' ? k8s.IntOrString.fromNumber(port) : k8s.IntOrString.fromString(port),
      ...(options.scheme ? { scheme: options.scheme } : {}),
    },
    ...(options.initialDelay === undefined ? {} : { initialDelaySeconds: options.initialDelay }),
    periodSeconds: options.period ?? 10,
    timeoutSeconds: options.timeout ?? 5,
    failureThreshold: options.failures ?? 3,
  };
}

/** A ServiceAccount with the profile's pull secrets. Its token is mounted only by pods that ask for it. */
export function serviceAccount(
  scope: Construct,
  addon: string,
  namespace: string,
  name: string,
  platform: Platform,
  /** Cloud identity: `eks.amazonaws.com/role-arn` and its like. */
  annotations: Labels = {},
): void {
  new k8s.KubeServiceAccount(scope, `service-account-${namespace}-${name}`, {
    metadata: {
      name,
      namespace,
      labels: labels(addon, name),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    automountServiceAccountToken: false,
    ...(platform.images.pullSecrets.length > 0
      ? { imagePullSecrets: platform.images.pullSecrets.map((secret) => ({ name: secret })) }
      : {}),
  });
}

// A cloud controller manager: what k8s.io/cloud-provider makes the same in all of them. It starts before the network
// and before the cluster's DNS are there, and holds a lease so that one pod works and the others wait.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, type Flow, toApiServer } from './allow.js';
import { cloudControllerRights } from './cloud-controller-rights.js';
import { type Labels, labels, selectorLabels } from './labels.js';
import type { Platform } from './platform.js';
import { scrape } from './scrape.js';
import { containerSecurity, resources, serviceAccount } from './workload.js';

export interface CloudController {
  readonly addon: string;
  readonly namespace: string;
  /** DaemonSet, Service, ServiceAccount and roles. */
  readonly name: string;
  /** Reference of the image, from imageRef(). */
  readonly image: string;
  /** Program, where the image has no entry point. */
  readonly command?: readonly string[];
  /** Flags beside those for the lease and the port. */
  readonly args: readonly string[];
  readonly env?: readonly k8s.EnvVar[];
  readonly volumes?: readonly { readonly volume: k8s.Volume; readonly mountPath: string }[];
  /** Annotations of the pods: checksums of what they read at start. */
  readonly annotations?: Labels;
  readonly podSecurity: k8s.PodSecurityContext;
  /**
   * false: on the pod network, where NetworkPolicies reach, for clouds whose network plugin does not wait for them.
   * Needs `to`: where the API of the cloud is.
   */
  readonly hostNetwork?: boolean;
  readonly to?: readonly Flow[];
  readonly resources: { readonly cpu: string; readonly memory: string; readonly memoryLimit: string };
  /** Rights beside nodes and Services. */
  readonly rules?: readonly k8s.PolicyRule[];
}

/** cloud-provider: ports.go. HTTPS; /healthz is open, /metrics asks the API server who may read. */
export const cloudControllerPort = 10258;

/**
 * One pod on each control-plane node, on the host's network unless said: there the cloud's metadata service and the API server
 * answer before a pod network exists. DaemonSets get the tolerations for nodes that are not ready by themselves.
 */
export function cloudController(scope: Construct, platform: Platform, c: CloudController): void {
  const selector = selectorLabels(c.name);
  serviceAccount(scope, c.addon, c.namespace, c.name, platform);
  cloudControllerRights(scope, c);
  new k8s.KubeDaemonSet(scope, `daemon-set-${c.name}`, {
    metadata: { name: c.name, namespace: c.namespace, labels: labels(c.addon, c.name) },
    spec: {
      revisionHistoryLimit: 3,
      selector: { matchLabels: selector },
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxUnavailable: k8s.IntOrString.fromNumber(1) },
      },
      minReadySeconds: 10,
      template: {
        metadata: {
          labels: labels(c.addon, c.name),
          ...(c.annotations ? { annotations: c.annotations } : {}),
        },
        spec: {
          serviceAccountName: c.name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          ...(onHost(c) ? { hostNetwork: true } : {}),
          // The resolvers of the node: the cluster's DNS waits for nodes that this very pod has to initialise.
          dnsPolicy: 'Default',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          affinity: { nodeAffinity: controlPlanes },
          tolerations: [
            {
              key: 'node.cloudprovider.kubernetes.io/uninitialized',
              operator: 'Exists',
              effect: 'NoSchedule',
            },
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' },
            { key: 'CriticalAddonsOnly', operator: 'Exists' },
          ],
          securityContext: c.podSecurity,
          terminationGracePeriodSeconds: 15,
          containers: [container(c)],
          ...(c.volumes ? { volumes: c.volumes.map((v) => v.volume) } : {}),
        },
      },
    },
  });
  network(scope, platform, c);
  monitor(scope, platform, c);
}

function onHost(c: CloudController): boolean {
  return c.hostNetwork !== false;
}

function network(scope: Construct, platform: Platform, c: CloudController): void {
  if (onHost(c)) return;
  allow(scope, {
    addon: c.addon,
    namespace: c.namespace,
    name: c.name,
    pods: selectorLabels(c.name),
    from: [],
    // The resolvers of the node are at addresses that are not known here.
    to: [toApiServer(platform), ...(c.to ?? []), { peers: anywhere, ports: resolverPorts }],
  });
}

const anywhere = [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];
const resolverPorts = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
] as const;

/** kubeadm and Talos give the label no value, k3s and RKE2 give it `true`. */
const controlPlanes: k8s.NodeAffinity = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [
      { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] },
    ],
  },
};

function container(c: CloudController): k8s.Container {
  const { cpu, memory, memoryLimit } = c.resources;
  return {
    name: c.name,
    image: c.image,
    ...(c.command ? { command: [...c.command] } : {}),
    args: [
      ...c.args,
      // One identity for all loops: no rights to make ServiceAccounts and tokens.
      '--use-service-account-credentials=false',
      '--leader-elect=true',
      `--leader-elect-resource-name=${c.name}`,
      `--leader-elect-resource-namespace=${c.namespace}`,
      // Its webhooks are used by none of these clouds.
      '--webhook-secure-port=0',
    ],
    ...(c.env ? { env: [...c.env] } : {}),
    ports: [
      {
        name: 'https',
        containerPort: cloudControllerPort,
        ...(onHost(c) ? { hostPort: cloudControllerPort } : {}),
      },
    ],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: containerSecurity(),
    // Fails in a leader that could not renew its lease, and while a controller hangs.
    livenessProbe: {
      httpGet: { path: '/healthz', port: k8s.IntOrString.fromString('https'), scheme: 'HTTPS' },
      initialDelaySeconds: 20,
      periodSeconds: 10,
      timeoutSeconds: 10,
      failureThreshold: 5,
    },
    // There is no other endpoint that is open; the port opens before the wait for the lease.
    readinessProbe: {
      tcpSocket: { port: k8s.IntOrString.fromString('https') },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    ...(c.volumes
      ? {
          volumeMounts: c.volumes.map((v) => ({
            name: v.volume.name,
            mountPath: v.mountPath,
            readOnly: true,
          })),
        }
      : {}),
  };
}

function monitor(scope: Construct, platform: Platform, c: CloudController): void {
  if (!platform.monitoring) return;
  const selector = selectorLabels(c.name);
  new k8s.KubeService(scope, `metrics-${c.name}`, {
    metadata: { name: `${c.name}-metrics`, namespace: c.namespace, labels: labels(c.addon, c.name) },
    spec: {
      clusterIp: 'None',
      ports: [
        {
          name: 'https',
          port: cloudControllerPort,
          targetPort: k8s.IntOrString.fromString('https'),
          protocol: 'TCP',
        },
      ],
      selector,
    },
  });
  scrape(scope, platform, {
    addon: c.addon,
    namespace: c.namespace,
    name: c.name,
    service: selector,
    endpoints: [
      {
        port: 'https',
        scheme: 'https',
        bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
        // Self-signed at each start, so there is nothing to verify it by. The token is good for reading alone.
        tlsConfig: { insecureSkipVerify: true },
        relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_node_name'], targetLabel: 'node' }],
      },
    ],
    ...(onHost(c) ? {} : { pods: { labels: selector, ports: [cloudControllerPort] } }),
  });
}

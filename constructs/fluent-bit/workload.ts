// The two DaemonSets: one on every node for container and kubelet logs, one on control planes for the audit log.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { checksum, containerSecurity, httpProbe, resources, serviceAccount } from '../kit/workload.js';
import type { Config } from './config.js';
import type { Output } from './config-outputs.js';
import { credentialsOf } from './credentials.js';
import { addonName, auditName, namespaceName, nodeName, paths, port, type Stream } from './names.js';
import { pins } from './pins.js';
import { configFile, configFiles } from './pipeline/render.js';
import { sinksOf } from './sinks.js';
import { type Mount, mountsFor } from './volumes.js';

export function nodeAgent(
  scope: Construct,
  config: Config,
  platform: Platform,
  streams: readonly Stream[],
): void {
  const metadata = streams.includes('containers');
  agent(scope, config, platform, {
    name: nodeName,
    component: 'node',
    streams,
    usesApi: metadata,
    capabilities: [],
  });
}

export function auditAgent(scope: Construct, config: Config, platform: Platform): void {
  agent(scope, config, platform, {
    name: auditName,
    component: 'audit',
    streams: ['audit'],
    usesApi: false,
    // Talos runs the API server as user 65534, whose files root without capabilities cannot read.
    capabilities: platform.cluster.distribution === 'talos' ? ['DAC_READ_SEARCH'] : [],
    // The label has a value on k3s and RKE2 and none on kubeadm.
    affinity: {
      nodeAffinity: {
        requiredDuringSchedulingIgnoredDuringExecution: {
          nodeSelectorTerms: [
            { matchExpressions: [{ key: 'node-role.kubernetes.io/control-plane', operator: 'Exists' }] },
          ],
        },
      },
    },
  });
}

interface Agent {
  readonly name: string;
  readonly component: string;
  readonly streams: readonly Stream[];
  /** Reads Pods and Namespaces. */
  readonly usesApi: boolean;
  readonly capabilities: readonly string[];
  readonly affinity?: k8s.Affinity;
}

function agent(scope: Construct, config: Config, platform: Platform, a: Agent): void {
  const files = configFiles(config, platform, a.streams);
  const sinks = sinksOf(config, platform, a.streams);
  const mounts = mountsFor(config, platform, a.name, a.streams, sinks);
  const selector = { 'app.kubernetes.io/name': addonName, 'app.kubernetes.io/component': a.component };
  const common = labels(addonName, addonName, a.component);
  serviceAccount(scope, addonName, namespaceName, a.name, platform, config.serviceAccountAnnotations);
  new k8s.KubeConfigMap(scope, `config-${a.name}`, {
    metadata: { name: a.name, namespace: namespaceName, labels: common },
    data: { ...files },
  });
  new k8s.KubeDaemonSet(scope, `daemon-set-${a.name}`, {
    metadata: { name: a.name, namespace: namespaceName, labels: common },
    spec: {
      selector: { matchLabels: selector },
      updateStrategy: {
        type: 'RollingUpdate',
        rollingUpdate: {
          maxUnavailable:
            typeof config.maxUnavailable === 'number'
              ? k8s.IntOrString.fromNumber(config.maxUnavailable)
              : k8s.IntOrString.fromString(config.maxUnavailable),
        },
      },
      minReadySeconds: 10,
      revisionHistoryLimit: 3,
      template: {
        metadata: { labels: common, annotations: checksum(...Object.values(files)) },
        spec: {
          ...(a.affinity ? { affinity: a.affinity } : {}),
          automountServiceAccountToken: a.usesApi,
          containers: [container(config, platform, a, sinks, mounts)],
          enableServiceLinks: false,
          priorityClassName: 'system-node-critical',
          securityContext: podSecurityAsRoot(config),
          serviceAccountName: a.name,
          // Delivery of what is in flight; the rest waits on disk.
          terminationGracePeriodSeconds: config.service.graceSeconds + 20,
          tolerations: config.tolerations.map((t) => ({
            ...(t.effect ? { effect: t.effect } : {}),
            ...(t.key ? { key: t.key } : {}),
            operator: t.operator,
            ...(t.value ? { value: t.value } : {}),
          })),
          volumes: mounts.map((m) => m.volume),
        },
      },
    },
  });
}

/** Log files belong to root and are closed to others; without capabilities, root reads what root owns and no more. */
function podSecurityAsRoot(config: Config): k8s.PodSecurityContext {
  return {
    runAsGroup: 0,
    runAsUser: 0,
    ...(config.seLinuxType ? { seLinuxOptions: { type: config.seLinuxType } } : {}),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

function container(
  config: Config,
  platform: Platform,
  a: Agent,
  sinks: readonly Output[],
  mounts: readonly Mount[],
): k8s.Container {
  const started = httpProbe('/', 'http', { period: 5, failures: 60 });
  return {
    name: addonName,
    image: imageRef(pins.images.fluentBit, platform),
    args: [`--config=${paths.config}/${configFile}`],
    env: [...environment(config, sinks)],
    ports: [{ containerPort: port, name: 'http', protocol: 'TCP' }],
    // A large backlog is read before the server answers.
    startupProbe: started,
    livenessProbe: httpProbe('/', 'http', { period: 20, failures: 6 }),
    // Counts records that were given up: a pod that loses logs is not ready, and stops a rollout.
    readinessProbe: httpProbe('/api/v2/health', 'http', { period: 15, failures: 3 }),
    resources: compute(config),
    securityContext: containerSecurity(a.capabilities.length > 0 ? { add: a.capabilities } : {}),
    terminationMessagePolicy: 'FallbackToLogsOnError',
    volumeMounts: mounts.map((m) => m.mount),
  };
}

/** Beside memory, room for its own log, which the runtime rotates at 50 MiB. */
function compute(config: Config): k8s.ResourceRequirements {
  const { cpu, memory, memoryLimit } = config.resources;
  const { requests, limits } = resources(cpu, memory, memoryLimit);
  const disk = (quantity: string) => ({ 'ephemeral-storage': k8s.Quantity.fromString(quantity) });
  return { requests: { ...requests, ...disk('64Mi') }, limits: { ...limits, ...disk('256Mi') } };
}

function environment(config: Config, sinks: readonly Output[]): readonly k8s.EnvVar[] {
  const secrets = [
    ...sinks.flatMap(credentialsOf),
    ...Object.entries(config.env).map(([env, from]) => ({ env, ...from })),
  ];
  const distinct = [...new Map(secrets.map((s) => [s.env, s])).values()];
  return [
    { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
    ...distinct.map((s) => ({
      name: s.env,
      valueFrom: { secretKeyRef: { key: s.key, name: s.secret } },
    })),
  ];
}

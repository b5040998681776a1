// Traefik's pods: the same everywhere, so a node or a zone may be lost.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { bytesOf } from '../kit/schema.js';
import {
  budget,
  containerSecurity,
  httpProbe,
  podSecurity,
  replicas,
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import { traefikArguments } from './arguments.js';
import type { Config } from './config.js';
import { addonName, namespaceName, ports, traefikPods, workloadName } from './names.js';
import { pins } from './pins.js';

const metadata = { name: workloadName, namespace: namespaceName, labels: labels(addonName, workloadName) };

export function workload(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas, platform);
  serviceAccount(scope, addonName, namespaceName, workloadName, platform);
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata,
    spec: {
      // The autoscaler owns the number where there is one; a rendered one would undo it at each apply.
      ...(config.autoscaling ? {} : { replicas: count }),
      revisionHistoryLimit: 3,
      selector: { matchLabels: traefikPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, workloadName) },
        spec: {
          serviceAccountName: workloadName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'plinth-platform',
          securityContext: podSecurity(65532),
          // Traefik itself keeps accepting while it drains, with /ping at 503, so no preStop hook is needed.
          terminationGracePeriodSeconds: config.timeouts.drainSeconds + config.timeouts.graceSeconds + 15,
          topologySpreadConstraints: spread(platform, traefikPods, { perRevision: true }),
          containers: [container(config, platform)],
          // Large bodies spill over here when a buffering middleware is used.
          volumes: [{ name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('256Mi') } }],
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    selector: traefikPods,
    replicas: count,
  });
  if (config.autoscaling) autoscaler(scope, config.autoscaling, count);
}

function container(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources;
  const q = k8s.Quantity.fromString;
  return {
    name: 'traefik',
    image: imageRef(pins.images.traefik, platform),
    args: traefikArguments(config, platform),
    // Collects garbage harder instead of being killed.
    env: [{ name: 'GOMEMLIMIT', value: String(Math.floor(bytesOf(memoryLimit) * 0.9)) }],
    ports: [
      { name: 'web', containerPort: ports.web },
      { name: 'websecure', containerPort: ports.websecure },
      ...(config.http3 ? [{ name: 'websecure-http3', containerPort: ports.websecure, protocol: 'UDP' }] : []),
      { name: 'internal', containerPort: ports.internal },
      { name: 'metrics', containerPort: ports.metrics },
    ],
    resources: {
      requests: { cpu: q(cpu), memory: q(memory), 'ephemeral-storage': q('64Mi') },
      limits: { memory: q(memoryLimit), 'ephemeral-storage': q('512Mi') },
    },
    securityContext: containerSecurity(),
    // A draining pod answers 503 on purpose: it must leave the Service, and must not be restarted for it.
    livenessProbe: httpProbe('/ping', 'internal', { failures: 6, timeout: 3 }),
    readinessProbe: httpProbe('/ping', 'internal', { period: 5, timeout: 3, failures: 1 }),
    volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
  };
}

function autoscaler(scope: Construct, config: NonNullable<Config['autoscaling']>, minReplicas: number): void {
  new k8s.KubeHorizontalPodAutoscalerV2(scope, 'autoscaler', {
    metadata,
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: workloadName },
      minReplicas,
      maxReplicas: config.maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: config.cpuPercent } },
        },
      ],
      // Each pod that goes away cuts its long connections.
      behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
    },
  });
}

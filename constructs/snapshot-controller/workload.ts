// The Deployment. One pod leads and works; another takes over within a lease's time.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  budget,
  containerSecurity,
  httpProbe,
  podSecurity,
  replicas,
  resources,
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, controllerPods, name, namespaceName, ports } from './names.js';
import { pins } from './pins.js';

export function workload(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas, platform);
  const { cpu, memory, memoryLimit } = config.resources;
  serviceAccount(scope, addonName, namespaceName, name, platform);
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: controllerPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // The image names no user; it holds one static program.
          securityContext: podSecurity(65534),
          // Everything it knows is in the API.
          terminationGracePeriodSeconds: 10,
          topologySpreadConstraints: spread(platform, controllerPods, { perRevision: true }),
          containers: [
            {
              name,
              image: imageRef(pins.images.controller, platform),
              args: args(config),
              ports: [{ name: 'http', containerPort: ports.http }],
              resources: resources(cpu, memory, memoryLimit),
              securityContext: containerSecurity(),
              // Fails in a leader that could not renew its lease; followers are well.
              livenessProbe: httpProbe('/healthz/leader-election', 'http', { initialDelay: 10 }),
              // Served once the CRDs are there: without them it waits 30 s and exits.
              readinessProbe: httpProbe('/metrics', 'http', { period: 15 }),
            },
          ],
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    selector: controllerPods,
    replicas: count,
  });
}

/** Flags: kubernetes-csi/external-snapshotter@v8.6.0:cmd/snapshot-controller/main.go */
function args(config: Config): string[] {
  return [
    '--leader-election=true',
    `--http-endpoint=:${ports.http}`,
    `--worker-threads=${config.workers}`,
    ...(config.groupSnapshots ? ['--feature-gates=CSIVolumeGroupSnapshot=true'] : []),
    `--v=${config.logLevel}`,
  ];
}

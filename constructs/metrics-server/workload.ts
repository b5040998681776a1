// The Deployment. Each replica reads all kubelets and keeps the last two readings in memory.
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
import { addonName, name, namespaceName, ports, serverPods, servingSecret } from './names.js';
import { pins } from './pins.js';

const certificatePath = '/etc/metrics-server/serving';

export function workload(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas, platform);
  serviceAccount(scope, addonName, namespaceName, name, platform);
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: serverPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          securityContext: podSecurity(1000, 1000, platform.certificates ? 1000 : undefined),
          // Keeps answering while the API server learns that the endpoint is going.
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, serverPods, { perRevision: true }),
          volumes: [servingVolume(platform)],
          containers: [
            {
              name,
              image: imageRef(pins.images.server, platform),
              args: args(config, platform),
              ports: [{ name: 'https', containerPort: ports.https }],
              resources: resources(
                config.resources.cpu,
                config.resources.memory,
                config.resources.memoryLimit,
              ),
              securityContext: containerSecurity(),
              livenessProbe: httpProbe('/livez', 'https', { scheme: 'HTTPS' }),
              // Ready after the second reading: rates need two.
              readinessProbe: httpProbe('/readyz', 'https', { scheme: 'HTTPS', initialDelay: 20 }),
              volumeMounts: [
                platform.certificates
                  ? { name: 'serving', mountPath: certificatePath, readOnly: true }
                  : { name: 'serving', mountPath: certificatePath },
              ],
            },
          ],
        },
      },
    },
  });
  budget(scope, { addon: addonName, namespace: namespaceName, name, selector: serverPods, replicas: count });
}

/** With an issuer its certificate, which the server reads again when it is renewed; else room for one that it signs. */
function servingVolume(platform: Platform): k8s.Volume {
  return platform.certificates
    ? { name: 'serving', secret: { secretName: servingSecret, defaultMode: 0o440 } }
    : { name: 'serving', emptyDir: { medium: 'Memory', sizeLimit: k8s.Quantity.fromString('1Mi') } };
}

/** Flags: kubernetes-sigs/metrics-server:cmd/metrics-server/app/options, manifests/base/deployment.yaml */
function args(config: Config, platform: Platform): string[] {
  return [
    `--secure-port=${ports.https}`,
    ...(platform.certificates
      ? [`--tls-cert-file=${certificatePath}/tls.crt`, `--tls-private-key-file=${certificatePath}/tls.key`]
      : [
          `--cert-dir=${certificatePath}`,
          // Without a certificate that Prometheus can verify it must not show its token: metrics are open, to those
          // whom the NetworkPolicy lets in. The first three are the default.
          '--authorization-always-allow-paths=/healthz,/readyz,/livez,/metrics',
        ]),
    `--kubelet-preferred-address-types=${config.kubeletAddressTypes.join(',')}`,
    '--kubelet-use-node-status-port',
    ...(config.kubeletInsecureTls ? ['--kubelet-insecure-tls'] : []),
    `--metric-resolution=${config.resolutionSeconds}s`,
    ...(config.logLevel > 0 ? [`--v=${config.logLevel}`] : []),
  ];
}

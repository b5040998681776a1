// The Deployment. One pod leads and judges; another takes over within a lease's time.
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
import { addonName, approverPods, name, namespaceName, ports } from './names.js';
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
      selector: { matchLabels: approverPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, name) },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          // Names of nodes are known to the resolver of the node, and it is there before the cluster's DNS.
          dnsPolicy: 'Default',
          // Control planes and nodes that wait for their cloud need certificates first of all.
          tolerations: [
            { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
            {
              key: 'node.cloudprovider.kubernetes.io/uninitialized',
              operator: 'Exists',
              effect: 'NoSchedule',
            },
          ],
          // The user that the image is built for.
          securityContext: podSecurity(65532),
          // Everything it knows is in the API.
          terminationGracePeriodSeconds: 10,
          topologySpreadConstraints: spread(platform, approverPods, { perRevision: true }),
          containers: [
            {
              name,
              image: imageRef(pins.images.approver, platform),
              args: args(config, platform),
              ports: [
                { name: 'metrics', containerPort: ports.metrics },
                { name: 'health', containerPort: ports.health },
              ],
              resources: resources(cpu, memory, memoryLimit),
              securityContext: containerSecurity(),
              livenessProbe: httpProbe('/healthz', 'health', { initialDelay: 10 }),
              // There is no readiness endpoint; metrics are served once the manager has started.
              readinessProbe: httpProbe('/metrics', 'metrics', { period: 15 }),
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
    selector: approverPods,
    replicas: count,
  });
}

/** Flags: postfinance/kubelet-csr-approver@v1.2.14:internal/cmd/cmd.go */
function args(config: Config, platform: Platform): string[] {
  return [
    `-metrics-bind-address=:${ports.metrics}`,
    `-health-probe-bind-address=:${ports.health}`,
    '-leader-election=true',
    `-provider-regex=${config.nodeNames}`,
    `-provider-ip-prefixes=${addresses(config, platform).join(',')}`,
    `-bypass-dns-resolution=${!config.resolveNames}`,
    `-allowed-dns-names=${config.dnsNames}`,
    `-skip-deny-step=${!config.deny}`,
    // Requests for this signer that no node made are left to people, not denied.
    '-ignore-non-system-node=true',
    `-max-expiration-sec=${config.maxExpirationDays * 86_400}`,
    `-level=${config.logLevel}`,
  ];
}

/** Where no ranges are known the plan is refused before this is rendered. */
export function addresses(config: Config, platform: Platform): readonly string[] {
  return config.nodeAddresses.length > 0 ? config.nodeAddresses : platform.cluster.nodeCidrs;
}

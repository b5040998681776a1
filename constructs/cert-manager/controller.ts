// The controller: issues and renews certificates. One replica leads, the others take over when its lease runs out.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
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
import { addonName, controllerName, controllerPods, namespaceName, ports } from './names.js';
import { pins } from './pins.js';
import { usesAmbientCredentials } from './solvers.js';

export function controller(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas.controller, platform);
  const metadata = {
    name: controllerName,
    namespace: namespaceName,
    labels: labels(addonName, controllerName),
  };
  serviceAccount(scope, addonName, namespaceName, controllerName, platform, config.serviceAccountAnnotations);
  new k8s.KubeDeployment(scope, 'controller', {
    metadata,
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: controllerPods },
      strategy: surge(),
      template: {
        metadata: { labels: { ...config.podLabels, ...labels(addonName, controllerName) } },
        spec: {
          serviceAccountName: controllerName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          securityContext: podSecurity(65532),
          // Finishes the challenge in hand and gives its lease back.
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, controllerPods, { perRevision: true }),
          containers: [
            {
              name: 'controller',
              image: imageRef(pins.images.controller, platform),
              args: args(config, platform),
              env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
              ports: [
                { name: 'http-metrics', containerPort: ports.metrics },
                { name: 'http-healthz', containerPort: ports.healthz },
              ],
              resources: compute(config.resources.controller),
              securityContext: containerSecurity(),
              // /livez fails when a leader no longer renews its lease, or the clock has jumped.
              livenessProbe: httpProbe('/livez', 'http-healthz', {
                initialDelay: 10,
                timeout: 15,
                failures: 8,
              }),
              readinessProbe: httpProbe('/livez', 'http-healthz', { failures: 2 }),
            },
          ],
        },
      },
    },
  });
  new k8s.KubeService(scope, 'controller-service', {
    metadata,
    spec: {
      ports: [
        {
          name: 'http-metrics',
          port: ports.metrics,
          targetPort: k8s.IntOrString.fromString('http-metrics'),
          protocol: 'TCP',
        },
      ],
      selector: controllerPods,
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: controllerName,
    selector: controllerPods,
    replicas: count,
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: controllerName,
    service: controllerPods,
    // `namespace` and `name` are the certificate's, not the pod's.
    endpoints: [{ port: 'http-metrics', honorLabels: true }],
    pods: { labels: controllerPods, ports: [ports.metrics] },
  });
}

/** Flags: cert-manager/cert-manager@v1.21.1:cmd/controller/app/options/options.go */
function args(config: Config, platform: Platform): string[] {
  const { recursiveNameservers, recursiveNameserversOnly } = config.dns01;
  const ambient = usesAmbientCredentials(config.acme?.solvers ?? []);
  return [
    `--v=${config.logLevel}`,
    '--cluster-resource-namespace=$(POD_NAMESPACE)',
    // Upstream keeps its leases in kube-system; here they stay at home, and so do the rights to them.
    '--leader-election-namespace=$(POD_NAMESPACE)',
    `--acme-http01-solver-image=${imageRef(pins.images.acmesolver, platform)}`,
    `--max-concurrent-challenges=${config.maxConcurrentChallenges}`,
    // On by default upstream: whoever may write a ClusterIssuer would borrow the identity of the node.
    `--cluster-issuer-ambient-credentials=${ambient}`,
    ...(config.certificateOwnerRef ? ['--enable-certificate-owner-ref=true'] : []),
    ...(config.gatewayApi ? ['--enable-gateway-api=true'] : []),
    ...(recursiveNameservers.length > 0
      ? [`--dns01-recursive-nameservers=${recursiveNameservers.join(',')}`]
      : []),
    ...(recursiveNameserversOnly ? ['--dns01-recursive-nameservers-only=true'] : []),
  ];
}

/** The configured requests and limit in the API's shape. */
export function compute(r: Config['resources']['controller']): k8s.ResourceRequirements {
  return resources(r.cpu, r.memory, r.memoryLimit);
}

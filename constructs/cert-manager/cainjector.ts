// The CA injector: copies CA certificates into webhook configurations, API services and CRDs that ask for it.
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
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import type { Config } from './config.js';
import { compute } from './controller.js';
import { addonName, cainjectorName, cainjectorPods, namespaceName, ports } from './names.js';
import { pins } from './pins.js';

export function cainjector(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas.cainjector, platform);
  const metadata = {
    name: cainjectorName,
    namespace: namespaceName,
    labels: labels(addonName, cainjectorName),
  };
  serviceAccount(scope, addonName, namespaceName, cainjectorName, platform);
  new k8s.KubeDeployment(scope, 'cainjector', {
    metadata,
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: cainjectorPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, cainjectorName) },
        spec: {
          serviceAccountName: cainjectorName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          securityContext: podSecurity(65532),
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, cainjectorPods, { perRevision: true }),
          containers: [
            {
              name: 'cainjector',
              image: imageRef(pins.images.cainjector, platform),
              args: [`--v=${config.logLevel}`, '--leader-election-namespace=$(POD_NAMESPACE)'],
              env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
              ports: [{ name: 'http-metrics', containerPort: ports.metrics }],
              resources: compute(config.resources.cainjector),
              securityContext: containerSecurity(),
              // It has no health endpoint: the metrics server is the one thing that answers, also when standing by.
              livenessProbe: {
                tcpSocket: { port: k8s.IntOrString.fromString('http-metrics') },
                initialDelaySeconds: 30,
                periodSeconds: 20,
                timeoutSeconds: 5,
                failureThreshold: 6,
              },
              readinessProbe: httpProbe('/metrics', 'http-metrics', { period: 20 }),
            },
          ],
        },
      },
    },
  });
  new k8s.KubeService(scope, 'cainjector-service', {
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
      selector: cainjectorPods,
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: cainjectorName,
    selector: cainjectorPods,
    replicas: count,
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: cainjectorName,
    service: cainjectorPods,
    endpoints: [{ port: 'http-metrics' }],
    pods: { labels: cainjectorPods, ports: [ports.metrics] },
  });
}

// The webhook: the API server asks it about every Certificate and Issuer, so it runs more replicas than it needs.
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
import { addonName, namespaceName, ports, webhookCaSecret, webhookName, webhookPods } from './names.js';
import { pins } from './pins.js';

const metadata = { name: webhookName, namespace: namespaceName, labels: labels(addonName, webhookName) };

export function webhook(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas.webhook, platform);
  serviceAccount(scope, addonName, namespaceName, webhookName, platform);
  deployment(scope, config, platform, count);
  new k8s.KubeService(scope, 'webhook-service', {
    metadata,
    spec: {
      ports: [
        { name: 'https', port: 443, targetPort: k8s.IntOrString.fromString('https'), protocol: 'TCP' },
        {
          name: 'http-metrics',
          port: ports.metrics,
          targetPort: k8s.IntOrString.fromString('http-metrics'),
          protocol: 'TCP',
        },
      ],
      selector: webhookPods,
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: webhookName,
    selector: webhookPods,
    replicas: count,
  });
  configurations(scope);
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: webhookName,
    service: webhookPods,
    endpoints: [{ port: 'http-metrics' }],
    pods: { labels: webhookPods, ports: [ports.metrics] },
  });
}

function deployment(scope: Construct, config: Config, platform: Platform, count: number): void {
  new k8s.KubeDeployment(scope, 'webhook', {
    metadata,
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: webhookPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, webhookName) },
        spec: {
          serviceAccountName: webhookName,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          priorityClassName: 'system-cluster-critical',
          securityContext: podSecurity(65532),
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, webhookPods, { perRevision: true }),
          containers: [
            {
              name: 'webhook',
              image: imageRef(pins.images.webhook, platform),
              args: [
                `--v=${config.logLevel}`,
                `--secure-port=${ports.webhook}`,
                '--dynamic-serving-ca-secret-namespace=$(POD_NAMESPACE)',
                `--dynamic-serving-ca-secret-name=${webhookCaSecret}`,
                `--dynamic-serving-dns-names=${webhookName}`,
                `--dynamic-serving-dns-names=${webhookName}.$(POD_NAMESPACE)`,
                `--dynamic-serving-dns-names=${webhookName}.$(POD_NAMESPACE).svc`,
              ],
              env: [{ name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
              ports: [
                { name: 'https', containerPort: ports.webhook },
                { name: 'healthcheck', containerPort: ports.webhookHealthz },
                { name: 'http-metrics', containerPort: ports.metrics },
              ],
              resources: compute(config.resources.webhook),
              securityContext: containerSecurity(),
              livenessProbe: httpProbe('/livez', 'healthcheck', { initialDelay: 60, failures: 3 }),
              readinessProbe: httpProbe('/healthz', 'healthcheck', { initialDelay: 5, period: 5 }),
            },
          ],
        },
      },
    },
  });
}

/** cainjector fills caBundle in from the Secret of the annotation. A rendered one would be out of date at once. */
function configurations(scope: Construct): void {
  const cluster = {
    name: webhookName,
    labels: labels(addonName, webhookName),
    annotations: { 'cert-manager.io/inject-ca-from-secret': `${namespaceName}/${webhookCaSecret}` },
  };
  // Without validation a Challenge or an Order could name another tenant's issuer: hence Fail.
  const common = {
    name: 'webhook.cert-manager.io',
    admissionReviewVersions: ['v1'],
    failurePolicy: 'Fail',
    matchPolicy: 'Equivalent',
    sideEffects: 'None',
    timeoutSeconds: 10,
  };
  const service = { name: webhookName, namespace: namespaceName };
  new k8s.KubeMutatingWebhookConfiguration(scope, 'mutating-webhook', {
    metadata: cluster,
    webhooks: [
      {
        ...common,
        clientConfig: { service: { ...service, path: '/mutate' } },
        rules: [
          {
            apiGroups: ['cert-manager.io'],
            apiVersions: ['v1'],
            operations: ['CREATE'],
            resources: ['certificaterequests'],
          },
        ],
      },
    ],
  });
  new k8s.KubeValidatingWebhookConfiguration(scope, 'validating-webhook', {
    metadata: cluster,
    webhooks: [
      {
        ...common,
        clientConfig: { service: { ...service, path: '/validate' } },
        rules: [
          {
            apiGroups: ['cert-manager.io', 'acme.cert-manager.io'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['*/*'],
          },
        ],
      },
    ],
  });
}

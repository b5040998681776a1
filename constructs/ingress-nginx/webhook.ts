// The API server asks the controller before it takes an Ingress of its class. The certificate is cert-manager's, so that
// no Job has to write one.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { certificate } from '../kit/certificate.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, controllerPods, namespaceName, webhookName } from './names.js';

export function hasWebhook(config: Config, platform: Platform): boolean {
  return config.admissionWebhook && platform.certificates !== undefined;
}

export function webhook(scope: Construct, config: Config, platform: Platform): void {
  if (!hasWebhook(config, platform) || !platform.certificates) return;
  const metadata = { name: webhookName, labels: labels(addonName, webhookName) };
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: webhookName,
    secretName: webhookName,
    issuer: platform.certificates.private,
    dnsNames: [`${webhookName}.${namespaceName}.svc`],
  });
  new k8s.KubeService(scope, 'webhook-service', {
    metadata: { ...metadata, namespace: namespaceName },
    spec: {
      ports: [
        { name: 'https', port: 443, targetPort: k8s.IntOrString.fromString('webhook'), protocol: 'TCP' },
      ],
      selector: controllerPods,
      type: 'ClusterIP',
    },
  });
  new k8s.KubeValidatingWebhookConfiguration(scope, 'webhook', {
    metadata: {
      ...metadata,
      annotations: { 'cert-manager.io/inject-ca-from': `${namespaceName}/${webhookName}` },
    },
    webhooks: [
      {
        name: 'validate.nginx.ingress.kubernetes.io',
        clientConfig: {
          service: {
            name: webhookName,
            namespace: namespaceName,
            path: '/networking/v1/ingresses',
            port: 443,
          },
        },
        rules: [
          {
            apiGroups: ['networking.k8s.io'],
            apiVersions: ['v1'],
            operations: ['CREATE', 'UPDATE'],
            resources: ['ingresses'],
          },
        ],
        // Ingresses of other classes are none of its business, and do not depend on it.
        matchConditions: [
          {
            name: 'own-class',
            expression: `object.spec.?ingressClassName.orValue('') == '${config.ingressClass.name}'`,
          },
        ],
        failurePolicy: 'Fail',
        matchPolicy: 'Equivalent',
        sideEffects: 'None',
        timeoutSeconds: 10,
        admissionReviewVersions: ['v1'],
      },
    ],
  });
}

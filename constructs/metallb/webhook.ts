// What the API server asks the controller before it accepts MetalLB's configuration. The controller fills caBundle in.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import { addonName, namespaceName, webhookConfiguration, webhookService } from './names.js';

/** Paths and operations: metallb/metallb@v0.16.1:config/manifests/metallb-native.yaml */
const hooks = [
  { singular: 'bgppeer', plural: 'bgppeers', version: 'v1beta2', operations: ['CREATE', 'UPDATE'] },
  { singular: 'bfdprofile', plural: 'bfdprofiles', version: 'v1beta1', operations: ['CREATE', 'DELETE'] },
  {
    singular: 'bgpadvertisement',
    plural: 'bgpadvertisements',
    version: 'v1beta1',
    operations: ['CREATE', 'UPDATE'],
  },
  { singular: 'community', plural: 'communities', version: 'v1beta1', operations: ['CREATE', 'UPDATE'] },
  {
    singular: 'ipaddresspool',
    plural: 'ipaddresspools',
    version: 'v1beta1',
    operations: ['CREATE', 'UPDATE'],
  },
  {
    singular: 'l2advertisement',
    plural: 'l2advertisements',
    version: 'v1beta1',
    operations: ['CREATE', 'UPDATE'],
  },
] as const;

export function webhook(scope: Construct): void {
  new k8s.KubeValidatingWebhookConfiguration(scope, 'webhook', {
    metadata: { name: webhookConfiguration, labels: labels(addonName, webhookConfiguration) },
    webhooks: hooks.map((hook) => ({
      name: `${hook.singular}validationwebhook.metallb.io`,
      admissionReviewVersions: ['v1'],
      clientConfig: {
        service: {
          name: webhookService,
          namespace: namespaceName,
          path: `/validate-metallb-io-${hook.version}-${hook.singular}`,
        },
      },
      // Speakers keep the last configuration that was good; a bad one is better refused than found in their logs.
      failurePolicy: 'Fail',
      rules: [
        {
          apiGroups: ['metallb.io'],
          apiVersions: [hook.version],
          operations: [...hook.operations],
          resources: [hook.plural],
        },
      ],
      sideEffects: 'None',
      timeoutSeconds: 10,
    })),
  });
}

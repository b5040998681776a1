// What the API server asks the controller, with a certificate of cert-manager: upstream's chart makes one at each render.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { certificate } from '../kit/certificate.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, controllerPods, name, namespaceName, servingSecret, webhookService } from './names.js';

const metadata = {
  name,
  labels: labels(addonName, name),
  annotations: { 'cert-manager.io/inject-ca-from': `${namespaceName}/${webhookService}` },
};

export function webhook(scope: Construct, config: Config, platform: Platform): void {
  if (platform.certificates) {
    certificate(scope, {
      addon: addonName,
      namespace: namespaceName,
      name: webhookService,
      secretName: servingSecret,
      issuer: platform.certificates.private,
      dnsNames: [`${webhookService}.${namespaceName}.svc`],
    });
  }
  new k8s.KubeService(scope, 'webhook-service', {
    metadata: {
      name: webhookService,
      namespace: namespaceName,
      labels: labels(addonName, name, 'webhook'),
    },
    spec: {
      ports: [
        { name: 'https', port: 443, targetPort: k8s.IntOrString.fromString('webhook'), protocol: 'TCP' },
      ],
      selector: controllerPods,
    },
  });
  new k8s.KubeMutatingWebhookConfiguration(scope, 'mutating', {
    metadata,
    webhooks: [
      ...(config.services ? [serviceHook] : []),
      readinessGateHook,
      hook('mtargetgroupbinding.elbv2.k8s.aws', '/mutate-elbv2-k8s-aws-v1beta1-targetgroupbinding', bindings),
    ],
  });
  new k8s.KubeValidatingWebhookConfiguration(scope, 'validating', {
    metadata,
    webhooks: [
      hook('vingressclassparams.elbv2.k8s.aws', '/validate-elbv2-k8s-aws-v1beta1-ingressclassparams', {
        apiGroups: ['elbv2.k8s.aws'],
        apiVersions: ['v1beta1'],
        operations: ['CREATE', 'UPDATE'],
        resources: ['ingressclassparams'],
      }),
      hook(
        'vtargetgroupbinding.elbv2.k8s.aws',
        '/validate-elbv2-k8s-aws-v1beta1-targetgroupbinding',
        bindings,
      ),
      {
        ...hook('vingress.elbv2.k8s.aws', '/validate-networking-v1-ingress', {
          apiGroups: ['networking.k8s.io'],
          apiVersions: ['v1'],
          operations: ['CREATE', 'UPDATE'],
          resources: ['ingresses'],
        }),
        // Upstream asks for every Ingress. Those of other classes do not depend on this controller.
        matchConditions: [
          {
            name: 'own-class',
            expression: `object.spec.?ingressClassName.orValue('') == '${config.ingressClass.name}' || object.metadata.?annotations[?'kubernetes.io/ingress.class'].orValue('') == '${config.ingressClass.name}'`,
          },
        ],
      },
    ],
  });
}

const bindings = {
  apiGroups: ['elbv2.k8s.aws'],
  apiVersions: ['v1beta1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['targetgroupbindings'],
};

/**
 * Gives Services a class. Upstream asks for every Service, so that none at all can be made while the controller is down;
 * here only those are asked for that it has something to say about.
 */
const serviceHook: k8s.MutatingWebhook = {
  ...hook('mservice.elbv2.k8s.aws', '/mutate-v1-service', {
    apiGroups: [''],
    apiVersions: ['v1'],
    operations: ['CREATE'],
    resources: ['services'],
  }),
  matchConditions: [
    { name: 'load-balancer', expression: "object.spec.type == 'LoadBalancer'" },
    { name: 'without-class', expression: '!has(object.spec.loadBalancerClass)' },
  ],
};

/** Readiness gates of pods, in namespaces that ask for them. */
const readinessGateHook: k8s.MutatingWebhook = {
  ...hook(
    'mpod.elbv2.k8s.aws',
    '/mutate-v1-pod',
    { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] },
    'Ignore',
  ),
  namespaceSelector: {
    matchExpressions: [
      { key: 'elbv2.k8s.aws/pod-readiness-gate-inject', operator: 'In', values: ['enabled'] },
    ],
  },
};

function hook(
  hookName: string,
  path: string,
  rule: k8s.RuleWithOperations,
  failurePolicy: 'Fail' | 'Ignore' = 'Fail',
): k8s.MutatingWebhook & k8s.ValidatingWebhook {
  return {
    name: hookName,
    clientConfig: { service: { name: webhookService, namespace: namespaceName, path, port: 443 } },
    rules: [rule],
    failurePolicy,
    matchPolicy: 'Equivalent',
    sideEffects: 'None',
    timeoutSeconds: 10,
    admissionReviewVersions: ['v1'],
  };
}

// Rights of the three parts. Checked against cert-manager/cert-manager@v1.21.1:deploy/charts/cert-manager/templates/*rbac.yaml
// Left out of upstream's set: OpenShift routes, CertificateSigningRequests (their controllers are behind a gate
// that is off), and Gateway API unless the profile asks for it.
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import type { Config } from './config.js';
import {
  addonName,
  cainjectorName,
  controllerName,
  namespaceName,
  webhookCaSecret,
  webhookName,
} from './names.js';
import { peopleRights } from './rbac-people.js';

const read = ['get', 'list', 'watch'];
const account = (name: string) => ({ namespace: namespaceName, name });

export function rbac(scope: Construct, config: Config): void {
  controllerRights(scope, config);
  webhookRights(scope);
  cainjectorRights(scope);
  peopleRights(scope);
}

function controllerRights(scope: Construct, config: Config): void {
  const serviceAccount = account(controllerName);
  const grant = (part: string, rules: k8s.PolicyRule[], reason?: string): void =>
    clusterGrant(scope, {
      addon: addonName,
      name: `cert-manager-controller-${part}`,
      serviceAccount,
      rules: [...rules, { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] }],
      ...(reason ? { reason } : {}),
    });
  const secrets = (verbs: string[]): k8s.PolicyRule => ({ apiGroups: [''], resources: ['secrets'], verbs });

  grant(
    'issuers',
    [
      {
        apiGroups: ['cert-manager.io'],
        resources: ['issuers', 'clusterissuers'],
        verbs: [...read, 'update', 'patch'],
      },
      {
        apiGroups: ['cert-manager.io'],
        resources: ['issuers/status', 'clusterissuers/status'],
        verbs: ['update', 'patch'],
      },
      secrets([...read, 'create', 'update', 'delete']),
    ],
    'Issuers keep ACME account keys and CA keys in Secrets of any namespace.',
  );
  grant(
    'certificates',
    [
      {
        apiGroups: ['cert-manager.io'],
        resources: ['certificates', 'certificaterequests'],
        verbs: [...read, 'update', 'patch'],
      },
      {
        apiGroups: ['cert-manager.io'],
        resources: ['certificates/status', 'certificaterequests/status'],
        verbs: ['update', 'patch'],
      },
      { apiGroups: ['cert-manager.io'], resources: ['certificaterequests'], verbs: ['create', 'delete'] },
      { apiGroups: ['cert-manager.io'], resources: ['clusterissuers', 'issuers'], verbs: read },
      // For clusters with the OwnerReferencesPermissionEnforcement admission plugin.
      {
        apiGroups: ['cert-manager.io'],
        resources: ['certificates/finalizers', 'certificaterequests/finalizers'],
        verbs: ['update'],
      },
      {
        apiGroups: ['acme.cert-manager.io'],
        resources: ['orders'],
        verbs: [...read, 'create', 'delete'],
      },
      secrets([...read, 'create', 'update', 'delete', 'patch']),
    ],
    'A Certificate names the Secret that it is written to, in any namespace.',
  );
  grant(
    'orders',
    [
      {
        apiGroups: ['acme.cert-manager.io'],
        resources: ['orders', 'orders/status'],
        verbs: ['update', 'patch'],
      },
      { apiGroups: ['acme.cert-manager.io'], resources: ['orders', 'challenges'], verbs: read },
      { apiGroups: ['acme.cert-manager.io'], resources: ['challenges'], verbs: ['create', 'delete'] },
      { apiGroups: ['acme.cert-manager.io'], resources: ['orders/finalizers'], verbs: ['update'] },
      { apiGroups: ['cert-manager.io'], resources: ['clusterissuers', 'issuers'], verbs: read },
      {
        apiGroups: ['cert-manager.io'],
        resources: ['clusterissuers/finalizers', 'issuers/finalizers'],
        verbs: ['update'],
      },
      secrets(read),
    ],
    'Orders are signed with the ACME account key of their issuer, in any namespace.',
  );
  grant(
    'challenges',
    [
      {
        apiGroups: ['acme.cert-manager.io'],
        resources: ['challenges', 'challenges/status'],
        verbs: ['update', 'patch'],
      },
      { apiGroups: ['acme.cert-manager.io'], resources: ['challenges'], verbs: read },
      { apiGroups: ['acme.cert-manager.io'], resources: ['challenges/finalizers'], verbs: ['update'] },
      { apiGroups: ['cert-manager.io'], resources: ['issuers', 'clusterissuers'], verbs: read },
      secrets(read),
      // HTTP-01: a solver pod, its Service and its Ingress beside the Certificate.
      { apiGroups: [''], resources: ['pods', 'services'], verbs: [...read, 'create', 'delete'] },
      {
        apiGroups: ['networking.k8s.io'],
        resources: ['ingresses'],
        verbs: [...read, 'create', 'delete', 'update'],
      },
      ...(config.gatewayApi
        ? [
            {
              apiGroups: ['gateway.networking.k8s.io'],
              resources: ['httproutes'],
              verbs: [...read, 'create', 'delete', 'update'],
            },
          ]
        : []),
    ],
    'Challenges are answered with the account key and DNS tokens of their issuer, in any namespace.',
  );
  grant('ingress-shim', [
    {
      apiGroups: ['cert-manager.io'],
      resources: ['certificates'],
      verbs: [...read, 'create', 'update', 'delete'],
    },
    { apiGroups: ['cert-manager.io'], resources: ['issuers', 'clusterissuers'], verbs: read },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: read },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses/finalizers'], verbs: ['update'] },
    ...(config.gatewayApi
      ? [
          { apiGroups: ['gateway.networking.k8s.io'], resources: ['gateways', 'httproutes'], verbs: read },
          {
            apiGroups: ['gateway.networking.k8s.io'],
            resources: ['gateways/finalizers', 'httproutes/finalizers'],
            verbs: ['update'],
          },
        ]
      : []),
  ]);
  clusterGrant(scope, {
    addon: addonName,
    name: 'cert-manager-controller-approve',
    serviceAccount,
    rules: [
      {
        apiGroups: ['cert-manager.io'],
        resources: ['signers'],
        resourceNames: ['clusterissuers.cert-manager.io/*', 'issuers.cert-manager.io/*'],
        verbs: ['approve'],
      },
    ],
    reason: 'Approves requests to cert-manager’s own issuers. The asterisk stands for any issuer name.',
  });
  leases(scope, controllerName, ['cert-manager-controller']);
}

function webhookRights(scope: Construct): void {
  clusterGrant(scope, {
    addon: addonName,
    name: webhookName,
    serviceAccount: account(webhookName),
    // Whether who creates an approval may approve for that signer.
    rules: [{ apiGroups: ['authorization.k8s.io'], resources: ['subjectaccessreviews'], verbs: ['create'] }],
  });
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: 'cert-manager-webhook-ca',
    serviceAccount: account(webhookName),
    rules: [
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: [webhookCaSecret],
        verbs: [...read, 'update'],
      },
      // A name cannot be asked of something that does not exist yet.
      { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
    ],
    reason: 'Makes and renews the CA of its own serving certificate.',
  });
}

function cainjectorRights(scope: Construct): void {
  const inject = [...read, 'update', 'patch'];
  clusterGrant(scope, {
    addon: addonName,
    name: cainjectorName,
    serviceAccount: account(cainjectorName),
    rules: [
      { apiGroups: ['cert-manager.io'], resources: ['certificates'], verbs: read },
      { apiGroups: [''], resources: ['secrets'], verbs: read },
      { apiGroups: [''], resources: ['events'], verbs: ['get', 'create', 'update', 'patch'] },
      {
        apiGroups: ['admissionregistration.k8s.io'],
        resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
        verbs: inject,
      },
      { apiGroups: ['apiregistration.k8s.io'], resources: ['apiservices'], verbs: inject },
      { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'], verbs: inject },
    ],
    reason: 'Reads CA certificates from the Secrets that webhook configurations, API services and CRDs name.',
  });
  leases(scope, cainjectorName, ['cert-manager-cainjector-leader-election']);
}

function leases(scope: Construct, name: string, resourceNames: string[]): void {
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: `${name}-leader-election`,
    serviceAccount: account(name),
    rules: [
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames,
        verbs: ['get', 'update', 'patch'],
      },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    ],
  });
}

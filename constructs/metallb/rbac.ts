// Rights of the controller and the speakers.
// Checked against metallb/metallb@v0.16.1:config/manifests/metallb-native.yaml and charts/metallb/templates/rbac.yaml.
// Left out of upstream's set: PodSecurityPolicies, Endpoints (EndpointSlices are read instead), create and delete of the
// webhook configuration and CRDs, whose certificates are updated in place.
import type { Construct } from 'constructs';
import { bindClusterRole, clusterGrant, namespaceGrant } from '../kit/rbac.js';
import {
  addonName,
  controllerName,
  memberlistSecret,
  namespaceName,
  speakerName,
  webhookConfiguration,
  webhookSecret,
} from './names.js';

const read = ['get', 'list', 'watch'];
const configuration = [
  'bfdprofiles',
  'bgpadvertisements',
  'bgppeers',
  'communities',
  'ipaddresspools',
  'l2advertisements',
];
const account = (name: string) => ({ namespace: namespaceName, name });

export function rbac(scope: Construct): void {
  controllerRights(scope);
  speakerRights(scope);
  // Metrics are given to those alone whose token may read them; asking the API server about a token takes this role.
  for (const name of [controllerName, speakerName]) {
    bindClusterRole(
      scope,
      { addon: addonName, name: `${name}-auth-delegator`, serviceAccount: account(name) },
      'system:auth-delegator',
    );
  }
}

function controllerRights(scope: Construct): void {
  clusterGrant(scope, {
    addon: addonName,
    name: controllerName,
    serviceAccount: account(controllerName),
    rules: [
      { apiGroups: [''], resources: ['services', 'namespaces'], verbs: read },
      { apiGroups: [''], resources: ['nodes'], verbs: ['list'] },
      { apiGroups: [''], resources: ['services/status'], verbs: ['update'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      // It keeps the CA of its webhooks up to date where the API server looks for it.
      {
        apiGroups: ['admissionregistration.k8s.io'],
        resources: ['validatingwebhookconfigurations'],
        verbs: ['list', 'watch'],
      },
      {
        apiGroups: ['admissionregistration.k8s.io'],
        resources: ['validatingwebhookconfigurations'],
        resourceNames: [webhookConfiguration],
        verbs: ['get', 'update', 'patch'],
      },
      {
        apiGroups: ['apiextensions.k8s.io'],
        resources: ['customresourcedefinitions'],
        verbs: ['list', 'watch'],
      },
      {
        apiGroups: ['apiextensions.k8s.io'],
        resources: ['customresourcedefinitions'],
        resourceNames: [...configuration, 'configurationstates'].map((plural) => `${plural}.metallb.io`),
        verbs: ['get', 'update', 'patch'],
      },
      {
        apiGroups: ['metallb.io'],
        resources: ['configurationstates'],
        verbs: [...read, 'create', 'delete', 'patch', 'update'],
      },
      {
        apiGroups: ['metallb.io'],
        resources: ['configurationstates/status'],
        verbs: ['get', 'patch', 'update'],
      },
    ],
  });
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: controllerName,
    serviceAccount: account(controllerName),
    rules: [
      // Names cannot be asked of lists, watches and of what does not exist yet; the namespace holds nothing else.
      { apiGroups: [''], resources: ['secrets'], verbs: ['create', 'list', 'watch'] },
      {
        apiGroups: [''],
        resources: ['secrets'],
        resourceNames: [memberlistSecret, webhookSecret],
        verbs: ['get', 'update', 'patch'],
      },
      // Becomes the owner of the gossip key.
      { apiGroups: ['apps'], resources: ['deployments'], resourceNames: [controllerName], verbs: ['get'] },
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
      { apiGroups: ['metallb.io'], resources: configuration, verbs: read },
      { apiGroups: ['metallb.io'], resources: ['ipaddresspools/status'], verbs: ['update'] },
    ],
    reason: 'Makes the speakers’ gossip key and its own webhook certificate.',
  });
}

function speakerRights(scope: Construct): void {
  const status = [...read, 'create', 'update', 'patch', 'delete'];
  clusterGrant(scope, {
    addon: addonName,
    name: speakerName,
    serviceAccount: account(speakerName),
    rules: [
      { apiGroups: [''], resources: ['services', 'nodes', 'namespaces'], verbs: read },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      {
        apiGroups: ['metallb.io'],
        resources: [
          'servicel2statuses',
          'servicel2statuses/status',
          'configurationstates',
          'configurationstates/status',
        ],
        verbs: status,
      },
    ],
  });
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: speakerName,
    serviceAccount: account(speakerName),
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list'] },
      { apiGroups: [''], resources: ['secrets', 'configmaps'], verbs: read },
      { apiGroups: ['metallb.io'], resources: configuration, verbs: read },
      {
        apiGroups: ['metallb.io'],
        resources: ['servicebgpstatuses', 'servicebgpstatuses/status'],
        verbs: status,
      },
    ],
    reason: 'Passwords of BGP sessions are Secrets of this namespace.',
  });
}

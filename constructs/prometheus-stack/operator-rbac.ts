// What the operator may do: read monitors, rules and what they refer to everywhere; write in its own namespace alone.
import type { Chart } from 'cdk8s';
import type { k8s } from 'cdk8s-plus-28';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { addonName, namespaceName } from './names.js';

const name = 'prometheus-operator';

export function grantOperator(chart: Chart): void {
  const grant = { addon: addonName, name, serviceAccount: { namespace: namespaceName, name } };
  clusterGrant(chart, {
    ...grant,
    rules: readEverywhere,
    reason:
      'Secrets and ConfigMaps are read in every namespace because ServiceMonitors there may name credentials and CAs.',
  });
  namespaceGrant(chart, namespaceName, {
    ...grant,
    rules: writeHere,
    reason: 'Generated configuration is written to Secrets of this namespace.',
  });
  namespaceGrant(chart, 'kube-system', { ...grant, name: `${name}-kubelet-service`, rules: kubeletService });
}

const kinds = [
  'alertmanagers',
  'alertmanagerconfigs',
  'prometheuses',
  'prometheusagents',
  'thanosrulers',
  'scrapeconfigs',
  'servicemonitors',
  'podmonitors',
  'probes',
  'prometheusrules',
];

const readEverywhere: k8s.PolicyRule[] = [
  { apiGroups: ['monitoring.coreos.com'], resources: kinds, verbs: ['get', 'list', 'watch'] },
  // Conditions on what was accepted or refused are written back to the objects, wherever they live.
  {
    apiGroups: ['monitoring.coreos.com'],
    resources: kinds.flatMap((k) => [`${k}/status`]),
    verbs: ['get', 'update', 'patch'],
  },
  { apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: [''], resources: ['namespaces', 'nodes'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: ['get', 'list', 'watch'] },
  { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get'] },
  { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
];

const writeHere: k8s.PolicyRule[] = [
  {
    apiGroups: ['monitoring.coreos.com'],
    resources: ['alertmanagers', 'prometheuses', 'prometheusagents', 'thanosrulers'].flatMap((k) => [
      k,
      `${k}/finalizers`,
    ]),
    verbs: ['update', 'patch'],
  },
  {
    apiGroups: ['apps'],
    resources: ['statefulsets'],
    verbs: ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  },
  {
    apiGroups: [''],
    resources: ['configmaps', 'secrets'],
    verbs: ['create', 'update', 'patch', 'delete', 'deletecollection'],
  },
  {
    apiGroups: [''],
    resources: ['services', 'services/finalizers'],
    verbs: ['get', 'list', 'create', 'update', 'patch', 'delete'],
  },
  { apiGroups: [''], resources: ['pods'], verbs: ['list', 'delete'] },
];

/** The Service `kubelet` and its EndpointSlices, which list the kubelets of all nodes. */
const kubeletService: k8s.PolicyRule[] = [
  {
    apiGroups: [''],
    resources: ['services', 'services/finalizers'],
    verbs: ['get', 'create', 'update', 'patch', 'delete'],
  },
  { apiGroups: [''], resources: ['endpoints'], verbs: ['get', 'create', 'update', 'delete'] },
  {
    apiGroups: ['discovery.k8s.io'],
    resources: ['endpointslices'],
    verbs: ['get', 'list', 'create', 'update', 'delete'],
  },
];

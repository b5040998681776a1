// What the controller may do. Checked against nginx/kubernetes-ingress@v5.5.4:charts/nginx-ingress/templates/clusterrole.yaml
// and controller-role.yaml. Left out: writing Services, for NGINX Plus; nodes, for telemetry; cert-manager and DNS
// resources, for integrations that are off. ReplicaSets are read in its own namespace alone, where its own is.
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import type { Config } from './config.js';
import { addonName, electionName, namespaceName, workloadName } from './names.js';

const read = ['get', 'list', 'watch'];

export function rbac(scope: Construct, config: Config): void {
  const grant = {
    addon: addonName,
    name: workloadName,
    serviceAccount: { namespace: namespaceName, name: workloadName },
  };
  clusterGrant(scope, {
    ...grant,
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps', 'namespaces', 'pods', 'secrets', 'services'],
        verbs: read,
      },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'list', 'patch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'], verbs: ['get', 'list'] },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
      ...(config.customResources ? customResources : []),
    ],
    reason:
      'Certificates and basic-authentication users are Secrets beside the Ingress that names them, in any namespace; the controller watches Secrets as a whole, so a narrower right would stop it.',
  });
  namespaceGrant(scope, namespaceName, {
    ...grant,
    rules: [
      // Its own pod gets a label with the version of NGINX.
      { apiGroups: [''], resources: ['pods'], verbs: ['update'] },
      { apiGroups: ['apps'], resources: ['replicasets'], verbs: ['get'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: [electionName],
        verbs: ['get', 'update'],
      },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'list', 'watch'] },
    ],
  });
}

const customResources = [
  {
    apiGroups: ['k8s.nginx.org'],
    resources: [
      'globalconfigurations',
      'policies',
      'transportservers',
      'virtualserverroutes',
      'virtualservers',
    ],
    verbs: read,
  },
  {
    apiGroups: ['k8s.nginx.org'],
    resources: [
      'policies/status',
      'transportservers/status',
      'virtualserverroutes/status',
      'virtualservers/status',
    ],
    verbs: ['update'],
  },
];

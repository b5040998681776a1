// What the controller may read. Checked against kubernetes/ingress-nginx@controller-v1.15.1:deploy/static/provider/cloud/deploy.yaml.
// Left out: Endpoints, which EndpointSlices have replaced, and leases elsewhere.
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { addonName, electionName, namespaceName, workloadName } from './names.js';

const read = ['get', 'list', 'watch'];

export function rbac(scope: Construct): void {
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
        resources: ['configmaps', 'namespaces', 'nodes', 'pods', 'secrets'],
        verbs: ['list', 'watch'],
      },
      { apiGroups: [''], resources: ['nodes'], verbs: ['get'] },
      { apiGroups: [''], resources: ['services'], verbs: read },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses', 'ingresses'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
    ],
    reason:
      'Certificates and basic-authentication users are Secrets beside the Ingress that names them, in any namespace; the controller watches Secrets as a whole, so a narrower right would stop it.',
  });
  namespaceGrant(scope, namespaceName, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['namespaces'], verbs: ['get'] },
      { apiGroups: [''], resources: ['configmaps', 'pods', 'secrets'], verbs: read },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: [electionName],
        verbs: ['get', 'update'],
      },
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
    ],
  });
}

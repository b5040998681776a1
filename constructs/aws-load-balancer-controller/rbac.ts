// Rights of the controller. Checked against kubernetes-sigs/aws-load-balancer-controller@v3.5.0:config/rbac/role.yaml
// Left out, with what they are for: Gateways, Global Accelerator, target control agents, ConfigMaps of all namespaces
// (target groups that clusters share).
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { addonName, leaderLease, name, namespaceName } from './names.js';

const read = ['get', 'list', 'watch'];

export function rbac(scope: Construct): void {
  const grant = { addon: addonName, name, serviceAccount: { namespace: namespaceName, name } };
  clusterGrant(scope, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['endpoints', 'namespaces', 'nodes', 'pods'], verbs: read },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
      // Finalizers keep what has a load balancer until that is deleted.
      { apiGroups: [''], resources: ['services'], verbs: [...read, 'patch', 'update'] },
      // pods/status: readiness gates.
      { apiGroups: [''], resources: ['services/status', 'pods/status'], verbs: ['patch', 'update'] },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch'] },
      { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: [...read, 'patch', 'update'] },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['patch', 'update'] },
      { apiGroups: ['elbv2.k8s.aws'], resources: ['ingressclassparams'], verbs: read },
      {
        apiGroups: ['elbv2.k8s.aws'],
        resources: ['targetgroupbindings'],
        verbs: [...read, 'create', 'delete', 'patch', 'update'],
      },
      { apiGroups: ['elbv2.k8s.aws'], resources: ['targetgroupbindings/status'], verbs: ['patch', 'update'] },
    ],
  });
  namespaceGrant(scope, namespaceName, {
    ...grant,
    rules: [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create'] },
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        resourceNames: [leaderLease],
        verbs: ['get', 'update', 'patch'],
      },
    ],
  });
}

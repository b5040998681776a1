// What Contour may do. Checked against projectcontour/contour@v1.33.6:examples/contour/02-role-contour.yaml.
// Left out: Gateway API, which is off.
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { addonName, contourName, electionName, namespaceName } from './names.js';

const read = ['get', 'list', 'watch'];
const status = ['create', 'get', 'update'];

export function rbac(scope: Construct): void {
  const grant = {
    addon: addonName,
    name: contourName,
    serviceAccount: { namespace: namespaceName, name: contourName },
  };
  clusterGrant(scope, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['configmaps', 'namespaces', 'secrets', 'services'], verbs: read },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: status },
      {
        apiGroups: ['projectcontour.io'],
        resources: ['contourconfigurations', 'extensionservices', 'httpproxies', 'tlscertificatedelegations'],
        verbs: read,
      },
      {
        apiGroups: ['projectcontour.io'],
        resources: ['contourconfigurations/status', 'extensionservices/status', 'httpproxies/status'],
        verbs: status,
      },
    ],
    reason:
      'Certificates are Secrets beside the Ingress or HTTPProxy that names them, in any namespace; Contour watches Secrets as a whole, so a narrower right would stop it. The Envoys, which face the network, have no rights at all.',
  });
  namespaceGrant(scope, namespaceName, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['events'], verbs: status },
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

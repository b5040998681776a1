// Rights of a cloud controller manager: fewer than upstreams' roles, which still have those of loops that are gone.
import type { Construct } from 'constructs';
import type { CloudController } from './cloud-controller.js';
import { bindClusterRole, bindRole, clusterGrant, namespaceGrant } from './rbac.js';

/** What k8s.io/cloud-provider's controllers call: node, node lifecycle, service and route. */
export function cloudControllerRights(
  scope: Construct,
  c: Pick<CloudController, 'addon' | 'name' | 'namespace' | 'rules'>,
): void {
  const grant = {
    addon: c.addon,
    name: c.name,
    serviceAccount: { namespace: c.namespace, name: c.name },
  };
  clusterGrant(scope, {
    ...grant,
    rules: [
      // delete: nodes whose machine is gone from the cloud. Upstream has every verb.
      { apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch', 'update', 'patch', 'delete'] },
      { apiGroups: [''], resources: ['nodes/status'], verbs: ['patch'] },
      { apiGroups: [''], resources: ['services'], verbs: ['get', 'list', 'watch'] },
      { apiGroups: [''], resources: ['services/status'], verbs: ['patch', 'update'] },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch', 'update'] },
      ...(c.rules ?? []),
    ],
  });
  namespaceGrant(scope, c.namespace, {
    ...grant,
    rules: [
      { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['create', 'get', 'update'] },
    ],
  });
  // Whoever reads /metrics is asked for at the API server.
  bindClusterRole(scope, { ...grant, name: `${c.name}-auth-delegator` }, 'system:auth-delegator');
  bindRole(
    scope,
    'kube-system',
    { ...grant, name: `${c.name}-auth-reader` },
    'extension-apiserver-authentication-reader',
  );
}

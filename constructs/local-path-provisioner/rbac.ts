// Rights of the provisioner. Checked against rancher/local-path-provisioner@v0.0.37:deploy/local-path-storage.yaml
// Upstream reads the pods, logs and ConfigMaps of the whole cluster; the code asks for those beside its helpers alone.
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { addonName, helperNamespace, name, namespaceName } from './names.js';

const read = ['get', 'list', 'watch'];

export function rbac(scope: Construct): void {
  const grant = { addon: addonName, name, serviceAccount: { namespace: namespaceName, name } };
  clusterGrant(scope, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['nodes', 'persistentvolumeclaims'], verbs: read },
      {
        apiGroups: [''],
        resources: ['persistentvolumes'],
        verbs: [...read, 'create', 'patch', 'update', 'delete'],
      },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: read },
    ],
  });
  namespaceGrant(scope, helperNamespace, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['pods'], verbs: [...read, 'create', 'delete'] },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      { apiGroups: [''], resources: ['configmaps'], verbs: read },
    ],
  });
}

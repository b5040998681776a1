// Rights of the controller.
// Checked against kubernetes-csi/external-snapshotter@v8.6.0:deploy/kubernetes/snapshot-controller/rbac-snapshot-controller.yaml
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import type { Config } from './config.js';
import { addonName, name, namespaceName } from './names.js';

const read = ['get', 'list', 'watch'];
const group = 'snapshot.storage.k8s.io';
const groupsGroup = 'groupsnapshot.storage.k8s.io';

export function rbac(scope: Construct, config: Config): void {
  const grant = { addon: addonName, name, serviceAccount: { namespace: namespaceName, name } };
  clusterGrant(scope, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['persistentvolumes'], verbs: read },
      // A finalizer keeps a claim while a snapshot is taken of it.
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...read, 'update'] },
      { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch', 'create', 'update', 'patch'] },
      { apiGroups: [group], resources: ['volumesnapshotclasses'], verbs: read },
      {
        apiGroups: [group],
        resources: ['volumesnapshotcontents'],
        verbs: [...read, 'create', 'update', 'delete', 'patch'],
      },
      { apiGroups: [group], resources: ['volumesnapshotcontents/status'], verbs: ['patch'] },
      {
        apiGroups: [group],
        resources: ['volumesnapshots'],
        // create, delete: the members of a group snapshot.
        verbs: [...read, 'update', 'patch', ...(config.groupSnapshots ? ['create', 'delete'] : [])],
      },
      { apiGroups: [group], resources: ['volumesnapshots/status'], verbs: ['update', 'patch'] },
      ...(config.groupSnapshots ? groupRules : []),
    ],
  });
  namespaceGrant(scope, namespaceName, {
    ...grant,
    rules: [
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        verbs: [...read, 'create', 'update', 'delete'],
      },
    ],
  });
}

const groupRules: readonly k8s.PolicyRule[] = [
  { apiGroups: [groupsGroup], resources: ['volumegroupsnapshotclasses'], verbs: read },
  {
    apiGroups: [groupsGroup],
    resources: ['volumegroupsnapshotcontents'],
    verbs: [...read, 'create', 'update', 'delete', 'patch'],
  },
  { apiGroups: [groupsGroup], resources: ['volumegroupsnapshotcontents/status'], verbs: ['patch'] },
  { apiGroups: [groupsGroup], resources: ['volumegroupsnapshots'], verbs: [...read, 'update', 'patch'] },
  { apiGroups: [groupsGroup], resources: ['volumegroupsnapshots/status'], verbs: ['update', 'patch'] },
];

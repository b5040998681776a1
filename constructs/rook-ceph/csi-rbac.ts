// Rights of the CSI drivers. Checked against ceph/ceph-csi-operator@v1.0.4:config/csi-rbac and the sidecars' own rbac.yaml.
// Left out of upstream's set: CSI addons, group snapshots, replication, KMS tokens of service accounts, and snapshots where the
// cluster has none. Keys to Ceph are Secrets of this namespace, so Secrets are read here and nowhere else.
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Platform } from '../kit/platform.js';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { accountWithToken } from './accounts.js';
import { addonName, csiAccount, csiName, type Driver, namespaceName } from './names.js';

const read = ['get', 'list', 'watch'];

export function csiRbac(scope: Construct, driver: Driver, platform: Platform): void {
  controllerRights(scope, driver, platform);
  nodeRights(scope, driver, platform);
}

function controllerRights(scope: Construct, driver: Driver, platform: Platform): void {
  const name = csiAccount(driver, 'ctrlplugin');
  const grant = {
    addon: addonName,
    name: csiName(driver, 'ctrlplugin'),
    serviceAccount: { namespace: namespaceName, name },
  };
  accountWithToken(scope, name, platform);
  clusterGrant(scope, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['nodes'], verbs: read },
      { apiGroups: ['storage.k8s.io'], resources: ['csinodes', 'storageclasses'], verbs: read },
      { apiGroups: ['storage.k8s.io'], resources: ['volumeattributesclasses'], verbs: read },
      {
        apiGroups: [''],
        resources: ['persistentvolumes'],
        verbs: [...read, 'create', 'update', 'patch', 'delete'],
      },
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...read, 'update', 'patch'] },
      { apiGroups: [''], resources: ['persistentvolumeclaims/status'], verbs: ['patch'] },
      { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch', 'create', 'update', 'patch'] },
      { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: [...read, 'patch'] },
      { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments/status'], verbs: ['patch'] },
      ...(platform.snapshots ? snapshotRules : []),
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
      { apiGroups: [''], resources: ['secrets'], verbs: read },
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
    ],
    reason: 'StorageClasses name the Secrets with keys to Ceph, which are in this namespace.',
  });
}

const snapshotRules: readonly k8s.PolicyRule[] = [
  { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshots'], verbs: read },
  { apiGroups: ['snapshot.storage.k8s.io'], resources: ['volumesnapshotclasses'], verbs: read },
  {
    apiGroups: ['snapshot.storage.k8s.io'],
    resources: ['volumesnapshotcontents'],
    verbs: [...read, 'update', 'patch'],
  },
  {
    apiGroups: ['snapshot.storage.k8s.io'],
    resources: ['volumesnapshotcontents/status'],
    verbs: ['update', 'patch'],
  },
];

function nodeRights(scope: Construct, driver: Driver, platform: Platform): void {
  const name = csiAccount(driver, 'nodeplugin');
  const grant = {
    addon: addonName,
    name: csiName(driver, 'nodeplugin'),
    serviceAccount: { namespace: namespaceName, name },
  };
  accountWithToken(scope, name, platform);
  clusterGrant(scope, {
    ...grant,
    rules: [
      {
        apiGroups: [''],
        resources: ['nodes', 'persistentvolumeclaims', 'persistentvolumes'],
        verbs: ['get'],
      },
      // After a restart it looks for the images that were mapped.
      ...(driver === 'rbd'
        ? [
            { apiGroups: [''], resources: ['persistentvolumes'], verbs: ['list'] },
            { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: ['get', 'list'] },
          ]
        : []),
      { apiGroups: [''], resources: ['events'], verbs: ['list', 'watch', 'create', 'update', 'patch'] },
    ],
  });
  namespaceGrant(scope, namespaceName, {
    ...grant,
    rules: [
      { apiGroups: [''], resources: ['secrets'], verbs: read },
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get'] },
    ],
    reason: 'Volumes name the Secrets with keys to Ceph, which are in this namespace.',
  });
}

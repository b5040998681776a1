// Rights of Rook's operator and of the daemons it makes. Checked against rook/rook@v1.20.6:deploy/examples/common.yaml and
// against what the code calls. The operator watches one namespace, so nearly all of its rights end there. Left out of
// upstream's set: rights for Multus, OpenShift machines, NVMe-oF, COSI, Vault and Azure keys, clusters on PVCs, the manager's
// rook module, exec into pods, CRDs, CSIDrivers, and Secrets of other namespaces unless buckets are offered.
import type { Construct } from 'constructs';
import type { Platform } from '../kit/platform.js';
import { clusterGrant, namespaceGrant } from '../kit/rbac.js';
import { serviceAccount } from '../kit/workload.js';
import { accountWithToken } from './accounts.js';
import type { Config } from './config.js';
import { accounts, addonName, namespaceName } from './names.js';

const read = ['get', 'list', 'watch'];
const write = [...read, 'create', 'update', 'patch', 'delete'];
const account = (name: string) => ({ namespace: namespaceName, name });

/** Kinds that the operator watches, whether they are used or not. */
const kinds = [
  'cephblockpoolradosnamespaces',
  'cephblockpools',
  'cephbucketnotifications',
  'cephbuckettopics',
  'cephclients',
  'cephclusters',
  'cephcosidrivers',
  'cephfilesystemmirrors',
  'cephfilesystems',
  'cephfilesystemsubvolumegroups',
  'cephnfses',
  'cephnvmeofgateways',
  'cephobjectrealms',
  'cephobjectstoreaccounts',
  'cephobjectstores',
  'cephobjectstoreusers',
  'cephobjectzonegroups',
  'cephobjectzones',
  'cephrbdmirrors',
];

export function rbac(scope: Construct, config: Config, platform: Platform): void {
  operatorRights(scope);
  if (config.objectStore.enabled) bucketRights(scope);
  daemonRights(scope, config, platform);
}

function operatorRights(scope: Construct): void {
  const serviceAccountOf = account(accounts.operator);
  clusterGrant(scope, {
    addon: addonName,
    name: 'rook-ceph-operator',
    serviceAccount: serviceAccountOf,
    rules: [
      // Where disks, zones and taints are.
      { apiGroups: [''], resources: ['nodes'], verbs: read },
      // A cluster with volumes left is not deleted.
      { apiGroups: [''], resources: ['persistentvolumes'], verbs: ['get', 'list'] },
    ],
  });
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: 'rook-ceph-operator',
    serviceAccount: serviceAccountOf,
    rules: [
      { apiGroups: [''], resources: ['configmaps', 'secrets', 'services', 'pods'], verbs: write },
      { apiGroups: [''], resources: ['pods/log'], verbs: ['get'] },
      { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: write },
      { apiGroups: ['', 'events.k8s.io'], resources: ['events'], verbs: ['create', 'patch', 'update'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: write },
      {
        apiGroups: ['apps'],
        resources: ['daemonsets', 'deployments'],
        verbs: [...write, 'deletecollection'],
      },
      // It finds its own Deployment by way of its pod.
      { apiGroups: ['apps'], resources: ['replicasets'], verbs: read },
      { apiGroups: ['apps'], resources: ['deployments/finalizers'], verbs: ['update'] },
      {
        apiGroups: ['batch'],
        resources: ['jobs', 'cronjobs'],
        verbs: [...write, 'deletecollection'],
      },
      {
        apiGroups: ['policy'],
        resources: ['poddisruptionbudgets'],
        verbs: [...write, 'deletecollection'],
      },
      { apiGroups: ['ceph.rook.io'], resources: kinds, verbs: [...read, 'update'] },
      {
        apiGroups: ['ceph.rook.io'],
        resources: kinds.flatMap((kind) => [`${kind}/status`, `${kind}/finalizers`]),
        verbs: ['update'],
      },
      // How the CSI drivers find the cluster.
      {
        apiGroups: ['csi.ceph.io'],
        resources: ['cephconnections', 'clientprofiles'],
        verbs: [...read, 'create', 'update', 'delete'],
      },
    ],
    reason: 'Makes the keys of Ceph’s daemons and clients, which are Secrets of this namespace.',
  });
}

/** A claim's keys are put beside it, in whatever namespace that is. */
function bucketRights(scope: Construct): void {
  clusterGrant(scope, {
    addon: addonName,
    name: 'rook-ceph-object-bucket',
    serviceAccount: account(accounts.operator),
    rules: [
      {
        apiGroups: [''],
        resources: ['secrets', 'configmaps'],
        verbs: ['get', 'create', 'update', 'delete'],
      },
      { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: ['get'] },
      { apiGroups: ['objectbucket.io'], resources: ['objectbucketclaims'], verbs: [...read, 'update'] },
      {
        apiGroups: ['objectbucket.io'],
        resources: ['objectbuckets'],
        verbs: [...read, 'create', 'update', 'delete'],
      },
      {
        apiGroups: ['objectbucket.io'],
        resources: [
          'objectbucketclaims/status',
          'objectbucketclaims/finalizers',
          'objectbuckets/status',
          'objectbuckets/finalizers',
        ],
        verbs: ['update'],
      },
    ],
    reason:
      'Buckets are claimed in any namespace, and their keys are Secrets beside the claim. Off without the object store.',
  });
}

function daemonRights(scope: Construct, config: Config, platform: Platform): void {
  for (const name of [accounts.mgr, accounts.osd, accounts.commandReporter]) {
    accountWithToken(scope, name, platform);
  }
  // Monitors, metadata servers, gateways and the like never ask the API server.
  for (const name of [accounts.others, ...(config.objectStore.enabled ? [accounts.rgw] : [])]) {
    serviceAccount(scope, addonName, namespaceName, name, platform);
  }
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: accounts.mgr,
    serviceAccount: account(accounts.mgr),
    rules: [
      // Its sidecar labels the pod of the active manager, which the Services select.
      { apiGroups: [''], resources: ['pods'], verbs: ['get', 'list', 'update'] },
      { apiGroups: ['ceph.rook.io'], resources: ['cephclusters'], verbs: ['get'] },
    ],
  });
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: accounts.osd,
    serviceAccount: account(accounts.osd),
    // Jobs that prepare disks report what they found.
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        verbs: [...read, 'create', 'update', 'delete'],
      },
    ],
  });
  clusterGrant(scope, {
    addon: addonName,
    name: accounts.osd,
    serviceAccount: account(accounts.osd),
    // Where the disk is, for the CRUSH map.
    rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list'] }],
  });
  namespaceGrant(scope, namespaceName, {
    addon: addonName,
    name: accounts.commandReporter,
    serviceAccount: account(accounts.commandReporter),
    // Jobs that ask an image for its version write the answer down.
    rules: [
      {
        apiGroups: [''],
        resources: ['configmaps'],
        verbs: [...read, 'create', 'update', 'delete'],
      },
    ],
  });
}

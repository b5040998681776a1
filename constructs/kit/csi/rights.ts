// Rights of the sidecars, under names of the driver: upstream's manifests use the same names for different drivers.
// Checked against deploy/kubernetes/rbac.yaml of kubernetes-csi/external-{provisioner,attacher,resizer,snapshotter} as
// kubernetes-sigs/aws-ebs-csi-driver@v1.64.0:deploy/kubernetes/base/clusterrole-*.yaml and
// kubernetes/cloud-provider-openstack@v1.36.0:manifests/cinder-csi-plugin have them.
import type { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { clusterGrant, namespaceGrant } from '../rbac.js';
import type { CsiDriver } from './driver.js';
import type { SidecarKind } from './sidecars.js';

const read = ['get', 'list', 'watch'];
const events: k8s.PolicyRule = {
  apiGroups: [''],
  resources: ['events'],
  verbs: ['list', 'watch', 'create', 'update', 'patch'],
};
const csiNodes: k8s.PolicyRule = { apiGroups: ['storage.k8s.io'], resources: ['csinodes'], verbs: read };
const attributeClasses: k8s.PolicyRule = {
  apiGroups: ['storage.k8s.io'],
  resources: ['volumeattributesclasses'],
  verbs: read,
};

export interface RightsOptions {
  readonly sidecars: readonly SidecarKind[];
  /** Volumes are made where a node can reach them: the provisioner reads nodes. */
  readonly topology?: boolean;
  /** The sidecars are recent enough to read VolumeAttributesClasses, and do unless told otherwise. */
  readonly attributeClasses?: boolean;
  /** The provisioner, 6.3 and later, keeps a snapshot while a volume is restored from it. */
  readonly snapshotFinalizers?: boolean;
}

/** One ClusterRole a sidecar, and the leases of their elections in the controller's namespace. */
export function sidecarRights(scope: Construct, driver: CsiDriver, options: RightsOptions): void {
  for (const kind of options.sidecars) {
    clusterGrant(scope, {
      addon: driver.addon,
      name: `${driver.addon}-${kind}`,
      serviceAccount: driver.controller,
      rules: rulesOf[kind](options),
    });
  }
  namespaceGrant(scope, driver.controller.namespace, {
    addon: driver.addon,
    name: `${driver.controller.name}-leases`,
    serviceAccount: driver.controller,
    rules: [
      {
        apiGroups: ['coordination.k8s.io'],
        resources: ['leases'],
        verbs: [...read, 'create', 'update', 'patch', 'delete'],
      },
    ],
  });
}

const rulesOf: Record<SidecarKind, (options: RightsOptions) => readonly k8s.PolicyRule[]> = {
  provisioner: (o) => [
    { apiGroups: [''], resources: ['persistentvolumes'], verbs: [...read, 'create', 'patch', 'delete'] },
    { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: [...read, 'update'] },
    { apiGroups: ['storage.k8s.io'], resources: ['storageclasses'], verbs: read },
    events,
    ...(o.topology ? [csiNodes, { apiGroups: [''], resources: ['nodes'], verbs: read }] : []),
    // To see when a volume is free to be deleted.
    ...(o.sidecars.includes('attacher')
      ? [{ apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: read }]
      : []),
    ...(o.sidecars.includes('snapshotter')
      ? [
          {
            apiGroups: ['snapshot.storage.k8s.io'],
            resources: ['volumesnapshots'],
            verbs: o.snapshotFinalizers ? [...read, 'update'] : ['get', 'list'],
          },
          {
            apiGroups: ['snapshot.storage.k8s.io'],
            resources: ['volumesnapshotcontents'],
            verbs: ['get', 'list'],
          },
        ]
      : []),
    ...(o.attributeClasses ? [attributeClasses] : []),
  ],
  attacher: () => [
    { apiGroups: [''], resources: ['persistentvolumes'], verbs: [...read, 'patch'] },
    csiNodes,
    { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments'], verbs: [...read, 'patch'] },
    { apiGroups: ['storage.k8s.io'], resources: ['volumeattachments/status'], verbs: ['patch'] },
  ],
  resizer: (o) => [
    { apiGroups: [''], resources: ['persistentvolumes'], verbs: [...read, 'patch'] },
    { apiGroups: [''], resources: ['persistentvolumeclaims'], verbs: read },
    { apiGroups: [''], resources: ['persistentvolumeclaims/status'], verbs: ['patch'] },
    { apiGroups: [''], resources: ['pods'], verbs: read },
    events,
    ...(o.attributeClasses ? [attributeClasses] : []),
  ],
  snapshotter: () => [
    events,
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
  ],
};

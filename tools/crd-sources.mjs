// Where each CustomResourceDefinition comes from: the pinned Go module that defines its API, and what its markers cannot say.
// @ts-check
import { addToEnum, keepUnknownFields } from './crd-open.mjs';

/**
 * @typedef {object} CrdPatch
 * @property {string} crd      `<plural>.<group>` of the definition it changes
 * @property {string} reason
 * @property {(yaml: string) => string} apply   on the text, so that the rest stays as controller-gen wrote it
 *
 * @typedef {object} CrdSource
 * @property {string} addon      folder below constructs/, or `schema-only`: validated against, never shipped
 * @property {string} module     Go module
 * @property {string} version    the version that the operator's image is built from
 * @property {readonly string[]} packages   folders of the module that hold the API types
 * @property {readonly string[]} [only]     `<plural>.<group>` of the definitions to keep; all when absent
 * @property {Readonly<Record<string, string>>} [replaces]   modules of its graph that the proxy cannot serve: module to `module version`
 * @property {boolean} [gaps]   its graph cannot be loaded whole; the packages of the API can
 * @property {string} [noSumDb]   pattern of modules that the checksum database lacks
 * @property {string} [options]   more options of controller-gen's crd generator
 * @property {string} [published]   folder of the module that holds the definitions themselves, where markers of its own choose what is in them
 * @property {string} [byHand]   folder of definitions that no module has, written from the API's public reference
 * @property {Readonly<Record<string, string>>} [standIns]   modules that the proxy cannot serve, with Go code that takes their place
 * @property {readonly CrdPatch[]} [patches]
 */

/** @type {readonly CrdSource[]} */
export const crdSources = [
  {
    // The newest module that is served, four years older than the controller: what it does not know is kept by the
    // patches. v1alpha1, which nothing stores any more, is left out.
    addon: 'aws-load-balancer-controller',
    module: 'sigs.k8s.io/aws-load-balancer-controller',
    version: 'v0.0.0-20221203001353-edeb4f1c1312',
    packages: ['apis/elbv2/v1beta1'],
    patches: loadBalancerControllerPatches(),
  },
  {
    addon: 'cert-manager',
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.1',
    packages: ['pkg/apis/certmanager/v1', 'pkg/apis/acme/v1'],
  },
  {
    addon: 'contour',
    module: 'github.com/projectcontour/contour',
    version: 'v1.33.6',
    packages: ['apis/projectcontour/v1', 'apis/projectcontour/v1alpha1'],
  },
  {
    addon: 'gateway-api',
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.5.1',
    packages: [],
    // The standard channel leaves out fields that only the project's own generator tells from the others.
    published: 'config/crd/standard',
  },
  {
    addon: 'metallb',
    module: 'go.universe.tf/metallb',
    version: 'v0.16.1',
    packages: ['api/v1beta1', 'api/v1beta2'],
    patches: [
      {
        crd: 'bgppeers.metallb.io',
        reason:
          'v1beta1 and v1beta2 are both served and differ, so the controller converts; markers cannot say that ' +
          '(metallb config/crd/patches/crd-conversion-patch-bgppeers.yaml). The controller fills in the caBundle.',
        apply: (yaml) => insertInSpec(yaml, metallbConversion),
      },
    ],
  },
  {
    addon: 'prometheus-stack',
    module: 'github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring',
    version: 'v0.93.1',
    // Not v1beta1: it holds AlertmanagerConfig once more, unstored, and would need a conversion webhook.
    packages: ['v1', 'v1alpha1'],
  },
  {
    // Without volumegroupsnapshot/v1beta1, which differs from the others and would need a conversion webhook.
    addon: 'snapshot-controller',
    module: 'github.com/kubernetes-csi/external-snapshotter/client/v8',
    version: 'v8.6.0',
    packages: ['apis/volumesnapshot/v1', 'apis/volumegroupsnapshot/v1', 'apis/volumegroupsnapshot/v1beta2'],
    patches: snapshotPatches(),
  },
  {
    addon: 'traefik',
    module: 'github.com/traefik/traefik/v3',
    version: 'v3.7.11',
    packages: ['pkg/provider/kubernetes/crd/traefikio/v1alpha1'],
    // Traefik replaces this module by a folder that its own module's archive leaves out. Both types are empty upstream.
    standIns: {
      'github.com/traefik/traefik/dynamic/ext': 'package ext\n\ntype HTTP struct{}\n\ntype Router struct{}\n',
    },
  },
  {
    // The newest module that is served. The operator is newer: what it added since is kept by the patches below,
    // and kinds that it watches and the module lacks are written by hand.
    addon: 'rook-ceph',
    module: 'github.com/rook/rook/pkg/apis',
    version: 'v0.0.0-20241216163035-3170ac6a0c58',
    packages: ['ceph.rook.io/v1'],
    options: 'generateEmbeddedObjectMeta=true',
    gaps: true,
    replaces: {
      'k8s.io/api': 'k8s.io/api v0.36.3',
      'k8s.io/apimachinery': 'k8s.io/apimachinery v0.36.3',
      'k8s.io/client-go': 'k8s.io/client-go v0.36.3',
      'github.com/kubernetes-incubator/external-storage':
        'github.com/libopenstorage/external-storage v0.20.4-openstorage-rc3',
      'github.com/libopenstorage/secrets': 'github.com/rook/secrets v0.0.0-20240315053144-3195f6906937',
      'github.com/portworx/sched-ops': 'github.com/portworx/sched-ops v0.20.4-openstorage-rc3',
    },
    byHand: 'tools/by-hand/rook-ceph/crds',
    patches: rookPatches(),
  },
  {
    addon: 'rook-ceph',
    module: 'github.com/ceph/ceph-csi-operator/api',
    version: 'v0.0.0-20260701062509-bc21847a37a7',
    packages: ['v1'],
    noSumDb: 'github.com/ceph/*',
  },
  {
    // Users bring this operator. v1 of the API came with 0.16; later modules are not to be had whole.
    addon: 'schema-only',
    module: 'github.com/external-secrets/external-secrets',
    version: 'v0.16.2',
    packages: ['apis/externalsecrets/v1'],
    only: ['externalsecrets.external-secrets.io'],
  },
];

const metallbConversion = `  conversion:
    strategy: Webhook
    webhook:
      clientConfig:
        service:
          name: metallb-webhook-service
          namespace: metallb-system
          path: /convert
      conversionReviewVersions:
      - v1beta1
      - v1beta2
`;

/**
 * The approvals are those of upstream's files (external-snapshotter client/config/crd).
 * @returns {CrdPatch[]}
 */
function snapshotPatches() {
  const groups = ['volumegroupsnapshotclasses', 'volumegroupsnapshotcontents', 'volumegroupsnapshots'];
  return [
    approval('volumesnapshotclasses.snapshot.storage.k8s.io', 814),
    approval('volumesnapshotcontents.snapshot.storage.k8s.io', 955),
    approval('volumesnapshots.snapshot.storage.k8s.io', 814),
    ...groups.flatMap((plural) => [
      approval(`${plural}.groupsnapshot.storage.k8s.io`, 1337),
      {
        crd: `${plural}.groupsnapshot.storage.k8s.io`,
        reason: 'Two versions are marked as stored. 8.6 stores v1beta2, so that it can be rolled back.',
        apply: (/** @type {string} */ yaml) => keepStored(yaml, 'v1beta2'),
      },
    ]),
  ];
}

/**
 * Groups of kubernetes.io are taken only with the pull request that approved them, which no marker says.
 * @param {string} crd @param {number} pull
 * @returns {CrdPatch}
 */
function approval(crd, pull) {
  return {
    crd,
    reason: 'The API group is protected.',
    apply: (yaml) =>
      yaml.replace(
        /^ {2}annotations:\n/m,
        `$&    api-approved.kubernetes.io: https://github.com/kubernetes-csi/external-snapshotter/pull/${pull}\n`,
      ),
  };
}

/** @param {string} yaml @param {string} version the only one that etcd holds */
function keepStored(yaml, version) {
  const parts = yaml.split(/^(?= {4}name: v)/m);
  return parts
    .map((part) =>
      part.startsWith(`    name: ${version}\n`)
        ? part
        : part.replace(/^ {4}storage: true$/m, '    storage: false'),
    )
    .join('');
}

/** @param {string} yaml @param {string} lines */
function insertInSpec(yaml, lines) {
  const at = yaml.indexOf('\nspec:\n');
  if (at < 0) throw new Error('no spec to put the patch into');
  return `${yaml.slice(0, at)}\nspec:\n${lines}${yaml.slice(at + '\nspec:\n'.length)}`;
}

/**
 * Objects that gained fields between the module and v1.20.6 (rook/rook@v1.20.6:deploy/examples/crds.yaml).
 * test/e2e/rook-crds.test.ts holds that the API server keeps them.
 * @returns {CrdPatch[]}
 */
function rookPatches() {
  const pools = ['spec.metadataPool.erasureCoded', 'spec.dataPool.erasureCoded'];
  /** @type {Readonly<Record<string, readonly string[]>>} */
  const gained = {
    cephblockpoolradosnamespaces: ['spec', 'status', 'status.mirroringStatus.summary'],
    cephblockpools: ['spec.erasureCoded', 'status', 'status.mirroringStatus.summary'],
    cephbuckettopics: ['spec.endpoint.kafka', 'status'],
    cephclients: ['spec', 'status'],
    cephclusters: [
      'spec',
      'spec.cleanupPolicy',
      'spec.csi',
      'spec.healthCheck',
      'spec.mgr',
      'spec.mon',
      'spec.monitoring.exporter',
      'spec.security',
      'spec.storage',
      'status',
    ],
    cephfilesystemmirrors: ['status'],
    cephfilesystems: [
      'spec.dataPools[].erasureCoded',
      'spec.metadataPool.erasureCoded',
      'spec.metadataServer',
      'status',
    ],
    cephfilesystemsubvolumegroups: ['spec'],
    cephnfses: ['spec.server', 'status'],
    cephobjectrealms: ['spec'],
    cephobjectstores: ['spec', 'spec.gateway', 'spec.gateway.service', 'spec.security', ...pools, 'status'],
    cephobjectstoreusers: ['spec', 'status'],
    cephobjectzones: pools,
    cephrbdmirrors: ['status'],
  };
  const events = ['Expiration:Current', 'Expiration:NonCurrent', 'Expiration:DeleteMarker']
    .concat(['Expiration:AbortMultipartUpload', 'Transition:Current', 'Transition:NonCurrent'])
    .map((event) => `s3:ObjectLifecycle:${event}`)
    .concat(['*', 'Delete', 'DeleteMarkerCreated'].map((event) => `s3:LifecycleExpiration:${event}`))
    .concat(['s3:LifecycleTransition'])
    .concat(['*', 'Create', 'Delete', 'DeletionMarkerCreated'].map((event) => `s3:ObjectSynced:${event}`))
    .concat(['*', 'Create', 'Delete', 'DeletionMarkerCreated'].map((event) => `s3:Replication:${event}`))
    .concat(['*', 'Post', 'Completed', 'Delete'].map((event) => `s3:ObjectRestore:${event}`));
  return [
    ...Object.entries(gained).map(([plural, paths]) => ({
      crd: `${plural}.ceph.rook.io`,
      reason: 'Newer operators read more fields here than the module knows.',
      apply: (/** @type {string} */ yaml) => keepUnknownFields(yaml, paths),
    })),
    {
      crd: 'cephbuckettopics.ceph.rook.io',
      reason: 'v1.20 corrects the spelling and takes both.',
      apply: (yaml) => addToEnum(yaml, 'spec.endpoint.amqp.ackLevel', ['routable']),
    },
    {
      crd: 'cephbucketnotifications.ceph.rook.io',
      reason: 'Events that RGW learnt since.',
      apply: (yaml) => addToEnum(yaml, 'spec.events[]', events),
    },
  ];
}

/** @returns {readonly CrdPatch[]} */
function loadBalancerControllerPatches() {
  return [
    {
      crd: 'targetgroupbindings.elbv2.k8s.aws',
      reason:
        'Since then: targetGroupName in place of the ARN, which is no longer required; protocol, VPC, roles, sharing between clusters; conditions.',
      apply: (yaml) =>
        keepUnknownFields(yaml.replace(/^ +minLength: 1\n/m, '').replace(/^ +- targetGroupARN\n/m, ''), [
          'spec',
          'status',
        ]),
    },
    {
      crd: 'ingressclassparams.elbv2.k8s.aws',
      reason:
        'Since then: certificates, subnets, listeners, inbound ranges, WAF and more; one more kind of address.',
      apply: (yaml) =>
        keepUnknownFields(addToEnum(yaml, 'spec.ipAddressType', ['dualstack-without-public-ipv4']), ['spec']),
    },
  ];
}

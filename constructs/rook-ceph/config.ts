// What a profile may say about Rook and Ceph: which disks, how many copies and where, which kinds of storage.
import { z } from 'zod';
import { resourcesSchema } from './config-resources.js';
import { storageSchema } from './config-storage.js';

const reclaimPolicy = (what: 'Delete' | 'Retain') =>
  z
    .enum(['Delete', 'Retain'])
    .default(what)
    .describe(
      'What happens to the data when its claim is deleted. A StorageClass’s policy cannot be changed.',
    );

const replicas = z
  .int()
  .min(2, 'must be 2 or more: a single copy is lost with its disk')
  .max(6)
  .describe(
    'Copies of each object, each in a failure domain of its own. 3 survives one failure while writable.',
  );

export const configSchema = z.strictObject({
  storage: storageSchema,
  dataDirHostPath: z
    .string()
    .regex(/^\/[\w.-]+(\/[\w.-]+)+$/, 'must be an absolute path of at least two levels such as /var/lib/rook')
    .default('/var/lib/rook')
    .describe(
      'Folder on each node with monitor databases and keys. It outlives the cluster: a second cluster needs it empty.',
    ),
  failureDomain: z
    .enum(['host', 'zone'])
    .optional()
    .describe(
      'What copies are kept apart by. Unset: zones when cluster.zones names enough of them for every copy, hosts otherwise. A change moves data.',
    ),
  mons: z.int().min(1).max(9).default(3).describe('Monitors, an odd number; a majority has to be up.'),
  mgrs: z.int().min(1).max(2).default(2).describe('Managers: one is active, the other stands by.'),
  placement: z
    .strictObject({
      nodeLabels: z
        .record(z.string(), z.string())
        .default({})
        .describe('Labels of the nodes that run Ceph’s daemons, all of which must match. Empty: any node.'),
      tolerations: z
        .array(
          z.strictObject({
            key: z.string().optional().describe('Taint key; every taint unless said.'),
            operator: z.enum(['Exists', 'Equal']).default('Exists').describe('How the value is compared.'),
            value: z.string().optional().describe('Taint value, with Equal.'),
            effect: z
              .enum(['NoSchedule', 'PreferNoSchedule', 'NoExecute'])
              .optional()
              .describe('Taint effect; every one unless said.'),
          }),
        )
        .default([])
        .describe('Taints of storage nodes that Ceph’s daemons tolerate.'),
    })
    .prefault({})
    .describe('Where Ceph’s daemons run.'),
  block: z
    .strictObject({
      replicas: replicas.default(3),
      deviceClass: deviceClass(),
      compression: compression(),
      fsType: z.enum(['ext4', 'xfs']).default('ext4').describe('File system of ReadWriteOnce volumes.'),
      reclaimPolicy: reclaimPolicy('Delete'),
      defaultClass: z
        .boolean()
        .default(true)
        .describe(
          'Volumes that name no StorageClass are of this one. Only one class of a cluster may be so.',
        ),
    })
    .prefault({})
    .describe('Block volumes: StorageClass rook-ceph-block.'),
  filesystem: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Offer volumes that many pods write at once.'),
      replicas: replicas.default(3),
      deviceClass: deviceClass(),
      compression: compression(),
      activeMetadataServers: z
        .int()
        .min(1)
        .max(8)
        .default(1)
        .describe('Active metadata servers; each has a standby that follows it.'),
      reclaimPolicy: reclaimPolicy('Delete'),
    })
    .prefault({})
    .describe('Shared file systems: StorageClass rook-cephfs.'),
  objectStore: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Offer buckets by the S3 protocol.'),
      replicas: replicas.default(3),
      deviceClass: deviceClass(),
      compression: compression(),
      gateways: z.int().min(1).max(32).default(2).describe('S3 gateways.'),
      reclaimPolicy: reclaimPolicy('Retain'),
    })
    .prefault({})
    .describe('Object storage: StorageClass rook-ceph-bucket for ObjectBucketClaims.'),
  snapshots: z
    .strictObject({
      deletionPolicy: z
        .enum(['Delete', 'Retain'])
        .default('Delete')
        .describe('What happens to a snapshot in Ceph when its VolumeSnapshot is deleted.'),
    })
    .prefault({})
    .describe('VolumeSnapshotClasses, where the cluster has the snapshot controller.'),
  dashboard: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Serve Ceph’s own web interface.'),
      host: z
        .string()
        .min(1)
        .default('ceph')
        .describe('Host name below the cluster’s domain, or a whole one with dots.'),
    })
    .prefault({})
    .describe('Ceph’s web interface behind the ingress. Its user is admin; Rook makes the password.'),
  network: z
    .strictObject({
      encryption: z
        .boolean()
        .default(false)
        .describe('Encrypt all of Ceph’s traffic, clients included. Nodes need kernel 5.11 or newer.'),
      compression: z
        .boolean()
        .default(false)
        .describe('Compress traffic between daemons. Costs CPU; nodes need kernel 5.11 or newer.'),
      requireMsgr2: z
        .boolean()
        .default(false)
        .describe('Close the old port 6789 of monitors. Nodes need kernel 5.11 or newer.'),
      hostNetwork: z
        .boolean()
        .default(false)
        .describe(
          'Run daemons on the nodes’ network, out of reach of NetworkPolicies. Decided once: it cannot be changed later.',
        ),
    })
    .prefault({})
    .describe('How Ceph’s daemons and clients talk.'),
  disruption: z
    .strictObject({
      osdMaintenanceTimeout: z
        .int()
        .min(5)
        .max(1440)
        .default(30)
        .describe('Minutes that a drained failure domain is kept from being rebuilt elsewhere.'),
    })
    .prefault({})
    .describe('Node drains. Rook itself makes budgets that let one failure domain go at a time.'),
  upgradesRequireHealthyData: z
    .boolean()
    .default(true)
    .describe('Wait until all placement groups are clean before the next OSD is restarted for an upgrade.'),
  kubeletDir: z
    .string()
    .startsWith('/')
    .default('/var/lib/kubelet')
    .describe('Folder of the kubelets, where the CSI drivers mount volumes.'),
  allowLoopDevices: z
    .boolean()
    .default(false)
    .describe('Take loop devices for disks: for tests alone, since their files live on another disk.'),
  logLevel: z
    .enum(['ERROR', 'WARNING', 'INFO', 'DEBUG'])
    .default('INFO')
    .describe('What Rook’s operator logs.'),
  resources: resourcesSchema,
});

export type Config = z.output<typeof configSchema>;

function deviceClass() {
  return z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'must be a device class such as hdd, ssd or nvme')
    .optional()
    .describe('Only disks of this class: hdd, ssd, nvme or one of your own. Unset: all.');
}

function compression() {
  return z
    .enum(['none', 'passive', 'aggressive', 'force'])
    .default('none')
    .describe('Compression of data at rest, as BlueStore knows it.');
}

// What a profile may say about OpenStack volumes.
import { z } from 'zod';
import { classShape, driverShape, snapshotClassSchema } from '../kit/csi.js';

const storageClass = z.strictObject({
  ...classShape,
  type: z
    .string()
    .min(1)
    .optional()
    .describe('Volume type of Cinder, by name or id. Unset: the default of the cloud.'),
  availabilityZone: z
    .string()
    .min(1)
    .optional()
    .describe('Zone of Cinder that all volumes are made in. Unset: the zone of the node.'),
  fsType: z.enum(['ext4', 'xfs']).default('ext4').describe('File system of new volumes.'),
});

export const configSchema = z.strictObject({
  ...driverShape({ default: true }),
  storageClasses: z
    .array(storageClass)
    .min(1)
    .prefault([{ name: 'cinder' }])
    .describe('StorageClasses. The first one is what default is about.'),
  snapshotClass: snapshotClassSchema('cinder'),
  snapshotAttached: z
    .boolean()
    .default(true)
    .describe(
      'Take snapshots of volumes that are in use, as backups have to (force-create). They are as a power cut would leave them.',
    ),
  privateCa: z
    .boolean()
    .default(false)
    .describe(
      'The cloud’s APIs have certificates of a private CA: Secret cloud-config also has ca.crt, and cloud.conf says ca-file=/etc/config/ca.crt.',
    ),
  apiPorts: z
    .array(z.int().min(1).max(65535))
    .min(1)
    .default([443, 5000, 8774, 8776])
    .describe(
      'TCP ports of Keystone, Nova and Cinder, which the controller may reach outside of the cluster.',
    ),
  metadataSearchOrder: z
    .enum(['configDrive,metadataService', 'metadataService,configDrive', 'configDrive', 'metadataService'])
    .default('configDrive,metadataService')
    .describe('Where a node finds out which server it is.'),
  nodeVolumeAttachLimit: z
    .int()
    .min(1)
    .max(256)
    .default(256)
    .describe(
      'Volumes that a server can have. Most clouds with virtio-blk stop at about 25: set what yours can.',
    ),
  ignoreVolumeAz: z
    .boolean()
    .default(false)
    .describe('The zones of Cinder are not those of Nova: do not tie volumes to the node’s zone.'),
  rescanOnResize: z
    .boolean()
    .default(false)
    .describe('Look at the size of the disk anew before its file system grows; not every hypervisor can.'),
  replicas: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe('Pods of the controller, of which one works; never more than the cluster has nodes for.'),
});

export type Config = z.output<typeof configSchema>;

// What a profile may say about volumes on an NFS server.
import { z } from 'zod';
import { classShape, driverShape, snapshotClassSchema } from '../kit/csi.js';

const server = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9.:-]+$/, 'must be a host name or an IP address without a port');

const share = z.string().regex(/^\/[^\s#]*$/, 'must be an absolute path on the server, without # and spaces');

const storageClass = z.strictObject({
  ...classShape,
  server: server.describe('NFS server: host name or IP address that every node reaches on TCP 2049.'),
  share: share.describe('Exported folder, in which each volume is a folder.'),
  subDir: z
    .string()
    .regex(/^[^/#\s][^#\s]*$/, 'must be a relative path without # and spaces')
    .optional()
    .describe(
      'Name of a volume’s folder. pvc.metadata.namespace, pvc.metadata.name and pv.metadata.name, each in $ and braces, are filled in. Unset: the name of the PersistentVolume. Two claims that give the same folder share it.',
    ),
  mountPermissions: z
    .string()
    .regex(/^0[0-7]{3}$/, 'must be an octal mode in quotes such as "0770"')
    .optional()
    .describe('Mode given to the root of each volume when it is mounted. Unset: left as it is; use fsGroup.'),
  onDelete: z
    .enum(['delete', 'retain', 'archive'])
    .default('delete')
    .describe(
      'What becomes of the folder when the volume is deleted: removed, left, or renamed to archived-….',
    ),
  mountOptions: classShape.mountOptions
    .default(['nfsvers=4.1'])
    .describe('NFS mount options. hard, the default of NFS, makes pods wait for a server that is away.'),
});

export const configSchema = z.strictObject({
  ...driverShape({ default: false }),
  storageClasses: z
    .array(storageClass)
    .min(1)
    .describe('StorageClasses, one an export. The first one is what default is about.'),
  snapshotClass: snapshotClassSchema('csi-nfs-snapclass'),
  replicas: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe('Pods of the controller, of which one works; never more than the cluster has nodes for.'),
  hostPort: z
    .int()
    .min(1024)
    .max(65_530)
    .default(29_652)
    .describe(
      'First of six TCP ports that its containers answer health checks on, on the loopback of each node. Change it where others use them.',
    ),
});

export type Config = z.output<typeof configSchema>;

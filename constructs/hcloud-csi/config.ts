// What a profile may say about Hetzner Cloud volumes.
import { z } from 'zod';
import { classShape, driverShape } from '../kit/csi.js';

const label = z
  .string()
  .regex(/^[A-Za-z0-9]([-_.A-Za-z0-9]*[A-Za-z0-9])?$/, 'must be a label of Hetzner Cloud');

const storageClass = z.strictObject({
  ...classShape,
  fsType: z.enum(['ext4', 'xfs', 'btrfs']).default('ext4').describe('File system of new volumes.'),
  formatOptions: z
    .string()
    .optional()
    .describe('Options for mkfs of that file system. A wrong one leaves volumes unusable.'),
  encrypted: z
    .boolean()
    .default(false)
    .describe(
      'Encrypt volumes with LUKS, by the passphrase in Secret hcloud-csi-encryption. Nodes need the kernel module dm_crypt.',
    ),
});

export const configSchema = z.strictObject({
  ...driverShape({ default: true }),
  storageClasses: z
    .array(storageClass)
    .min(1)
    .prefault([{ name: 'hcloud-volumes' }])
    .describe('StorageClasses. The first one is what default is about.'),
  volumeLabels: z
    .record(label, label)
    .default({})
    .describe('Labels of new volumes in Hetzner Cloud, for bills and for finding what is left over.'),
  defaultLocation: z
    .string()
    .regex(/^[a-z]{2,4}\d$/, 'must be a location such as fsn1')
    .optional()
    .describe(
      'Location of volumes that no node decides. Unset: that of the node on which the controller runs.',
    ),
  robotServers: z
    .boolean()
    .default(false)
    .describe(
      'The cluster has dedicated (Robot) servers, which cannot have volumes: pods with volumes then stay off them by topology. It cannot be turned off again for volumes that exist.',
    ),
  replicas: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe('Pods of the controller, of which one works; never more than the cluster has nodes for.'),
  logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Level of the logs.'),
});

export type Config = z.output<typeof configSchema>;

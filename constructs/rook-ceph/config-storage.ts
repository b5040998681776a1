// Which disks become Ceph's: by name on each node, or by a filter. Never all of them unless the profile says so.
import { z } from 'zod';

const filter = z
  .string()
  .min(1)
  .describe(
    'Regular expression (Go) of short device names, such as ^sd[b-d]$. Only empty disks are taken: without partitions and file systems.',
  );

const device = z
  .string()
  .regex(
    /^(?:[a-z][\w-]*|\/dev\/[\w./:-]+)$/,
    'must be a device name such as sdb, or a path such as /dev/disk/by-id/ata-X',
  );

export const storageSchema = z
  .strictObject({
    deviceFilter: filter.optional(),
    nodes: z
      .array(
        z.strictObject({
          name: z.string().min(1).describe('Value of the node’s label kubernetes.io/hostname.'),
          devices: z
            .array(device)
            .default([])
            .describe(
              'Disks by name, or by a path below /dev/disk/by-id, which survives reboots. Empty: deviceFilter decides.',
            ),
          deviceFilter: filter.optional(),
        }),
      )
      .default([])
      .describe('Nodes that give disks. Empty: all nodes, by deviceFilter.'),
    useAllDevices: z
      .boolean()
      .default(false)
      .describe('Take every empty disk of the nodes, also those that are plugged in later.'),
    encrypted: z
      .boolean()
      .default(false)
      .describe(
        'Encrypt disks at rest with dm-crypt; nodes need LVM2. Counts for disks that are taken from then on.',
      ),
    osdsPerDevice: z
      .int()
      .min(1)
      .max(8)
      .default(1)
      .describe('OSDs on each disk; more than one makes sense for NVMe, and needs LVM2.'),
    metadataDevice: device
      .optional()
      .describe(
        'Fast disk for the metadata of slow ones; it is shared by all of them, and lost with it are all. Needs LVM2.',
      ),
    nearFullRatio: ratio(0.85).describe('Share of an OSD that is used when Ceph begins to warn.'),
    backfillFullRatio: ratio(0.9).describe('Share of an OSD that is used when no more data moves onto it.'),
    fullRatio: ratio(0.95).describe('Share of an OSD that is used when Ceph stops all writes.'),
  })
  .prefault({})
  .describe(
    'Disks that Ceph takes. What is removed here is not removed from Ceph: that takes a purge by hand.',
  );

function ratio(value: number) {
  return z.number().min(0.5).max(0.98).default(value);
}

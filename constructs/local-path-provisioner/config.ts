// What a profile may say about the local path provisioner: where on which node volumes live.
import { z } from 'zod';
import { computeResources } from '../kit/schema.js';

const path = z
  .string()
  .regex(/^(\/[A-Za-z0-9._-]+)+$/, 'must be an absolute path below / such as /opt/local-path-provisioner')
  .refine((p) => !p.split('/').includes('..'), 'must not contain ..');

const storageClassName = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes');

export const configSchema = z.strictObject({
  default: z
    .boolean()
    .default(true)
    .describe(
      'Volumes of other addons come from here, and so do claims that name no StorageClass. Turn off beside another storage.',
    ),
  storageClass: storageClassName.default('local-path').describe('Name of the StorageClass.'),
  reclaimPolicy: z
    .enum(['Delete', 'Retain'])
    .default('Delete')
    .describe('What becomes of the data when its claim is deleted: removed from the node, or kept.'),
  paths: z
    .array(path)
    .min(1)
    .default(['/opt/local-path-provisioner'])
    .describe('Folders on every node that nodes does not name. One is picked at random for each volume.'),
  nodes: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(253).describe('Name of the node.'),
        paths: z.array(path).describe('Folders on it. Empty: no volumes there.'),
      }),
    )
    .default([])
    .describe('Nodes whose disks are mounted elsewhere.'),
  replaceBundled: z
    .boolean()
    .default(false)
    .describe('On k3s: the local storage that it brings has been disabled, so that this can take over.'),
  resources: computeResources({ cpu: '10m', memory: '32Mi', memoryLimit: '128Mi' }).describe(
    'Of the provisioner.',
  ),
});

export type Config = z.output<typeof configSchema>;

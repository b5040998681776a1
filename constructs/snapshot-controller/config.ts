// What a profile may say about the snapshot controller.
import { z } from 'zod';
import { computeResources } from '../kit/schema.js';

export const configSchema = z.strictObject({
  replicas: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe('Pods, of which one works and the others wait; never more than the cluster has nodes for.'),
  groupSnapshots: z
    .boolean()
    .default(false)
    .describe(
      'Also serve VolumeGroupSnapshots: snapshots of several volumes at one moment. Few storage drivers can.',
    ),
  workers: z.int().min(1).max(100).default(10).describe('Snapshots that are worked on at the same time.'),
  replaceBundled: z
    .boolean()
    .default(false)
    .describe(
      'On RKE2: the snapshot controller and CRDs that it brings have been disabled, so that these can take over.',
    ),
  resources: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
    'Of each pod. It keeps every snapshot and claim of the cluster in memory.',
  ),
  logLevel: z.int().min(0).max(6).default(2).describe('Verbosity of the logs: 4 names each snapshot.'),
});

export type Config = z.output<typeof configSchema>;

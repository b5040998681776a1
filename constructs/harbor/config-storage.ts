// Where image layers are kept: a volume, an S3 bucket, or a bucket of the platform's object store.
import { z } from 'zod';
import { hostName } from '../kit/cluster.js';
import { bytes } from '../kit/schema.js';

const bucket = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'must be a bucket name: 3 to 63 lower-case letters, digits, dots and dashes',
  );

export const storageSchema = z
  .strictObject({
    kind: z
      .enum(['volume', 's3', 'objectStore'])
      .default('volume')
      .describe(
        'Where layers are kept. objectStore is the platform’s own, such as Rook’s. Changing it moves nothing: layers have to be copied first.',
      ),
    volume: z
      .strictObject({
        size: bytes
          .default('100Gi')
          .describe('Size of the volume, in bytes. It can grow where the StorageClass allows.'),
        shared: z
          .boolean()
          .default(false)
          .describe(
            'A ReadWriteMany volume, on which the registry can have several replicas. Otherwise ReadWriteOnce: one replica, and pulls stop while it moves. Immutable.',
          ),
        className: z
          .string()
          .min(1)
          .optional()
          .describe(
            'StorageClass; the platform’s file storage for a shared volume and its block storage for another unless said. Immutable.',
          ),
      })
      .prefault({})
      .describe('Layers on a volume.'),
    s3: z
      .strictObject({
        bucket: bucket.describe('Bucket, which exists.'),
        region: z.string().min(1).describe('Region of the bucket; us-east-1 where the store has none.'),
        endpoint: z
          .strictObject({
            host: hostName.describe('DNS name of the S3 endpoint.'),
            port: z.int().min(1).max(65535).default(443).describe('TCP port.'),
            tls: z.boolean().default(true).describe('Speaks TLS. Its CA is a public one or trustedCa’s.'),
          })
          .optional()
          .describe('A store that is not Amazon’s; buckets are then addressed by path.'),
        rootDirectory: z
          .string()
          .regex(/^\/[^\s]*$/, 'must be a path that starts with /')
          .optional()
          .describe('Prefix of all objects; the bucket’s root unless said.'),
        encrypt: z.boolean().default(false).describe('Asks for server-side encryption.'),
      })
      .optional()
      .describe('Layers in a bucket. Its keys come from Secret harbor-registry-storage.'),
    objectStore: z
      .strictObject({
        bucket: bucket
          .default('harbor')
          .describe('Bucket in the platform’s object store; claimed where the store has a class for claims.'),
      })
      .prefault({})
      .describe('Layers in the platform’s object store.'),
    redirect: z
      .boolean()
      .default(false)
      .describe(
        'Sends clients to the bucket for layers instead of passing them through. Nodes must be able to reach and trust the S3 endpoint.',
      ),
    deleteUnfinishedAfterHours: z
      .int()
      .min(1)
      .max(8760)
      .default(168)
      .describe('Hours after which unfinished uploads are deleted.'),
  })
  .prefault({})
  .describe('Where image layers are kept.');

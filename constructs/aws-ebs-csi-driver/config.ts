// What a profile may say about EBS volumes and how the driver signs in to AWS.
import { z } from 'zod';
import { classShape, driverShape, snapshotClassSchema } from '../kit/csi.js';

const tagKey = z
  .string()
  .min(1)
  .max(128)
  .regex(/^(?!aws:)[^,=]+$/, 'must not begin with aws: and have no commas and equal signs');

const storageClass = z.strictObject({
  ...classShape,
  type: z
    .enum(['gp3', 'gp2', 'io2', 'io1', 'st1', 'sc1'])
    .default('gp3')
    .describe('EBS volume type. io1 and io2 need iops.'),
  iops: z
    .int()
    .min(100)
    .max(256_000)
    .optional()
    .describe('Operations a second of each volume (gp3, io1, io2). Unset: 3000 with gp3.'),
  throughput: z.int().min(125).max(2000).optional().describe('MiB/s of each volume (gp3). Unset: 125.'),
  encrypted: z.boolean().default(true).describe('Encrypt volumes.'),
  kmsKeyId: z
    .string()
    .regex(/^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:(key|alias)\/.+$/, 'must be the full ARN of a KMS key')
    .optional()
    .describe(
      'Key to encrypt with; the role then needs kms:Decrypt, GenerateDataKeyWithoutPlaintext and CreateGrant. Unset: the account’s default key.',
    ),
  fsType: z.enum(['ext4', 'xfs']).default('ext4').describe('File system of new volumes.'),
});

export const configSchema = z.strictObject({
  ...driverShape({ default: true }),
  storageClasses: z
    .array(storageClass)
    .min(1)
    .prefault([{ name: 'gp3' }])
    .describe('StorageClasses. The first one is what default is about.'),
  snapshotClass: snapshotClassSchema('ebs'),
  region: z
    .string()
    .regex(/^[a-z]{2,}(-[a-z]+)+-\d$/, 'must be a region such as eu-central-1')
    .optional()
    .describe('AWS region. Unset: asked of the instance, or read from the labels of the node.'),
  roleArn: z
    .string()
    .regex(/^arn:aws[a-z-]*:iam::\d{12}:role\/.+$/, 'must be the ARN of an IAM role')
    .optional()
    .describe(
      'IAM role of the controller by IRSA. Unset, and without accessKeySecret: EKS Pod Identity, or the instance’s own role.',
    ),
  accessKeySecret: z
    .boolean()
    .default(false)
    .describe('Sign in with the access key in Secret aws-secret. A role is better: it has nothing to leak.'),
  tags: z
    .record(
      tagKey,
      z
        .string()
        .max(256)
        .regex(/^[^,]*$/, 'must have no commas'),
    )
    .default({})
    .describe('Tags of each new volume and snapshot.'),
  volumeAttachLimit: z
    .int()
    .min(1)
    .max(128)
    .optional()
    .describe('Volumes that a node may have, the same on all. Unset: what the instance type can.'),
  reservedVolumeAttachments: z
    .int()
    .min(0)
    .max(32)
    .optional()
    .describe(
      'Attachments kept free for volumes that are not the driver’s. Unset: those found at the start.',
    ),
  replicas: z
    .int()
    .min(1)
    .max(3)
    .default(2)
    .describe('Pods of the controller, of which one works; never more than the cluster has nodes for.'),
});

export type Config = z.output<typeof configSchema>;

// What a profile may say about the log store.
import { z } from 'zod';
import { hostName } from '../kit/cluster.js';
import { bytes, computeResources, cpu } from '../kit/schema.js';

const days = (fallback: number, stream: string) =>
  z.int().min(1).max(3650).default(fallback).describe(`Days for which indices of ${stream} are kept.`);

const httpsUrl = z.string().regex(/^https:\/\/[^\s/]+(\/\S*)?$/, 'must be an https:// URL');

const oidc = z
  .strictObject({
    discoveryUrl: httpsUrl.describe(
      'URL of the identity provider’s metadata, usually ending in /.well-known/openid-configuration. Its certificate must be publicly trusted.',
    ),
    clientId: z.string().min(1).describe('Client id of Dashboards at the identity provider.'),
    scope: z
      .string()
      .min(1)
      .default('openid profile email')
      .describe('Scopes asked for, separated by spaces.'),
    usernameClaim: z.string().min(1).default('preferred_username').describe('Claim with the user’s name.'),
    groupsClaim: z.string().min(1).default('groups').describe('Claim with the user’s groups.'),
    adminGroups: z.array(z.string().min(1)).default([]).describe('Groups that may do everything.'),
    readerGroups: z
      .array(z.string().min(1))
      .default([])
      .describe('Groups that may read all logs, audit log included, and save searches and dashboards.'),
  })
  .describe('Sign-in to Dashboards through an OpenID Connect provider, beside the internal users.');

export const configSchema = z.strictObject({
  nodes: z
    .int()
    .min(1)
    .max(30)
    .default(3)
    .describe(
      'OpenSearch nodes, each manager-eligible and with data. 1 keeps one copy of each log and is gone while its node drains; 2 cannot elect a manager when one is lost and is refused.',
    ),
  memory: bytes
    .default('2Gi')
    .describe('Memory of one node, in bytes: request and limit. Half becomes the Java heap, 31 GiB at most.'),
  cpu: cpu.default('500m').describe('CPU request of one node, in cores. There is no CPU limit.'),
  mmap: z
    .boolean()
    .default(false)
    .describe(
      'Maps index files into memory: faster searches. Needs vm.max_map_count of at least 262144 on every node that may run OpenSearch, which a pod cannot set; OpenSearch refuses to start without it.',
    ),
  storage: z
    .strictObject({
      size: bytes.default('50Gi').describe('Size of each node’s volume, in bytes.'),
      className: z
        .string()
        .min(1)
        .optional()
        .describe('StorageClass of the volumes; the platform’s block storage class unless set.'),
    })
    .prefault({})
    .describe('Volumes of the nodes. Both settings are immutable once the StatefulSet exists.'),
  retention: z
    .strictObject({
      days: z
        .strictObject({
          containers: days(7, 'container logs'),
          kubelet: days(7, 'kubelet and container runtime logs'),
          audit: days(30, 'the API server’s audit log'),
        })
        .prefault({})
        .describe('How long each stream is kept, whatever its size.'),
      maxSize: bytes
        .optional()
        .describe(
          'Bytes that all logs may take, replicas included. Above it the oldest days are deleted, audit logs last. 70% of all volumes unless set.',
        ),
    })
    .prefault({})
    .describe('When logs are deleted: by age, and earlier when space runs out.'),
  indices: z
    .strictObject({
      shards: z.int().min(1).max(30).default(1).describe('Primary shards of each daily index.'),
      replicas: z
        .int()
        .min(0)
        .max(5)
        .default(1)
        .describe('Copies beside the primary; never more than nodes minus 1. 0 loses logs with a volume.'),
      refreshSeconds: z
        .int()
        .min(1)
        .max(600)
        .default(15)
        .describe('Seconds until a log record can be found. Longer makes writing cheaper.'),
      maxFields: z
        .int()
        .min(200)
        .max(10_000)
        .default(1500)
        .describe('Fields that one index may have. Records with fields beyond it are refused.'),
    })
    .prefault({})
    .describe('Shape of the daily indices. Changes reach the indices of the next day.'),
  dashboards: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Runs OpenSearch Dashboards.'),
      replicas: z.int().min(1).max(10).default(2).describe('Replicas of Dashboards.'),
      host: hostName.default('logs').describe('Host below the cluster’s domain, or a full host name.'),
      sessionMinutes: z
        .int()
        .min(5)
        .max(1440)
        .default(60)
        .describe('Minutes without activity until a session ends.'),
      resources: computeResources({ cpu: '100m', memory: '768Mi', memoryLimit: '1Gi' }).describe(
        'Compute resources of one replica.',
      ),
      oidc: oidc.optional(),
    })
    .prefault({})
    .describe('The web interface for searching logs.'),
  exporter: z
    .strictObject({
      enabled: z
        .boolean()
        .default(true)
        .describe('Runs elasticsearch_exporter, which gives Prometheus metrics.'),
      resources: computeResources({ cpu: '20m', memory: '64Mi', memoryLimit: '128Mi' }).describe(
        'Compute resources of the exporter.',
      ),
    })
    .prefault({})
    .describe('Metrics: without it there are no alerts on the log store either.'),
});

export type Config = z.output<typeof configSchema>;

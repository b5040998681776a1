// The two stores behind Harbor's components: PostgreSQL and Valkey, in the pod next door or somebody else's.
import { z } from 'zod';
import { hostName } from '../kit/cluster.js';
import { bytes, computeResources } from '../kit/schema.js';

const inCluster = (what: string) =>
  z
    .strictObject({
      namespace: z.string().min(1).describe('Namespace of its pods.'),
      podLabels: z.record(z.string(), z.string()).describe('Labels of its pods.'),
      podPorts: z.array(z.int().min(1).max(65535)).min(1).describe('Container ports of its pods.'),
    })
    .optional()
    .describe(
      `${what} runs in this cluster: NetworkPolicies admit traffic to these pods. Otherwise to addresses outside.`,
    );

const volume = (size: string, what: string) => ({
  size: bytes.default(size).describe(`Volume of ${what}, in bytes. Immutable here; grow the claim.`),
  className: z
    .string()
    .min(1)
    .optional()
    .describe('StorageClass of the volume; the platform’s block storage unless said. Immutable.'),
});

export const databaseSchema = z
  .strictObject({
    kind: z
      .enum(['internal', 'external'])
      .default('internal')
      .describe(
        'internal: one PostgreSQL pod, gone while its node drains. external: yours, and the only way to high availability.',
      ),
    internal: z
      .strictObject({
        ...volume('10Gi', 'the database; twice its data has to fit while a major version is upgraded'),
        resources: computeResources({ cpu: '100m', memory: '256Mi', memoryLimit: '1Gi' }).describe(
          'CPU and memory of PostgreSQL.',
        ),
      })
      .prefault({})
      .describe('PostgreSQL from Harbor’s own image.'),
    external: z
      .strictObject({
        host: hostName.describe('DNS name of the primary.'),
        port: z.int().min(1).max(65535).default(5432).describe('TCP port.'),
        username: z
          .string()
          .min(1)
          .describe('User that owns the database; its password comes from Secret harbor-database.'),
        database: z.string().min(1).default('registry').describe('Database, which exists.'),
        sslMode: z
          .enum(['disable', 'require', 'verify-ca', 'verify-full'])
          .default('verify-full')
          .describe('How the server is verified; its CA is a public one or trustedCa’s.'),
        inCluster: inCluster('The database'),
      })
      .optional()
      .describe('A PostgreSQL that somebody else runs.'),
    maxOpenConnections: z
      .int()
      .min(5)
      .max(1000)
      .default(100)
      .describe(
        'Connections that one pod of core or of the job service may open; the exporter opens 20. The server has to admit their sum.',
      ),
    maxIdleConnections: z.int().min(1).max(1000).default(20).describe('Idle connections that one pod keeps.'),
  })
  .prefault({})
  .describe('PostgreSQL.');

const address = z.string().regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?:\d{1,5}$/, 'must be host:port');

export const valkeySchema = z
  .strictObject({
    kind: z
      .enum(['internal', 'external'])
      .default('internal')
      .describe(
        'internal: one Valkey pod. external: yours, Redis or Valkey, alone or with sentinels; not in cluster mode.',
      ),
    internal: z
      .strictObject({
        ...volume('2Gi', 'Valkey'),
        resources: computeResources({ cpu: '50m', memory: '64Mi', memoryLimit: '512Mi' }).describe(
          'CPU and memory of Valkey.',
        ),
      })
      .prefault({})
      .describe('Valkey from Harbor’s own image.'),
    external: z
      .strictObject({
        addresses: z.array(address).min(1).describe('host:port of the server, or of each sentinel.'),
        sentinelMaster: z
          .string()
          .regex(/^[A-Za-z0-9._-]+$/, 'must be a name of letters, digits, dots, dashes and underscores')
          .optional()
          .describe('Name of the master that sentinels watch. Then `addresses` are sentinels.'),
        dataPort: z
          .int()
          .min(1)
          .max(65535)
          .default(6379)
          .describe('TCP port of the servers that sentinels name, for the NetworkPolicies.'),
        username: z
          .string()
          .regex(
            /^[A-Za-z0-9._~-]+$/,
            'must be letters, digits, dots, dashes, underscores and tildes: it becomes part of URLs',
          )
          .optional()
          .describe('User, where the server has ACLs. The password comes from Secret harbor-valkey.'),
        tls: z.boolean().default(true).describe('Speaks TLS. Its CA is a public one or trustedCa’s.'),
        inCluster: inCluster('The server'),
      })
      .optional()
      .describe('A Redis or Valkey that somebody else runs.'),
  })
  .prefault({})
  .describe('Valkey: sessions, job queues and caches.');

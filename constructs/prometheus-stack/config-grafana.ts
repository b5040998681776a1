// Grafana: who may sign in and where it keeps what users make by hand.
import { z } from 'zod';
import { hostName } from '../kit/cluster.js';
import { computeResources } from '../kit/schema.js';

const oidc = z.strictObject({
  name: z.string().min(1).default('OpenID Connect').describe('Text on the sign-in button.'),
  clientId: z
    .string()
    .min(1)
    .describe('OAuth client. Its secret is key client-secret of the Secret grafana-oidc.'),
  authUrl: z.url().describe('Authorization endpoint.'),
  tokenUrl: z.url().describe('Token endpoint.'),
  apiUrl: z.url().describe('User-info endpoint.'),
  scopes: z.array(z.string().min(1)).default(['openid', 'profile', 'email']).describe('Scopes to ask for.'),
  roleAttributePath: z
    .string()
    .default("'Viewer'")
    .describe(
      "JMESPath on the claims that yields Viewer, Editor or Admin: contains(groups[*], 'sre') && 'Admin' || 'Viewer'.",
    ),
});

const database = z.strictObject({
  type: z.enum(['postgres', 'mysql']).default('postgres').describe('Kind of the database.'),
  host: z
    .string()
    .regex(/^[^:\s]+:\d+$/, 'must be host:port')
    .describe('Host and port.'),
  name: z.string().min(1).default('grafana').describe('Name of the database.'),
  user: z
    .string()
    .min(1)
    .default('grafana')
    .describe('User. Its password is key password of the Secret grafana-database.'),
  sslMode: z
    .enum(['disable', 'require', 'verify-full'])
    .default('require')
    .describe('TLS to the database (PostgreSQL).'),
});

export const grafanaConfig = z.strictObject({
  host: z
    .union([hostName, z.string().min(1)])
    .default('grafana')
    .describe('Host, below the cluster domain.'),
  replicas: z.int().min(1).max(5).default(1).describe('More than one needs a database outside of the pod.'),
  database: database
    .optional()
    .describe(
      'A database for what users make by hand. Without one Grafana holds nothing that is not in Git: a restart starts afresh.',
    ),
  oidc: oidc.optional().describe('Sign-in by OpenID Connect, beside the admin user.'),
  anonymousViewers: z.boolean().default(false).describe('Let anyone who reaches the host read dashboards.'),
  resources: computeResources({ cpu: '100m', memory: '256Mi', memoryLimit: '512Mi' }).describe(
    'Resources of each pod.',
  ),
});

export type GrafanaConfig = z.output<typeof grafanaConfig>;

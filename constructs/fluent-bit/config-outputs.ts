// Where logs go: what a profile may say about each of the eight outputs.
import { z } from 'zod';
import { bytes } from '../kit/schema.js';
import { streams } from './names.js';

const name = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes');
const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be the name of an object in namespace logging-agents');
const host = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$|^[0-9a-fA-F:]+$/, 'must be a host name or an IP address');
const port = (usual: number, what: string) =>
  z.int().min(1).max(65535).default(usual).describe(`TCP port of ${what}.`);
const key = (usual: string, what: string) =>
  z.string().min(1).default(usual).describe(`Key of the Secret that holds ${what}.`);

/** Values as Fluent Bit's configuration has them; a list repeats the option. */
export const optionValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).min(1)]);
export const options = (what: string) =>
  z
    .record(z.string(), optionValue)
    .default({})
    .describe(
      `Further options of ${what}, by the names of Fluent Bit's documentation. They win over what Plinth sets; unknown names and values of the wrong kind fail.`,
    );

export const secretKey = z.strictObject({
  secret: objectName.describe('Name of a Secret in namespace logging-agents.'),
  key: z.string().min(1).describe('Key in the Secret.'),
});

const basicAuth = z
  .strictObject({
    secret: objectName.describe('Name of a Secret in namespace logging-agents.'),
    usernameKey: key('username', 'the user name'),
    passwordKey: key('password', 'the password'),
  })
  .describe('User name and password, from a Secret.');

const tls = z
  .strictObject({
    enabled: z.boolean().default(true).describe('Encrypts the connection.'),
    verify: z
      .boolean()
      .default(true)
      .describe("Checks the server's certificate and host name. Off, anyone on the way can read the logs."),
    ca: z
      .union([
        secretKey,
        z.strictObject({
          configMap: objectName.describe('Name of a ConfigMap in namespace logging-agents.'),
          key: z.string().min(1).default('ca.crt').describe('Key in the ConfigMap.'),
        }),
      ])
      .optional()
      .describe('CA certificates (PEM) to trust; the public ones of the image unless set.'),
    clientCertificate: z
      .strictObject({
        secret: objectName.describe('Name of a Secret in namespace logging-agents.'),
        certificateKey: key('tls.crt', 'the certificate (PEM)'),
        keyKey: key('tls.key', 'the private key (PEM)'),
      })
      .optional()
      .describe('Certificate that Fluent Bit presents to the server.'),
    serverName: host
      .optional()
      .describe('Host name that the certificate must have, when it differs from host.'),
    minVersion: z.enum(['TLSv1.2', 'TLSv1.3']).default('TLSv1.2').describe('Oldest TLS version to accept.'),
  })
  .prefault({})
  .describe('TLS to the server: on and verified by default.');

const common = {
  name: name
    .optional()
    .describe('Name in metrics and logs, where it becomes name.stream; the type unless set. Unique.'),
  match: z
    .array(z.enum(streams))
    .min(1)
    .default([...streams])
    .describe('Streams that it takes.'),
  bufferLimit: bytes
    .optional()
    .describe(
      'Bytes on disk for each stream that wait for this output; beyond, the oldest are dropped. buffer.limit unless set.',
    ),
  retryLimit: z
    .union([z.int().min(1), z.enum(['no_limits', 'no_retries'])])
    .default(300)
    .describe(
      'Attempts before a chunk of records is given up. With a wait of at most five minutes between them, 300 are about half a day. no_limits keeps trying until bufferLimit pushes the chunk out.',
    ),
  workers: z.int().min(0).max(16).default(1).describe('Threads that send; 0 sends from the main thread.'),
  tls,
};

const server = {
  ...common,
  host: host.describe('Host name or IP address. For a Service: name.namespace.svc.'),
  podPort: z
    .int()
    .min(1)
    .max(65535)
    .optional()
    .describe(
      'Container port behind a Service of this cluster, where it differs from port: NetworkPolicies see that one.',
    ),
};

const indices = {
  indexPrefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, dots, dashes and underscores')
    .default('logs-')
    .describe('Start of the names of daily indices: logs- gives logs-containers-2026.01.31.'),
  path: z.string().startsWith('/').optional().describe('Path in front of the API, behind a proxy.'),
  compress: z.boolean().default(true).describe('Compresses requests with gzip.'),
  auth: basicAuth.optional(),
};

const elasticsearch = z.strictObject({
  type: z.literal('elasticsearch').describe('Elasticsearch 8 and newer.'),
  ...server,
  port: port(9200, 'the HTTP API'),
  ...indices,
  apiKey: secretKey.optional().describe('API key in base64, from a Secret; instead of auth.'),
  options: options('the plugin es'),
});

const opensearch = z.strictObject({
  type: z.literal('opensearch').describe('OpenSearch 2 and newer.'),
  ...server,
  port: port(9200, 'the HTTP API'),
  ...indices,
  options: options('the plugin opensearch'),
});

const loki = z.strictObject({
  type: z.literal('loki').describe('Grafana Loki.'),
  ...server,
  port: port(3100, 'the HTTP API'),
  uri: z.string().startsWith('/').default('/loki/api/v1/push').describe('Path of the push API.'),
  tenantId: z.string().min(1).optional().describe('Tenant (X-Scope-OrgID).'),
  labels: z
    .record(
      z.string().regex(/^[a-zA-Z_][a-zA-Z0-9_]*$/, 'must be a label name'),
      z.string().regex(/^[^,]+$/, 'must not be empty or contain a comma'),
    )
    .default({})
    .describe(
      "Further labels: a constant, or a field such as $kubernetes['labels']['app']. Each value is a stream in Loki.",
    ),
  auth: basicAuth.optional(),
  bearerToken: secretKey.optional().describe('Bearer token, from a Secret; instead of auth.'),
  options: options('the plugin loki'),
});

const splunk = z.strictObject({
  type: z.literal('splunk').describe('Splunk HTTP Event Collector.'),
  ...server,
  port: port(8088, 'the event collector'),
  token: secretKey.describe('Token of the event collector, from a Secret.'),
  index: z.string().min(1).optional().describe("Index; the token's default unless set."),
  sourceType: z.string().min(1).default('_json').describe('Source type of the events.'),
  options: options('the plugin splunk'),
});

const s3 = z.strictObject({
  type: z.literal('s3').describe('Amazon S3 or a compatible object store.'),
  ...common,
  bucket: z.string().min(3).describe('Name of the bucket.'),
  region: z.string().min(1).describe('Region of the bucket; any value for stores without regions.'),
  endpoint: z
    .string()
    .regex(
      /^https?:\/\/[^\s/:]+(:\d+)?$/,
      'must be a URL without a path such as https://minio.example.com:9000',
    )
    .optional()
    .describe('URL of a compatible store.'),
  credentials: z
    .strictObject({
      secret: objectName.describe('Name of a Secret in namespace logging-agents.'),
      accessKeyIdKey: key('accessKeyId', 'the access key id'),
      secretAccessKeyKey: key('secretAccessKey', 'the secret access key'),
    })
    .optional()
    .describe(
      'Access key, from a Secret. Without it the cloud identity of the ServiceAccount is used; see serviceAccountAnnotations.',
    ),
  prefix: z
    .string()
    .regex(/^[A-Za-z0-9/_.=-]*$/, 'must be letters, digits and / _ . = -')
    .default('')
    .describe("Start of the objects' keys, in front of cluster/stream/date."),
  fileSize: bytes.default('50M').describe('Size at which an object is written, in bytes.'),
  uploadTimeout: z
    .string()
    .regex(/^\d+[smh]$/, 'must be a time such as 10m')
    .default('10m')
    .describe('Age at which an object is written though it is small.'),
  options: options('the plugin s3'),
});

const http = z.strictObject({
  type: z.literal('http').describe('HTTP endpoint of any kind.'),
  ...server,
  port: port(443, 'the endpoint'),
  uri: z.string().startsWith('/').default('/').describe('Path of the requests.'),
  format: z
    .enum(['json', 'json_stream', 'json_lines', 'msgpack', 'gelf'])
    .default('json')
    .describe('Form of the body; json is one array.'),
  compress: z.boolean().default(true).describe('Compresses requests with gzip.'),
  headers: z.record(z.string(), z.string()).default({}).describe('Headers of the requests; no credentials.'),
  secretHeaders: z
    .record(z.string(), secretKey)
    .default({})
    .describe('Headers whose values come from Secrets, such as Authorization.'),
  auth: basicAuth.optional(),
  options: options('the plugin http'),
});

const forward = z.strictObject({
  type: z.literal('forward').describe('Fluentd or another Fluent Bit, by the forward protocol.'),
  ...server,
  port: port(24224, 'the forward input'),
  sharedKey: secretKey.optional().describe('Key that both sides know, from a Secret.'),
  auth: basicAuth.optional(),
  acknowledge: z
    .boolean()
    .default(true)
    .describe('Counts records as sent when the receiver has confirmed them.'),
  options: options('the plugin forward'),
});

const stdout = z.strictObject({
  type: z
    .literal('stdout')
    .describe("Fluent Bit's own log, to see what would be sent. For trying things out."),
  name: common.name,
  match: common.match,
  format: z.enum(['json_lines', 'json', 'msgpack']).default('json_lines').describe('Form of the records.'),
  options: options('the plugin stdout'),
});

export const outputSchema = z.discriminatedUnion('type', [
  elasticsearch,
  opensearch,
  loki,
  splunk,
  s3,
  http,
  forward,
  stdout,
]);

export type Output = z.output<typeof outputSchema>;
export type OutputType = Output['type'];
export type OutputOf<T extends OutputType> = Extract<Output, { type: T }>;
export type SecretKey = z.output<typeof secretKey>;
export type OptionValue = z.output<typeof optionValue>;

// Where logs go: what a profile may say about each of the eight outputs.
import { z } from 'zod';
import { bytes } from '../kit/schema.js';
import {
  basicAuth,
  common,
  indices,
  key,
  objectName,
  options,
  port,
  secretKey,
  server,
} from './config-output-parts.js';

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

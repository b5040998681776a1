// What the outputs of a profile have in common: server, TLS, buffer, credentials, and the escape hatch for options.
import { z } from 'zod';
import { bytes } from '../kit/schema.js';
import { streams } from './names.js';

export const name = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes');
export const objectName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, 'must be the name of an object in namespace logging-agents');
export const host = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9]([-A-Za-z0-9.]*[A-Za-z0-9])?$|^[0-9a-fA-F:]+$/, 'must be a host name or an IP address');
export const port = (usual: number, what: string) =>
  z.int().min(1).max(65535).default(usual).describe(`TCP port of ${what}.`);
export const key = (usual: string, what: string) =>
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

export const basicAuth = z
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

export const common = {
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

export const server = {
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

export const indices = {
  indexPrefix: z
    .string()
    .regex(/^[a-z0-9][a-z0-9._-]*$/, 'must be lower-case letters, digits, dots, dashes and underscores')
    .default('logs-')
    .describe('Start of the names of daily indices: logs- gives logs-containers-2026.01.31.'),
  path: z.string().startsWith('/').optional().describe('Path in front of the API, behind a proxy.'),
  compress: z.boolean().default(true).describe('Compresses requests with gzip.'),
  auth: basicAuth.optional(),
};

export type SecretKey = z.output<typeof secretKey>;
export type OptionValue = z.output<typeof optionValue>;

// Credentials of outputs: environment variables and files from Secrets, and the references that the configuration has.
import type { SecretNeed } from '../kit/secret.js';
import type { Config } from './config.js';
import type { SecretKey } from './config-output-parts.js';
import type { Output } from './config-outputs.js';
import { namespaceName, paths } from './names.js';
import { sinkName } from './sinks.js';

export interface Credential extends SecretKey {
  readonly env: string;
  readonly description: string;
}

/** A file below `paths.tls/<output>/`. */
export interface TlsFile {
  readonly file: 'ca.crt' | 'tls.crt' | 'tls.key';
  readonly source: SecretKey | { readonly configMap: string; readonly key: string };
  readonly description: string;
}

/** `${OPENSEARCH_PASSWORD}`: how the configuration refers to a credential. */
export function reference(output: Output, part: string): string {
  return `\${${envName(output, part)}}`;
}

export function envName(output: Output, part: string): string {
  return `${sinkName(output)}_${part}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}

export function credentialsOf(output: Output): readonly Credential[] {
  const who = sinkName(output);
  const one = (part: string, from: SecretKey | undefined, what: string): Credential[] =>
    from ? [{ ...from, env: envName(output, part), description: `${what} for output ${who}` }] : [];
  const basic =
    'auth' in output && output.auth
      ? [
          ...one('USERNAME', { secret: output.auth.secret, key: output.auth.usernameKey }, 'User name'),
          ...one('PASSWORD', { secret: output.auth.secret, key: output.auth.passwordKey }, 'Password'),
        ]
      : [];
  switch (output.type) {
    case 'elasticsearch':
      return [...basic, ...one('API_KEY', output.apiKey, 'API key in base64')];
    case 'loki':
      return [...basic, ...one('BEARER_TOKEN', output.bearerToken, 'Bearer token')];
    case 'splunk':
      return one('TOKEN', output.token, 'Token of the event collector');
    case 'http':
      return [
        ...basic,
        ...Object.entries(output.secretHeaders).flatMap(([header, from]) =>
          one(`HEADER_${header}`, from, `Value of the header ${header}`),
        ),
      ];
    case 'forward':
      return [...basic, ...one('SHARED_KEY', output.sharedKey, 'Shared key')];
    case 's3': {
      const c = output.credentials;
      // The plugin reads access keys from these two variables and from nowhere else in the configuration.
      return c
        ? [
            {
              secret: c.secret,
              key: c.accessKeyIdKey,
              env: 'AWS_ACCESS_KEY_ID',
              description: 'Access key id',
            },
            {
              secret: c.secret,
              key: c.secretAccessKeyKey,
              env: 'AWS_SECRET_ACCESS_KEY',
              description: 'Secret access key',
            },
          ]
        : [];
    }
    default:
      return basic;
  }
}

export function tlsFilesOf(output: Output): readonly TlsFile[] {
  if (output.type === 'stdout' || !output.tls.enabled) return [];
  const { ca, clientCertificate: client } = output.tls;
  const who = sinkName(output);
  return [
    ...(ca
      ? [{ file: 'ca.crt' as const, source: ca, description: `CA certificates for output ${who}` }]
      : []),
    ...(client
      ? [
          {
            file: 'tls.crt' as const,
            source: { secret: client.secret, key: client.certificateKey },
            description: `Client certificate for output ${who}`,
          },
          {
            file: 'tls.key' as const,
            source: { secret: client.secret, key: client.keyKey },
            description: `Private key of the client certificate for output ${who}`,
          },
        ]
      : []),
  ];
}

export function tlsPath(output: Output, file: TlsFile['file']): string {
  return `${paths.tls}/${sinkName(output)}/${file}`;
}

/** What the user has to bring: one need a Secret, however many outputs refer to it. */
export function givenSecrets(config: Config, outputs: readonly Output[]): readonly SecretNeed[] {
  const wanted = [
    ...outputs.flatMap(credentialsOf),
    ...outputs
      .flatMap(tlsFilesOf)
      .flatMap((f) => ('secret' in f.source ? [{ ...f.source, description: f.description }] : [])),
    ...Object.entries(config.env).map(([env, from]) => ({ ...from, description: `Value of ${env}` })),
  ];
  const names = [...new Set(wanted.map((w) => w.secret))].sort();
  return names.map((name) => ({
    namespace: namespaceName,
    name,
    purpose: 'Credentials that Fluent Bit sends logs with',
    keys: Object.fromEntries(
      wanted
        .filter((w) => w.secret === name)
        .map((w) => [w.key, { kind: 'given' as const, description: w.description }]),
    ),
  }));
}

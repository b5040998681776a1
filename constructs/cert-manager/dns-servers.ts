// DNS providers of ACME DNS-01 that users run themselves.
// Shapes: cert-manager/cert-manager@v1.21.1:pkg/apis/acme/v1/types_issuer.go
import { z } from 'zod';
import { keyOf, provider } from './dns-provider.js';

export const serverProviders = {
  rfc2136: provider({
    title: 'RFC 2136',
    schema: z.strictObject({
      nameserver: z
        .string()
        .regex(
          /^(\[[0-9a-fA-F:]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$/,
          'must be host or host:port, with IPv6 addresses in brackets',
        )
        .describe('Authoritative server that takes the updates: host:port, 53 unless said.'),
      protocol: z.enum(['TCP', 'UDP']).default('TCP').describe('Transport of the updates.'),
      tsigKeyName: z
        .string()
        .min(1)
        .optional()
        .describe('Name of the TSIG key. Without it updates are unsigned.'),
      tsigAlgorithm: z
        .enum(['HMACSHA256', 'HMACSHA512', 'HMACSHA1', 'HMACMD5'])
        .default('HMACSHA256')
        .describe('Algorithm of the TSIG key.'),
      tsigSecret: keyOf('acme-rfc2136', 'tsig-secret', 'The TSIG secret, in base64.').prefault({}),
    }),
    credentials: (c) =>
      c.tsigKeyName
        ? [
            {
              secret: c.tsigSecret.name,
              key: c.tsigSecret.key,
              description: `TSIG secret of key ${c.tsigKeyName}, in base64`,
            },
          ]
        : [],
    render: (c) => ({
      rfc2136: {
        nameserver: c.nameserver,
        protocol: c.protocol,
        ...(c.tsigKeyName
          ? { tsigKeyName: c.tsigKeyName, tsigAlgorithm: c.tsigAlgorithm, tsigSecretSecretRef: c.tsigSecret }
          : {}),
      },
    }),
    ports: (c) => [Number(/:(\d+)$/.exec(c.nameserver)?.[1] ?? 53)],
  }),
  acmeDns: provider({
    title: 'acme-dns',
    schema: z.strictObject({
      host: z.url({ protocol: /^https?$/ }).describe('URL of the acme-dns server.'),
      account: keyOf(
        'acme-dns',
        'acmedns.json',
        'The accounts of the acme-dns registration, in JSON.',
      ).prefault({}),
    }),
    credentials: (c) => [
      {
        secret: c.account.name,
        key: c.account.key,
        description: 'acme-dns accounts: the JSON that its /register endpoint answers, by domain',
      },
    ],
    render: (c) => ({ acmeDNS: { host: c.host, accountSecretRef: c.account } }),
    ports: (c) => [portOf(c.host)],
  }),
  webhook: provider({
    title: 'webhook',
    schema: z.strictObject({
      groupName: z.string().min(1).describe('API group under which the webhook is registered.'),
      solverName: z.string().min(1).describe('Name of the solver in the webhook.'),
      config: z
        .record(z.string(), z.unknown())
        .default({})
        .describe(
          'Configuration that the webhook reads. Refer to Secrets by name; never write a credential here.',
        ),
    }),
    credentials: () => [],
    render: (c) => ({ webhook: { groupName: c.groupName, solverName: c.solverName, config: c.config } }),
  }),
} as const;

/** TCP port of a URL, with its scheme's default. */
export function portOf(url: string): number {
  const { port, protocol } = new URL(url);
  return port ? Number(port) : protocol === 'http:' ? 80 : 443;
}

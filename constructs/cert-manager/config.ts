// What a profile may say about cert-manager.
import { z } from 'zod';
import { computeResources, goDuration } from '../kit/schema.js';
import { secretName } from './dns-provider.js';
import { solverSchema } from './solvers.js';

const nameserver = z
  .string()
  .regex(
    /^(https:\/\/\S+|\d{1,3}(\.\d{1,3}){3}:\d{1,5}|\[[0-9a-fA-F:]+\]:\d{1,5}|[a-z0-9.-]+:\d{1,5})$/,
    'must be <address>:<port> such as 1.1.1.1:53, or a DNS-over-HTTPS URL',
  );

const acmeSchema = z.strictObject({
  email: z.email().describe('Contact address of the ACME account.'),
  server: z
    .string()
    .regex(
      /^(letsencrypt|letsencrypt-staging|https:\/\/\S+)$/,
      "must be 'letsencrypt', 'letsencrypt-staging' or the https URL of an ACME directory",
    )
    .default('letsencrypt')
    .describe(
      "ACME directory. 'letsencrypt-staging' has generous rate limits and certificates that no browser trusts.",
    ),
  caBundle: z
    .string()
    .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64 of PEM certificates')
    .optional()
    .describe('Base64 of the PEM certificates that sign the ACME server itself, for a private ACME server.'),
  preferredChain: z
    .string()
    .min(1)
    .max(64)
    .optional()
    .describe('Common name of the root to prefer when the server offers several chains.'),
  profile: z
    .string()
    .min(1)
    .optional()
    .describe(
      "ACME certificate profile such as 'tlsserver' or 'shortlived', where the server knows profiles.",
    ),
  externalAccountBinding: z
    .strictObject({
      keyId: z.string().min(1).describe('Key identifier that the CA gave.'),
      secretName: secretName
        .default('acme-external-account')
        .describe('Secret in the cert-manager namespace whose key `key` is the base64url MAC key.'),
    })
    .optional()
    .describe('Binds the ACME account to an account at the CA (ZeroSSL, Google, Sectigo).'),
  solvers: z
    .array(solverSchema)
    .min(1, 'needs at least one solver')
    .prefault([{ http01: {} }])
    .describe('How ownership of names is proven. The most specific selector that matches a name wins.'),
});

export const configSchema = z.strictObject({
  acme: acmeSchema
    .optional()
    .describe('An ACME account such as Let’s Encrypt. Without it there is the private CA alone.'),
  publicIssuer: z
    .enum(['acme', 'private'])
    .optional()
    .describe(
      "What stands behind ClusterIssuer plinth-public, which certifies user-facing hosts. 'acme' when acme is configured, else 'private'.",
    ),
  privateCa: z
    .strictObject({
      commonName: z
        .string()
        .min(1)
        .max(64)
        .default('Plinth private CA')
        .describe('Common name of the root certificate: what people see when they trust it.'),
      existingSecret: secretName
        .optional()
        .describe(
          'Secret in the cert-manager namespace with tls.crt and tls.key of a CA that you bring. Without it a self-signed root is made in the cluster.',
        ),
      duration: goDuration
        .default('87600h')
        .describe('Lifetime of the self-signed root, in Go duration. 87600h are 10 years.'),
      renewBefore: goDuration
        .default('8760h')
        .describe('How long before its end the root is renewed, with the same key. 8760h are one year.'),
    })
    .prefault({})
    .describe('The CA behind ClusterIssuer plinth-private, for TLS between components.'),
  dns01: z
    .strictObject({
      recursiveNameservers: z
        .array(nameserver)
        .default([])
        .describe(
          'Resolvers that find the authoritative servers in DNS-01 self-checks: <address>:<port> or DNS-over-HTTPS URLs. Empty: the resolver of the pod. Set them where the cluster resolves your zone differently from the Internet (split horizon).',
        ),
      recursiveNameserversOnly: z
        .boolean()
        .default(false)
        .describe(
          'Ask only those resolvers, never the authoritative servers: for networks that block port 53.',
        ),
    })
    .prefault({})
    .describe('How the controller checks DNS records before it answers a challenge.'),
  replicas: z
    .strictObject({
      controller: z.int().min(1).max(5).default(2).describe('Controllers: one works, the others stand by.'),
      webhook: z
        .int()
        .min(1)
        .max(9)
        .default(3)
        .describe('Webhooks: all of them work. With none, no Certificate can be created.'),
      cainjector: z.int().min(1).max(5).default(2).describe('CA injectors: one works, the others stand by.'),
    })
    .prefault({})
    .describe('Pods of each part; never more than the cluster has nodes for.'),
  resources: z
    .strictObject({
      controller: computeResources({ cpu: '20m', memory: '128Mi', memoryLimit: '512Mi' }).describe(
        'Of the controller. Memory grows with the Secrets of the cluster.',
      ),
      webhook: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
        'Of the webhook.',
      ),
      cainjector: computeResources({ cpu: '10m', memory: '128Mi', memoryLimit: '512Mi' }).describe(
        'Of the CA injector. It caches all Secrets, CRDs and webhook configurations.',
      ),
    })
    .prefault({})
    .describe('Requests and limits.'),
  maxConcurrentChallenges: z
    .int()
    .min(1)
    .max(1000)
    .default(60)
    .describe('ACME challenges in progress at one time.'),
  certificateOwnerRef: z
    .boolean()
    .default(false)
    .describe(
      'Delete the Secret along with its Certificate. Off: a Certificate deleted by mistake leaves the site running.',
    ),
  gatewayApi: z
    .boolean()
    .default(false)
    .describe('Certificates for Gateway API Gateways. Its CRDs must exist before the controller starts.'),
  serviceAccountAnnotations: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Annotations of the controller’s ServiceAccount, for cloud identity in DNS-01: eks.amazonaws.com/role-arn, iam.gke.io/gcp-service-account, azure.workload.identity/client-id.',
    ),
  podLabels: z
    .record(z.string(), z.string())
    .default({})
    .describe(
      'Extra labels of the controller’s pods: azure.workload.identity/use for Azure workload identity.',
    ),
  logLevel: z
    .int()
    .min(0)
    .max(6)
    .default(2)
    .describe('Verbosity of the logs: 2 is normal, 4 shows each step of a challenge.'),
});

export type Config = z.output<typeof configSchema>;
export type AcmeConfig = z.output<typeof acmeSchema>;

/** Whether ClusterIssuer plinth-public is the ACME account. */
export function publicIsAcme(config: Config): boolean {
  return (config.publicIssuer ?? (config.acme ? 'acme' : 'private')) === 'acme';
}

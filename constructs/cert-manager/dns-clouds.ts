// DNS providers of ACME DNS-01 that are run by clouds.
// Shapes: cert-manager/cert-manager@v1.21.1:pkg/apis/acme/v1/types_issuer.go
import { z } from 'zod';
import { keyOf, provider } from './dns-provider.js';

export const cloudProviders = {
  route53: provider({
    title: 'Route 53',
    schema: z.strictObject({
      region: z.string().min(1).describe('AWS region of the API endpoint.'),
      hostedZoneId: z.string().min(1).optional().describe('Hosted zone; found by name unless said.'),
      role: z.string().startsWith('arn:').optional().describe('ARN of a role to assume.'),
      accessKeyId: z
        .string()
        .min(16)
        .optional()
        .describe('Access key id. Without it the pod’s identity is used (IRSA or the node’s role).'),
      secretAccessKey: keyOf('acme-route53', 'secret-access-key', 'The secret access key.').prefault({}),
    }),
    credentials: (c) =>
      c.accessKeyId
        ? [
            {
              secret: c.secretAccessKey.name,
              key: c.secretAccessKey.key,
              description: `secret of AWS access key ${c.accessKeyId}`,
            },
          ]
        : [],
    render: (c) => ({
      route53: {
        region: c.region,
        ...(c.hostedZoneId ? { hostedZoneID: c.hostedZoneId } : {}),
        ...(c.role ? { role: c.role } : {}),
        ...(c.accessKeyId ? { accessKeyID: c.accessKeyId, secretAccessKeySecretRef: c.secretAccessKey } : {}),
      },
    }),
  }),
  cloudflare: provider({
    title: 'Cloudflare',
    schema: z.strictObject({
      apiToken: keyOf(
        'acme-cloudflare',
        'api-token',
        'An API token with Zone:Read and DNS:Edit. Global API keys are not offered: they own the account.',
      ).prefault({}),
    }),
    credentials: (c) => [
      {
        secret: c.apiToken.name,
        key: c.apiToken.key,
        description: 'Cloudflare API token with Zone:Read and DNS:Edit',
      },
    ],
    render: (c) => ({ cloudflare: { apiTokenSecretRef: c.apiToken } }),
  }),
  cloudDns: provider({
    title: 'Google Cloud DNS',
    schema: z.strictObject({
      project: z.string().min(1).describe('Google Cloud project that owns the zone.'),
      hostedZoneName: z.string().min(1).optional().describe('Managed zone; found by name unless said.'),
      serviceAccount: keyOf(
        'acme-clouddns',
        'key.json',
        'Key of a Google service account with roles/dns.admin. Without it the pod’s identity is used.',
      ).optional(),
    }),
    credentials: (c) =>
      c.serviceAccount
        ? [
            {
              secret: c.serviceAccount.name,
              key: c.serviceAccount.key,
              description: 'JSON key of a Google service account with roles/dns.admin',
            },
          ]
        : [],
    render: (c) => ({
      cloudDNS: {
        project: c.project,
        ...(c.hostedZoneName ? { hostedZoneName: c.hostedZoneName } : {}),
        ...(c.serviceAccount ? { serviceAccountSecretRef: c.serviceAccount } : {}),
      },
    }),
  }),
  azureDns: provider({
    title: 'Azure DNS',
    schema: z
      .strictObject({
        subscriptionId: z.string().min(1).describe('Azure subscription of the zone.'),
        resourceGroupName: z.string().min(1).describe('Resource group of the zone.'),
        hostedZoneName: z.string().min(1).describe('Name of the zone.'),
        environment: z
          .enum(['AzurePublicCloud', 'AzureChinaCloud', 'AzureGermanCloud', 'AzureUSGovernmentCloud'])
          .default('AzurePublicCloud')
          .describe('Azure cloud.'),
        tenantId: z.string().min(1).optional().describe('Tenant of the service principal.'),
        clientId: z
          .string()
          .min(1)
          .optional()
          .describe('Client id of a service principal. Without it the pod’s identity is used.'),
        clientSecret: keyOf('acme-azuredns', 'client-secret', 'Secret of the service principal.').prefault(
          {},
        ),
        managedIdentityClientId: z
          .string()
          .min(1)
          .optional()
          .describe('Client id of a managed identity, where the pod has several.'),
      })
      .refine(
        (c) => (c.clientId === undefined) === (c.tenantId === undefined),
        'needs clientId and tenantId together',
      )
      .refine(
        (c) => c.clientId === undefined || c.managedIdentityClientId === undefined,
        'takes clientId or managedIdentityClientId, not both',
      ),
    credentials: (c) =>
      c.clientId
        ? [
            {
              secret: c.clientSecret.name,
              key: c.clientSecret.key,
              description: `secret of Azure service principal ${c.clientId}`,
            },
          ]
        : [],
    render: (c) => ({
      azureDNS: {
        subscriptionID: c.subscriptionId,
        resourceGroupName: c.resourceGroupName,
        hostedZoneName: c.hostedZoneName,
        environment: c.environment,
        ...(c.clientId
          ? { tenantID: c.tenantId, clientID: c.clientId, clientSecretSecretRef: c.clientSecret }
          : {}),
        ...(c.managedIdentityClientId ? { managedIdentity: { clientID: c.managedIdentityClientId } } : {}),
      },
    }),
  }),
  digitalOcean: provider({
    title: 'DigitalOcean',
    schema: z.strictObject({
      token: keyOf(
        'acme-digitalocean',
        'access-token',
        'An access token that may write the domain.',
      ).prefault({}),
    }),
    credentials: (c) => [
      {
        secret: c.token.name,
        key: c.token.key,
        description: 'DigitalOcean access token that may write the domain',
      },
    ],
    render: (c) => ({ digitalocean: { tokenSecretRef: c.token } }),
  }),
} as const;

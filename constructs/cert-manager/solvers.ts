// ACME solvers: the profile's words, the Secrets they need, and the CRD's shape. One entry a DNS provider.
// Shapes: cert-manager/cert-manager@v1.21.1:pkg/apis/acme/v1/types_issuer.go
import { z } from 'zod';
import type { SecretNeed } from '../kit/secret.js';
import { cloudProviders } from './dns-clouds.js';
import { serverProviders } from './dns-servers.js';
import { namespaceName } from './names.js';

const { route53, cloudflare, cloudDns, azureDns, digitalOcean } = cloudProviders;
const { rfc2136, acmeDns, webhook } = serverProviders;

const dns01Schema = z
  .strictObject({
    cnameStrategy: z
      .enum(['None', 'Follow'])
      .default('None')
      .describe(
        "'Follow' puts the record where the CNAME of _acme-challenge points: delegation to another zone.",
      ),
    route53: route53.schema.optional().describe('Amazon Route 53.'),
    cloudflare: cloudflare.schema.optional().describe('Cloudflare.'),
    cloudDns: cloudDns.schema.optional().describe('Google Cloud DNS.'),
    azureDns: azureDns.schema.optional().describe('Azure DNS.'),
    digitalOcean: digitalOcean.schema.optional().describe('DigitalOcean.'),
    rfc2136: rfc2136.schema.optional().describe('Dynamic updates (BIND, Knot, PowerDNS).'),
    acmeDns: acmeDns.schema.optional().describe('An acme-dns server.'),
    webhook: webhook.schema
      .optional()
      .describe('A solver webhook that you install (Hetzner, OVH and others).'),
  })
  .refine((dns) => chosenProviders(dns).length === 1, 'needs exactly one provider');

type Dns01 = z.output<typeof dns01Schema>;

export const solverSchema = z
  .strictObject({
    dnsZones: z
      .array(z.string().min(1))
      .default([])
      .describe('Zones that this solver proves, with all names below them. Empty with dnsNames: every name.'),
    dnsNames: z.array(z.string().min(1)).default([]).describe('Single names that this solver proves.'),
    http01: z
      .strictObject({
        ingressClassName: z
          .string()
          .min(1)
          .optional()
          .describe('IngressClass of the challenge; the platform’s ingress class unless said.'),
      })
      .optional()
      .describe(
        'Answers over HTTP on port 80 of the name. No wildcards; the name must be reachable from the Internet.',
      ),
    dns01: dns01Schema.optional().describe('Answers with a DNS record: wildcards and private hosts too.'),
  })
  .refine((s) => (s.http01 === undefined) !== (s.dns01 === undefined), 'needs either http01 or dns01');

export type SolverConfig = z.output<typeof solverSchema>;

/** The solver as the ClusterIssuer has it. */
export function renderSolver(
  solver: SolverConfig,
  context: { readonly ingressClassName: string | undefined; readonly pullSecrets: readonly string[] },
): Record<string, unknown> {
  const { dnsZones, dnsNames, http01, dns01 } = solver;
  return {
    ...(dnsZones.length + dnsNames.length > 0
      ? {
          selector: {
            ...(dnsNames.length > 0 ? { dnsNames } : {}),
            ...(dnsZones.length > 0 ? { dnsZones } : {}),
          },
        }
      : {}),
    ...(http01 ? { http01: renderHttp01(http01.ingressClassName ?? context.ingressClassName, context) } : {}),
    ...(dns01 ? { dns01: renderDns01(dns01) } : {}),
  };
}

function renderHttp01(
  ingressClassName: string | undefined,
  context: { readonly pullSecrets: readonly string[] },
): Record<string, unknown> {
  return {
    ingress: {
      // cert-manager's default, NodePort, opens a port on every node for no reason.
      serviceType: 'ClusterIP',
      ...(ingressClassName ? { ingressClassName } : {}),
      ...(context.pullSecrets.length > 0
        ? {
            podTemplate: {
              metadata: {},
              spec: { imagePullSecrets: context.pullSecrets.map((name) => ({ name })) },
            },
          }
        : {}),
    },
  };
}

function renderDns01(dns: Dns01): Record<string, unknown> {
  const strategy = dns.cnameStrategy === 'Follow' ? { cnameStrategy: 'Follow' } : {};
  return Object.assign(strategy, ...chosenProviders(dns).map((chosen) => chosen.render()));
}

/** Secrets with API tokens that the user has, one entry a Secret. */
export function solverSecrets(solvers: readonly SolverConfig[]): readonly SecretNeed[] {
  const needs = new Map<string, SecretNeed>();
  for (const chosen of solvers.flatMap((s) => (s.dns01 ? chosenProviders(s.dns01) : []))) {
    for (const { secret, key, description } of chosen.credentials()) {
      const before = needs.get(secret);
      needs.set(secret, {
        namespace: namespaceName,
        name: secret,
        purpose: `Credentials with which cert-manager proves ownership of names (DNS-01, ${chosen.title})`,
        keys: { ...before?.keys, [key]: { kind: 'given', description } },
      });
    }
  }
  return [...needs.values()];
}

/** TCP ports outside of the cluster, beyond 443, that the solvers' APIs listen on. */
export function solverPorts(solvers: readonly SolverConfig[]): readonly number[] {
  return solvers
    .flatMap((s) => (s.dns01 ? chosenProviders(s.dns01) : []))
    .flatMap((chosen) => chosen.ports());
}

/** Whether a solver lives on the identity of the pod or its node instead of a Secret. */
export function usesAmbientCredentials(solvers: readonly SolverConfig[]): boolean {
  const ambient = ['route53', 'cloudDns', 'azureDns'];
  return solvers
    .flatMap((s) => (s.dns01 ? chosenProviders(s.dns01) : []))
    .some((chosen) => ambient.includes(chosen.key) && chosen.credentials().length === 0);
}

interface Chosen {
  readonly key: string;
  readonly title: string;
  render(): Record<string, unknown>;
  credentials(): readonly { readonly secret: string; readonly key: string; readonly description: string }[];
  ports(): readonly number[];
}

function chosenProviders(dns: { readonly [key: string]: unknown }): readonly Chosen[] {
  return Object.entries({ ...cloudProviders, ...serverProviders }).flatMap(([key, provider]) =>
    dns[key] === undefined ? [] : [{ key, ...provider.bind(dns[key] as never) }],
  );
}

// cert-manager: certificates for every host and between components, from ACME or the cluster's own CA.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import type { Platform } from '../kit/platform.js';
import type { SecretNeed } from '../kit/secret.js';
import { alerts } from './alerts.js';
import { cainjector } from './cainjector.js';
import { type Config, configSchema, publicIsAcme } from './config.js';
import { controller } from './controller.js';
import { certManagerDashboard } from './dashboard.js';
import { issuers } from './issuers.js';
import { addonName, namespaceName, privateIssuer, publicIssuer } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { rbac } from './rbac.js';
import { solverSecrets } from './solvers.js';
import { webhook } from './webhook.js';

const fact = dashboardFact(addonName, 'Platform');

export const certManager = defineAddon({
  name: addonName,
  title:
    'Certificates from an ACME server such as Let’s Encrypt or from the cluster’s own CA, renewed in time.',
  pins,
  config: configSchema,
  tradeOffs: [
    'The private CA is a self-signed root whose key lives in Secret cert-manager/plinth-private-ca: whoever reads Secrets there can impersonate every component. Bring an intermediate of your own CA with privateCa.existingSecret where that is too much trust.',
    'The root lives for 10 years and keeps its key when it is renewed, so clients trust one file for a long time. Replacing a leaked key means replacing the root and restarting what trusts it.',
    'The webhook fails closed: while none of its replicas runs, Certificates cannot be created or changed.',
    'HTTP-01 needs port 80 of each host reachable from the Internet, and cannot issue wildcards; DNS-01 can do both, with an API token for the zone.',
    'A custom ACME server must be outside of the cluster’s pod and Service networks: NetworkPolicies let the controller out, not across.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  provides: (config) => ({
    certificates: {
      public: { kind: 'ClusterIssuer', name: publicIssuer },
      private: { kind: 'ClusterIssuer', name: privateIssuer },
      ...(usesHttp01(config) ? { http01: true } : {}),
    },
    dashboards: [fact],
  }),
  crds: () => [
    'certificaterequests.cert-manager.io.yaml',
    'certificates.cert-manager.io.yaml',
    'challenges.acme.cert-manager.io.yaml',
    'clusterissuers.cert-manager.io.yaml',
    'issuers.cert-manager.io.yaml',
    'orders.acme.cert-manager.io.yaml',
  ],
  secrets,
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart, config);
    controller(chart, config, platform);
    webhook(chart, config, platform);
    cainjector(chart, config, platform);
    network(chart, config, platform);
    issuers(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: certManagerDashboard() });
  },
});

function usesHttp01(config: Config): boolean {
  return publicIsAcme(config) && (config.acme?.solvers ?? []).some((s) => s.http01);
}

function secrets(config: Config): readonly SecretNeed[] {
  const given = (name: string, purpose: string, keys: Record<string, string>): SecretNeed => ({
    namespace: namespaceName,
    name,
    purpose,
    keys: Object.fromEntries(
      Object.entries(keys).map(([key, description]) => [key, { kind: 'given' as const, description }]),
    ),
  });
  const { existingSecret } = config.privateCa;
  const acme = publicIsAcme(config) ? config.acme : undefined;
  return [
    ...(existingSecret
      ? [
          {
            ...given(existingSecret, 'The CA that signs certificates between components', {
              'tls.crt': 'PEM certificate of the CA, followed by its chain',
              'tls.key': 'PEM private key of the CA',
            }),
            type: 'kubernetes.io/tls',
          },
        ]
      : []),
    ...(acme?.externalAccountBinding
      ? [
          given(acme.externalAccountBinding.secretName, 'Binds the ACME account to an account at the CA', {
            key: 'MAC key that the CA gave, in base64url',
          }),
        ]
      : []),
    ...(acme ? solverSecrets(acme.solvers) : []),
  ];
}

function problems(config: Config, platform: Platform): readonly Problem[] {
  const found: Problem[] = [];
  if (config.publicIssuer === 'acme' && !config.acme) {
    found.push({
      path: ['publicIssuer'],
      message: 'is acme, and there is no acme account; add acme.email, or use private',
    });
  }
  const acme = publicIsAcme(config) ? config.acme : undefined;
  for (const [i, solver] of (acme?.solvers ?? []).entries()) {
    const path = ['acme', 'solvers', i];
    if (solver.http01 && !solver.http01.ingressClassName && !platform.ingress) {
      found.push({
        path: [...path, 'http01'],
        message:
          'needs an ingress controller to answer challenges and none is known; enable traefik, set platform.ingress, or use dns01',
      });
    }
    if (solver.http01 && [...solver.dnsNames, ...solver.dnsZones].some((name) => name.startsWith('*.'))) {
      found.push({ path, message: 'asks HTTP-01 for a wildcard, which it cannot prove; use dns01' });
    }
  }
  if (config.dns01.recursiveNameserversOnly && config.dns01.recursiveNameservers.length === 0) {
    found.push({
      path: ['dns01', 'recursiveNameserversOnly'],
      message: 'asks only resolvers that are not named; set dns01.recursiveNameservers',
    });
  }
  if (hours(config.privateCa.renewBefore) >= hours(config.privateCa.duration)) {
    found.push({
      path: ['privateCa', 'renewBefore'],
      message: `is ${config.privateCa.renewBefore}, not less than the duration ${config.privateCa.duration}; the root would be renewed without end`,
    });
  }
  return found;
}

function hours(duration: string): number {
  const unit: Readonly<Record<string, number>> = { h: 1, m: 1 / 60, s: 1 / 3600, ms: 1 / 3_600_000 };
  return [...duration.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)].reduce(
    (sum, [, n, u]) => sum + Number(n) * (unit[u ?? ''] ?? 0),
    0,
  );
}

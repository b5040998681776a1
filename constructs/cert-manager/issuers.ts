// The two ClusterIssuers that the platform knows: plinth-public for user-facing hosts, plinth-private between components.
import type { Construct } from 'constructs';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { type AcmeConfig, type Config, publicIsAcme } from './config.js';
import { addonName, namespaceName, privateIssuer, publicIssuer } from './names.js';
import { renderSolver } from './solvers.js';

const rootName = 'plinth-private-ca';

export function issuers(scope: Construct, config: Config, platform: Platform): void {
  const ca = { ca: { secretName: caSecret(config) } };
  if (config.privateCa.existingSecret === undefined) root(scope, config);
  clusterIssuer(scope, privateIssuer, ca);
  clusterIssuer(scope, publicIssuer, publicIsAcme(config) && config.acme ? acme(config.acme, platform) : ca);
}

/** Secret with tls.crt, tls.key and ca.crt of the private CA, in the cert-manager namespace. */
export function caSecret(config: Config): string {
  return config.privateCa.existingSecret ?? rootName;
}

const directories: Readonly<Record<string, string>> = {
  letsencrypt: 'https://acme-v02.api.letsencrypt.org/directory',
  'letsencrypt-staging': 'https://acme-staging-v02.api.letsencrypt.org/directory',
};

/** URL of the ACME directory. */
export function directoryOf(acmeConfig: AcmeConfig): string {
  return directories[acmeConfig.server] ?? acmeConfig.server;
}

function clusterIssuer(scope: Construct, name: string, spec: Record<string, unknown>): void {
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name, labels: labels(addonName, name) },
    spec,
  });
}

function acme(config: AcmeConfig, platform: Platform): Record<string, unknown> {
  const { externalAccountBinding: eab } = config;
  return {
    acme: {
      email: config.email,
      server: directoryOf(config),
      ...(config.preferredChain ? { preferredChain: config.preferredChain } : {}),
      ...(config.profile ? { profile: config.profile } : {}),
      ...(config.caBundle ? { caBundle: config.caBundle } : {}),
      ...(eab
        ? { externalAccountBinding: { keyID: eab.keyId, keySecretRef: { name: eab.secretName, key: 'key' } } }
        : {}),
      // Made by cert-manager. An account is known to one server, so each server has a key of its own.
      privateKeySecretRef: {
        name: config.server in directories ? `acme-account-${config.server}` : 'acme-account',
      },
      solvers: config.solvers.map((solver) =>
        renderSolver(solver, {
          ingressClassName: platform.ingress?.className,
          pullSecrets: platform.images.pullSecrets,
        }),
      ),
    },
  };
}

/** A self-signed root. The issuer that signs it is namespaced: nothing else in the cluster needs to self-sign. */
function root(scope: Construct, config: Config): void {
  const selfSigned = 'plinth-private-ca-self-signed';
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name: selfSigned, namespace: namespaceName, labels: labels(addonName, selfSigned) },
    spec: { selfSigned: {} },
  });
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: rootName, namespace: namespaceName, labels: labels(addonName, rootName) },
    spec: {
      isCA: true,
      commonName: config.privateCa.commonName,
      secretName: rootName,
      duration: config.privateCa.duration,
      renewBefore: config.privateCa.renewBefore,
      usages: ['cert sign', 'crl sign', 'digital signature'],
      // A renewed root with the old key still verifies every certificate that is in use. A new key would break them
      // all at once, and everyone who trusts the root by its file.
      privateKey: { algorithm: 'ECDSA', size: 384, rotationPolicy: 'Never' },
      issuerRef: { group: 'cert-manager.io', kind: 'Issuer', name: selfSigned },
    },
  });
}

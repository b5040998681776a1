// Names that more than one file of the addon needs to agree on: components, ports, Secrets.
import { type Labels, labels, selectorLabels } from '../kit/labels.js';

export const addonName = 'harbor';
export const namespaceName = 'harbor';

export const components = [
  'core',
  'portal',
  'jobservice',
  'registry',
  'trivy',
  'exporter',
  'database',
  'valkey',
] as const;
export type Component = (typeof components)[number];

/** Components that serve TLS with a certificate of their own. The database and Valkey speak in the clear. */
export const tlsComponents = ['core', 'portal', 'jobservice', 'registry', 'trivy'] as const;
export type TlsComponent = (typeof tlsComponents)[number];

/** Name of a component's workload, Service, ServiceAccount and ConfigMap; also its Prometheus job. */
export const nameOf = (component: Component): string => `harbor-${component}`;
export const selectorOf = (component: Component): Labels => selectorLabels(nameOf(component));
export const labelsOf = (component: Component): Labels => labels(addonName, nameOf(component));

/** Container ports. With internal TLS, Harbor's components serve HTTPS alone. */
export const ports = {
  https: 8443,
  registry: 5443,
  registryctl: 8443,
  metrics: 8001,
  database: 5432,
  valkey: 6379,
} as const;

/** URLs by which the components call each other: the Services' short names are on their certificates. */
export const urls = {
  // Trivy's adapter takes the port out of the URL and does not know defaults.
  core: `https://${nameOf('core')}:443`,
  portal: `https://${nameOf('portal')}`,
  jobservice: `https://${nameOf('jobservice')}`,
  registry: `https://${nameOf('registry')}:${ports.registry}`,
  registryctl: `https://${nameOf('registry')}:${ports.registryctl}`,
  trivy: `https://${nameOf('trivy')}:${ports.https}`,
} as const;

/** A name on the certificates of core and portal alike: the ingress controller checks both by it. */
export const backendName = 'harbor.harbor.svc';

export const tlsSecretOf = (component: TlsComponent): string => `${nameOf(component)}-tls`;
/** The RSA key that signs tokens, as cert-manager makes it. */
export const tokenKeySecret = 'harbor-token-key';

/** Secrets that `plinth secrets` or the user makes. */
export const secretNames = {
  admin: 'harbor-admin',
  core: 'harbor-core',
  jobservice: 'harbor-jobservice',
  registry: 'harbor-registry-user',
  storage: 'harbor-registry-storage',
  database: 'harbor-database',
  valkey: 'harbor-valkey',
  trustedCa: 'harbor-trusted-ca',
  trivy: 'harbor-trivy-github',
} as const;

/** Harbor's own user at the registry; the registry knows no other. */
export const registryUser = 'harbor_registry_user';

/** Claim for the registry's volume, and for its bucket. */
export const registryClaim = 'harbor-registry-data';

// opensearch.yml: cluster formation, TLS and who is trusted as a node or an administrator.
import { stringify } from 'yaml';
import { adminCommonName, nodeCommonName } from './certificates.js';
import type { Config } from './config.js';
import { addonName, discoveryName, namespaceName, transportPort } from './names.js';

/** Directories below the configuration directory, where the security plugin requires its certificates to be. */
export const httpTlsDirectory = 'tls-http';
export const transportTlsDirectory = 'tls-transport';

/** Upstream documents the keys in configuring-opensearch/*.md and security/configuration/tls.md. */
export function settings(config: Config): string {
  const values: Record<string, unknown> = {
    'cluster.name': 'logs',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: OpenSearch puts the variable in; it is the pod's name.
    'node.name': '${HOSTNAME}',
    'network.host': '0.0.0.0',
    'discovery.seed_hosts': [`${discoveryName}.${namespaceName}.svc:${transportPort}`],
    // Read only while the cluster forms for the first time. Three names however many nodes there are, so that adding
    // nodes does not change it.
    'cluster.initial_cluster_manager_nodes': nodeNames(Math.min(config.nodes, 3)),
    'node.store.allow_mmap': config.mmap,
    // No deletion by wildcard: a slip in the console would take all logs.
    'action.destructive_requires_name': true,

    'plugins.security.ssl.transport.pemcert_filepath': `${transportTlsDirectory}/tls.crt`,
    'plugins.security.ssl.transport.pemkey_filepath': `${transportTlsDirectory}/tls.key`,
    'plugins.security.ssl.transport.pemtrustedcas_filepath': `${transportTlsDirectory}/ca.crt`,
    // Pods have no stable reverse DNS, and a CA that signs for nodes and administrators alone needs no check of names.
    'transport.ssl.enforce_hostname_verification': false,
    'plugins.security.ssl.http.enabled': true,
    'plugins.security.ssl.http.pemcert_filepath': `${httpTlsDirectory}/tls.crt`,
    'plugins.security.ssl.http.pemkey_filepath': `${httpTlsDirectory}/tls.key`,
    // Which client certificates are believed: the administrator's, from our own CA.
    'plugins.security.ssl.http.pemtrustedcas_filepath': `${transportTlsDirectory}/ca.crt`,
    'plugins.security.ssl.http.clientauth_mode': 'OPTIONAL',
    // cert-manager renews; nodes read the new files without a restart.
    'plugins.security.ssl.certificates_hot_reload.enabled': true,
    'plugins.security.nodes_dn': [`CN=${nodeCommonName}`],
    'plugins.security.authcz.admin_dn': [`CN=${adminCommonName}`],

    // The first start fills the security index from our files; the setup Job applies later changes.
    'plugins.security.allow_default_init_securityindex': true,
    'plugins.security.restapi.roles_enabled': ['all_access'],
    'plugins.security.system_indices.enabled': true,
  };
  return stringify(values, { version: '1.1', lineWidth: 0 });
}

export function nodeNames(count: number): string[] {
  return Array.from({ length: count }, (_, i) => `${addonName}-${i}`);
}

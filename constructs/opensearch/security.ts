// Who may do what in OpenSearch: the security plugin's files. Only internal_users.yml is secret, for its hashes.
import { stringify } from 'yaml';
import type { Config } from './config.js';
import { indexPrefix, users } from './names.js';

/** The files that go into a ConfigMap, by name. All that the plugin reads are here, so none of the image's demo files is used. */
export function securityFiles(config: Config): Readonly<Record<string, string>> {
  return {
    'action_groups.yml': file('actiongroups', {}),
    'allowlist.yml': file('allowlist', { config: { enabled: false } }),
    'config.yml': file('config', { config: { dynamic: authentication(config) } }),
    'nodes_dn.yml': file('nodesdn', {}),
    'roles.yml': file('roles', roles),
    'roles_mapping.yml': file('rolesmapping', mappings(config)),
    'tenants.yml': file('tenants', {}),
  };
}

/** internal_users.yml with places for the hashes. Reserved users cannot be changed in Dashboards: the profile has the say. */
export function internalUsers(): string {
  const descriptions: Readonly<Record<keyof typeof users, string>> = {
    admin: 'Administrator',
    writer: 'Fluent Bit: creates and fills daily indices',
    dashboards: 'Server of OpenSearch Dashboards',
    exporter: 'Prometheus exporter: reads health and statistics',
    lifecycle: 'Lifecycle of indices: policies and deletion',
  };
  const entries = Object.entries(users).map(([key, user]) => [
    user.name,
    {
      hash: `{{bcrypt:${user.credential}}}`,
      reserved: true,
      description: descriptions[key as keyof typeof users],
    },
  ]);
  return file('internalusers', Object.fromEntries(entries));
}

const logs = [`${indexPrefix}*`];

/** Roles of our own; `all_access`, `kibana_server` and `kibana_user` are built into the plugin (static_roles.yml). */
const roles = {
  logs_writer: {
    description: 'Appends to log indices and creates the next day’s',
    cluster_permissions: ['indices:data/write/bulk'],
    index_permissions: [
      {
        index_patterns: logs,
        allowed_actions: [
          'indices:data/write/bulk*',
          'indices:data/write/index',
          'indices:admin/create',
          // Dynamic mapping: a field that was not there before.
          'indices:admin/mapping/put',
        ],
      },
    ],
  },
  logs_reader: {
    description: 'Searches log indices',
    cluster_permissions: ['cluster_composite_ops_ro'],
    index_permissions: [
      {
        index_patterns: logs,
        allowed_actions: ['read', 'indices:admin/get', 'indices:admin/mappings/get', 'indices_monitor'],
      },
    ],
    tenant_permissions: [{ tenant_patterns: ['global_tenant'], allowed_actions: ['kibana_all_write'] }],
  },
  metrics_reader: {
    description: 'Reads health and statistics, no documents',
    cluster_permissions: ['cluster_monitor'],
    index_permissions: [
      { index_patterns: ['*'], allowed_actions: ['indices_monitor', 'indices:admin/aliases/get'] },
    ],
  },
  logs_lifecycle: {
    description:
      'Owns lifecycle policies and deletes old log indices; index state management acts with its rights',
    cluster_permissions: ['cluster_monitor', 'cluster:admin/opendistro/ism/*'],
    index_permissions: [{ index_patterns: logs, allowed_actions: ['manage'] }],
  },
};

function mappings(config: Config): Record<string, unknown> {
  const groups = config.dashboards.enabled ? config.dashboards.oidc : undefined;
  const map = (names: readonly string[], backendRoles: readonly string[] = []) => ({
    reserved: true,
    ...(names.length > 0 ? { users: names } : {}),
    ...(backendRoles.length > 0 ? { backend_roles: backendRoles } : {}),
  });
  const readers = groups?.readerGroups ?? [];
  return {
    all_access: map([users.admin.name], groups?.adminGroups),
    kibana_server: map([users.dashboards.name]),
    ...(readers.length > 0 ? { kibana_user: map([], readers), logs_reader: map([], readers) } : {}),
    logs_writer: map([users.writer.name]),
    metrics_reader: map([users.exporter.name]),
    logs_lifecycle: map([users.lifecycle.name]),
  };
}

function authentication(config: Config): Record<string, unknown> {
  const oidc = config.dashboards.enabled ? config.dashboards.oidc : undefined;
  return {
    // One shared space: searches and dashboards are seen by all who may read logs.
    kibana: { multitenancy_enabled: false, server_username: users.dashboards.name },
    http: { anonymous_auth_enabled: false, xff: { enabled: false } },
    authc: {
      internal_users: {
        description: 'Users of internal_users.yml, by HTTP basic authentication',
        http_enabled: true,
        transport_enabled: false,
        order: 0,
        http_authenticator: { type: 'basic', challenge: oidc === undefined },
        authentication_backend: { type: 'internal' },
      },
      ...(oidc
        ? {
            openid: {
              description: 'Tokens of the identity provider, passed on by Dashboards',
              http_enabled: true,
              transport_enabled: false,
              order: 1,
              http_authenticator: {
                type: 'openid',
                challenge: false,
                config: {
                  openid_connect_url: oidc.discoveryUrl,
                  subject_key: oidc.usernameClaim,
                  roles_key: oidc.groupsClaim,
                  required_audience: oidc.clientId,
                },
              },
              authentication_backend: { type: 'noop' },
            },
          }
        : {}),
    },
  };
}

function file(type: string, content: Record<string, unknown>): string {
  return stringify(
    { _meta: { type, config_version: 2 }, ...content },
    { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false },
  );
}

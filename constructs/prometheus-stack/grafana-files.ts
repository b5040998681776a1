// Grafana's configuration and provisioning files. Credentials come by environment from Secrets, never from here.
import type { k8s } from 'cdk8s-plus-28';
import { hostOf } from '../kit/expose.js';
import type { Platform } from '../kit/platform.js';
import type { SecretNeed } from '../kit/secret.js';
import type { GrafanaConfig } from './config-grafana.js';
import { namespaceName } from './names.js';

export function grafanaFiles(config: GrafanaConfig, platform: Platform): Readonly<Record<string, string>> {
  return {
    'grafana.ini': ini(sections(config, platform)),
    // JSON is YAML; Grafana reads these with a YAML parser.
    'datasources.yaml': json({ apiVersion: 1, prune: true, datasources }),
    'dashboards.yaml': json({
      apiVersion: 1,
      providers: [
        {
          name: 'plinth',
          type: 'file',
          disableDeletion: true,
          allowUiUpdates: false,
          updateIntervalSeconds: 30,
          options: { path: '/var/lib/grafana-dashboards', foldersFromFilesStructure: true },
        },
      ],
    }),
  };
}

const datasources = [
  {
    uid: 'prometheus',
    name: 'Prometheus',
    type: 'prometheus',
    access: 'proxy',
    url: `http://prometheus.${namespaceName}.svc:9090`,
    isDefault: true,
    editable: false,
    jsonData: { httpMethod: 'POST', manageAlerts: false, prometheusType: 'Prometheus', timeInterval: '30s' },
  },
  {
    uid: 'alertmanager',
    name: 'Alertmanager',
    type: 'alertmanager',
    access: 'proxy',
    url: `http://alertmanager.${namespaceName}.svc:9093`,
    editable: false,
    jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
  },
];

export function grafanaEnv(config: GrafanaConfig): k8s.EnvVar[] {
  const from = (name: string, secret: string, key: string): k8s.EnvVar => ({
    name,
    valueFrom: { secretKeyRef: { name: secret, key } },
  });
  return [
    from('GF_SECURITY_ADMIN_USER', 'grafana-admin', 'admin-user'),
    from('GF_SECURITY_ADMIN_PASSWORD', 'grafana-admin', 'admin-password'),
    // Encrypts what is stored in the database; the same key for each replica and each restart.
    from('GF_SECURITY_SECRET_KEY', 'grafana-admin', 'secret-key'),
    ...(config.oidc ? [from('GF_AUTH_GENERIC_OAUTH_CLIENT_SECRET', 'grafana-oidc', 'client-secret')] : []),
    ...(config.database ? [from('GF_DATABASE_PASSWORD', 'grafana-database', 'password')] : []),
  ];
}

export function grafanaSecrets(config: GrafanaConfig): readonly SecretNeed[] {
  const given = (description: string) => ({ kind: 'given' as const, description });
  return [
    {
      namespace: namespaceName,
      name: 'grafana-admin',
      purpose:
        'Admin user of Grafana, and the key that encrypts stored credentials. The password counts at first start alone.',
      keys: {
        'admin-user': { kind: 'literal', value: 'admin' },
        'admin-password': { kind: 'password', credential: 'grafana-admin' },
        'secret-key': { kind: 'password', credential: 'grafana-secret-key' },
      },
    },
    ...(config.oidc
      ? [
          {
            namespace: namespaceName,
            name: 'grafana-oidc',
            purpose: 'OAuth client of Grafana',
            keys: { 'client-secret': given(`the secret of the OAuth client ${config.oidc.clientId}`) },
          },
        ]
      : []),
    ...(config.database
      ? [
          {
            namespace: namespaceName,
            name: 'grafana-database',
            purpose: "Grafana's database",
            keys: { password: given(`the password of ${config.database.user} at ${config.database.host}`) },
          },
        ]
      : []),
  ];
}

type Sections = Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>>;

function sections(config: GrafanaConfig, platform: Platform): Sections {
  return {
    server: { root_url: `https://${hostOf(platform, config.host)}/`, enforce_domain: false },
    analytics: { reporting_enabled: false, check_for_updates: false, check_for_plugin_updates: false },
    security: {
      cookie_secure: true,
      cookie_samesite: 'lax',
      disable_gravatar: true,
      strict_transport_security: true,
    },
    users: { allow_sign_up: false, default_theme: 'system' },
    snapshots: { external_enabled: false },
    // Alerts are evaluated by Prometheus and sent by Alertmanager: one way, in Git.
    unified_alerting: { enabled: false },
    log: { mode: 'console' },
    'log.console': { format: 'json' },
    plugins: { preinstall_disabled: true, plugin_admin_enabled: false },
    ...(config.anonymousViewers ? { 'auth.anonymous': { enabled: true, org_role: 'Viewer' } } : {}),
    ...(config.oidc ? { 'auth.generic_oauth': oauth(config.oidc) } : {}),
    ...(config.database ? { database: database(config.database) } : {}),
  };
}

function oauth(oidc: NonNullable<GrafanaConfig['oidc']>): Sections[string] {
  return {
    enabled: true,
    name: oidc.name,
    client_id: oidc.clientId,
    scopes: oidc.scopes.join(' '),
    auth_url: oidc.authUrl,
    token_url: oidc.tokenUrl,
    api_url: oidc.apiUrl,
    role_attribute_path: oidc.roleAttributePath,
    role_attribute_strict: true,
    allow_sign_up: true,
    use_pkce: true,
  };
}

function database(d: NonNullable<GrafanaConfig['database']>): Sections[string] {
  return { type: d.type, host: d.host, name: d.name, user: d.user, ssl_mode: d.sslMode };
}

function ini(all: Sections): string {
  return Object.entries(all)
    .map(
      ([section, keys]) =>
        `[${section}]\n${Object.entries(keys)
          .map(([k, v]) => `${k} = ${v}\n`)
          .join('')}`,
    )
    .join('\n');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

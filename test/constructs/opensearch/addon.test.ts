// The log store as it is rendered: formation, TLS, least rights, and what is left out when it is not wanted.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { opensearch } from '../../../constructs/opensearch/addon.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, cluster, fullPlatform } from '../../support/platform.js';

const render = (config: unknown = {}, platform = fullPlatform) =>
  renderAddon(opensearch, opensearch.config.parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const object = objects.find((o) => o.kind === kind && o.metadata.name === name);
  if (!object) throw new Error(`no ${kind} ${name}`);
  return object;
}

const get = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value);

const settingsOf = (objects: readonly KubeObject[]) =>
  parse(String(get(find(objects, 'ConfigMap', 'opensearch-settings'), 'data', 'opensearch.yml'))) as Record<
    string,
    unknown
  >;

const securityOf = (objects: readonly KubeObject[], file: string) =>
  parse(String(get(find(objects, 'ConfigMap', 'opensearch-security'), 'data', file))) as Record<
    string,
    unknown
  >;

describe('the nodes', () => {
  const objects = render();
  const nodes = find(objects, 'StatefulSet', 'opensearch');

  it('find each other by the headless Service and form a cluster with the names that the StatefulSet gives', () => {
    const settings = settingsOf(objects);
    expect(get(nodes, 'spec', 'serviceName')).toBe('opensearch-nodes');
    expect(settings['discovery.seed_hosts']).toEqual(['opensearch-nodes.logging.svc:9300']);
    expect(settings['cluster.initial_cluster_manager_nodes']).toEqual([
      'opensearch-0',
      'opensearch-1',
      'opensearch-2',
    ]);
    const service = find(objects, 'Service', 'opensearch-nodes');
    expect(get(service, 'spec', 'clusterIP')).toBe('None');
    expect(get(service, 'spec', 'publishNotReadyAddresses')).toBe(true);
  });

  it('keep the names that form the cluster when nodes are added', () => {
    const settings = settingsOf(
      render({ nodes: 5 }, { ...fullPlatform, cluster: { ...cluster, workers: 5 } }),
    );
    expect(settings['cluster.initial_cluster_manager_nodes']).toEqual([
      'opensearch-0',
      'opensearch-1',
      'opensearch-2',
    ]);
  });

  it('get half of their memory as heap, and 31 GiB at most', () => {
    const heapOf = (memory: string) =>
      get(
        find(render({ memory }), 'StatefulSet', 'opensearch'),
        'spec',
        'template',
        'spec',
        'containers',
        0,
        'env',
        0,
        'value',
      );
    expect(heapOf('4Gi')).toMatch(/^-Xms2048m -Xmx2048m /);
    expect(heapOf('128Gi')).toMatch(/^-Xms31744m -Xmx31744m /);
  });

  it('are probed for readiness where no credentials are needed, over TLS', () => {
    const probe = get(nodes, 'spec', 'template', 'spec', 'containers', 0, 'readinessProbe', 'httpGet');
    expect(probe).toEqual({ path: '/_plugins/_security/health', port: 'https', scheme: 'HTTPS' });
  });

  it('store on the platform’s block storage unless a class is named', () => {
    const classOf = (config: unknown) =>
      get(
        find(render(config), 'StatefulSet', 'opensearch'),
        'spec',
        'volumeClaimTemplates',
        0,
        'spec',
        'storageClassName',
      );
    expect(classOf({})).toBe('fast');
    expect(classOf({ storage: { className: 'local' } })).toBe('local');
  });

  it('restart when opensearch.yml changes and not when roles or retention do', () => {
    const checksumOf = (config: unknown) =>
      get(find(render(config), 'StatefulSet', 'opensearch'), 'spec', 'template', 'metadata', 'annotations');
    expect(checksumOf({ mmap: true })).not.toEqual(checksumOf({}));
    expect(checksumOf({ retention: { days: { audit: 90 } } })).toEqual(checksumOf({}));
  });

  it('map no files into memory unless the profile says that machines are tuned', () => {
    expect(settingsOf(objects)['node.store.allow_mmap']).toBe(false);
    expect(settingsOf(render({ mmap: true }))['node.store.allow_mmap']).toBe(true);
  });

  it('have no disruption budget when there is one alone, and then no replicas of indices', () => {
    const single = render({ nodes: 1 });
    expect(single.some((o) => o.kind === 'PodDisruptionBudget' && o.metadata.name === 'opensearch')).toBe(
      false,
    );
    const template = JSON.parse(
      String(get(find(single, 'ConfigMap', 'opensearch-lifecycle'), 'data', 'component-template.logs.json')),
    );
    expect(get(template, 'template', 'settings', 'index', 'number_of_replicas')).toBe(0);
  });
});

describe('certificates', () => {
  const objects = render();

  it('of nodes and administrators come from a CA in the namespace, the HTTP port’s from the platform', () => {
    const issuerOf = (name: string) => get(find(objects, 'Certificate', name), 'spec', 'issuerRef', 'name');
    expect(issuerOf('opensearch-http')).toBe('internal-ca');
    expect(issuerOf('opensearch-transport')).toBe('opensearch-ca');
    expect(issuerOf('opensearch-admin')).toBe('opensearch-ca');
  });

  it('carry the subjects that opensearch.yml trusts, each for its own role', () => {
    const settings = settingsOf(objects);
    const subjectOf = (name: string) => [
      `CN=${get(find(objects, 'Certificate', name), 'spec', 'commonName')}`,
    ];
    expect(settings['plugins.security.nodes_dn']).toEqual(subjectOf('opensearch-transport'));
    expect(settings['plugins.security.authcz.admin_dn']).toEqual(subjectOf('opensearch-admin'));
    expect(settings['plugins.security.ssl.http.pemtrustedcas_filepath']).toBe('tls-transport/ca.crt');
  });

  it('name the Service by which clients verify it', () => {
    expect(get(find(objects, 'Certificate', 'opensearch-http'), 'spec', 'dnsNames')).toContain(
      'opensearch.logging.svc',
    );
  });

  it('have PKCS8 keys, the only ones that OpenSearch reads', () => {
    for (const name of ['opensearch-http', 'opensearch-transport', 'opensearch-admin'])
      expect(get(find(objects, 'Certificate', name), 'spec', 'privateKey', 'encoding')).toBe('PKCS8');
  });

  it('of the administrator reach the setup Job alone', () => {
    const users = objects.filter((o) =>
      JSON.stringify(o.spec ?? {}).includes('"secretName":"opensearch-admin-tls"'),
    );
    expect(users.map((o) => o.kind).sort()).toEqual(['Certificate', 'Job']);
  });
});

describe('users and roles', () => {
  it('let Fluent Bit append to log indices and nothing else', () => {
    const writer = securityOf(render(), 'roles.yml').logs_writer as Record<string, unknown>;
    expect(writer.cluster_permissions).toEqual(['indices:data/write/bulk']);
    expect(get(writer, 'index_permissions', 0, 'index_patterns')).toEqual(['logs-*']);
    const actions = get(writer, 'index_permissions', 0, 'allowed_actions') as string[];
    expect(actions.filter((action) => /read|delete|monitor|\*$/.test(action))).toEqual([
      'indices:data/write/bulk*',
    ]);
  });

  it('map every role that they name to somebody, and every user but none to two roles', () => {
    const mapping = securityOf(render(), 'roles_mapping.yml') as Record<string, { users?: string[] }>;
    const mapped = Object.values(mapping).flatMap((entry) => entry.users ?? []);
    expect(mapped.sort()).toEqual(['admin', 'exporter', 'fluent-bit', 'kibanaserver', 'lifecycle']);
  });

  it('put password hashes into a Secret that is declared and into no object', () => {
    const config = opensearch.config.parse({});
    const need = opensearch.secrets?.(config, fullPlatform).find((s) => s.name === 'opensearch-users');
    const value = need?.keys['internal_users.yml'];
    if (value?.kind !== 'template') throw new Error('expected a template');
    const users = parse(value.template) as Record<string, { hash?: string }>;
    expect(users['fluent-bit']?.hash).toBe(
      `{{bcrypt:${opensearch.provides?.(config, cluster).logStore?.credential}}}`,
    );
    expect(JSON.stringify(render())).not.toContain('bcrypt');
  });

  it('use hashes of the very passwords that the pods sign in with', () => {
    const needs = opensearch.secrets?.(opensearch.config.parse({}), fullPlatform) ?? [];
    const template = needs.find((s) => s.name === 'opensearch-users')?.keys['internal_users.yml'];
    const hashed = template?.kind === 'template' ? template.template : '';
    const passwords = needs.flatMap((s) => Object.values(s.keys)).filter((v) => v.kind === 'password');
    const credentials = passwords
      .map((v) => v.credential)
      .filter((c) => c !== 'opensearch-dashboards-cookie');
    expect(credentials).toHaveLength(4);
    for (const credential of credentials) expect(hashed).toContain(`{{bcrypt:${credential}}}`);
  });

  it('let groups of an OpenID Connect provider in when one is configured', () => {
    const oidc = {
      discoveryUrl: 'https://id.example.org/.well-known/openid-configuration',
      clientId: 'logs',
    };
    const objects = render({
      dashboards: { oidc: { ...oidc, adminGroups: ['ops'], readerGroups: ['dev'] } },
    });
    const mapping = securityOf(objects, 'roles_mapping.yml');
    expect(get(mapping, 'all_access', 'backend_roles')).toEqual(['ops']);
    expect(get(mapping, 'logs_reader', 'backend_roles')).toEqual(['dev']);
    const authc = get(securityOf(objects, 'config.yml'), 'config', 'dynamic', 'authc');
    expect(get(authc, 'openid', 'http_authenticator', 'config', 'required_audience')).toBe('logs');
    const dashboards = parse(
      String(get(find(objects, 'ConfigMap', 'opensearch-dashboards'), 'data', 'opensearch_dashboards.yml')),
    ) as Record<string, unknown>;
    expect(dashboards['opensearch_security.openid.base_redirect_url']).toBe('https://logs.example.com');
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Dashboards reads the variable.
    expect(dashboards['opensearch_security.openid.client_secret']).toBe('${OIDC_CLIENT_SECRET}');
  });
});

describe('the setup Job', () => {
  const nameOf = (config: unknown, platform = fullPlatform) =>
    render(config, platform).find((o) => o.kind === 'Job')?.metadata.name;

  it('keeps its name while nothing that it applies changes', () => {
    expect(nameOf({ memory: '4Gi', dashboards: { replicas: 3 } })).toBe(nameOf({}));
  });

  it('gets a new name when a policy, a template, a role or its image changes', () => {
    const names = [
      nameOf({}),
      nameOf({ retention: { days: { audit: 90 } } }),
      nameOf({ indices: { refreshSeconds: 60 } }),
      nameOf({
        dashboards: {
          oidc: { discoveryUrl: 'https://id.example.org/x', clientId: 'a', readerGroups: ['dev'] },
        },
      }),
      nameOf({}, { ...fullPlatform, images: { registry: 'mirror.example.com', pullSecrets: [] } }),
    ];
    expect(new Set(names).size).toBe(names.length);
  });

  it('keeps each stream for the whole days that the profile says', () => {
    const objects = render({ retention: { days: { containers: 3 } } });
    const policy = JSON.parse(
      String(get(find(objects, 'ConfigMap', 'opensearch-lifecycle'), 'data', 'policy.logs-containers.json')),
    );
    // The last record of a daily index is a day younger than the index.
    expect(get(policy, 'policy', 'states', 0, 'transitions', 0, 'conditions', 'min_index_age')).toBe('4d');
    expect(get(policy, 'policy', 'ism_template', 0, 'index_patterns')).toEqual(['logs-containers-*']);
  });
});

describe('the network', () => {
  it('lets the ports of OpenSearch be reached by its clients and by no one else', () => {
    const policy = find(render(), 'NetworkPolicy', 'opensearch');
    const peers = (
      get(policy, 'spec', 'ingress') as { from: { podSelector: { matchLabels: Record<string, string> } }[] }[]
    ).map((rule) => rule.from[0]?.podSelector.matchLabels['app.kubernetes.io/name']);
    expect(peers).toEqual([
      'opensearch',
      'opensearch-setup',
      'opensearch-retention',
      'opensearch-dashboards',
      'opensearch-exporter',
      'fluent-bit',
    ]);
  });

  it('lets nodes and Dashboards out to the identity provider on its port alone', () => {
    const oidc = { discoveryUrl: 'https://id.example.org:8443/x', clientId: 'a' };
    const out = (config: unknown, name: string) =>
      JSON.stringify(get(find(render(config), 'NetworkPolicy', name), 'spec', 'egress'));
    for (const name of ['opensearch', 'opensearch-dashboards']) {
      expect(out({ dashboards: { oidc } }, name)).toContain('8443');
      expect(out({}, name)).not.toContain('ipBlock');
    }
    expect(out({ dashboards: { oidc } }, 'opensearch-exporter')).not.toContain('8443');
  });
});

describe('what is not wanted or not there', () => {
  it('leaves out Dashboards, its Ingress and its Secrets when it is disabled', () => {
    const config = { dashboards: { enabled: false } };
    const objects = render(config);
    expect(objects.filter((o) => o.metadata.name.startsWith('opensearch-dashboards'))).toEqual([]);
    const names = opensearch.secrets?.(opensearch.config.parse(config), fullPlatform).map((s) => s.name);
    expect(names).toEqual([
      'opensearch-users',
      'opensearch-admin',
      'opensearch-lifecycle-user',
      'opensearch-exporter-user',
    ]);
  });

  it('leaves out rules and dashboard along with the exporter', () => {
    const objects = render({ exporter: { enabled: false } });
    expect(objects.filter((o) => /PrometheusRule|ServiceMonitor/.test(o.kind))).toEqual([]);
    expect(
      opensearch.provides?.(opensearch.config.parse({ exporter: { enabled: false } }), cluster).dashboards,
    ).toBeUndefined();
  });

  it('renders nothing of monitoring and no Ingress on a platform without them', () => {
    const kinds = new Set(render({}, barePlatform).map((o) => o.kind));
    for (const kind of ['ServiceMonitor', 'PrometheusRule', 'Ingress', 'Certificate'])
      expect(kinds).not.toContain(kind);
  });

  it('offers the host, port and user that Fluent Bit needs', () => {
    expect(opensearch.provides?.(opensearch.config.parse({}), cluster).logStore).toEqual({
      kind: 'opensearch',
      host: 'opensearch.logging.svc',
      port: 9200,
      namespace: 'logging',
      podLabels: { 'app.kubernetes.io/name': 'opensearch', 'app.kubernetes.io/component': 'node' },
      credential: 'opensearch-fluent-bit',
      username: 'fluent-bit',
    });
  });
});

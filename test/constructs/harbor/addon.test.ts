// Harbor as it is rendered: storage and replicas, TLS, credentials, flows, the host and the files for nodes.
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { harbor } from '../../../constructs/harbor/addon.js';
import { alerts } from '../../../constructs/harbor/alerts.js';
import { metrics } from '../../../constructs/harbor/metrics.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const objectStore = {
  host: 'rook-ceph-rgw.rook-ceph.svc',
  port: 80,
  bucketClass: 'buckets',
  namespace: 'rook-ceph',
  podLabels: { app: 'rook-ceph-rgw' },
  podPort: 8080,
};
const s3 = { kind: 's3', s3: { bucket: 'layers', region: 'eu-central-1' } };
const externalDatabase = {
  kind: 'external',
  external: {
    host: 'pg.example.com',
    username: 'harbor',
  },
};

const render = (config: unknown = {}, platform: Platform = fullPlatform) =>
  renderAddon(harbor, harbor.config.parse(config), platform);
const problemsOf = (config: unknown, platform: Platform = fullPlatform) =>
  (harbor.problems?.(harbor.config.parse(config), platform) ?? []).map((p) => p.path.join('.'));
const secretsOf = (config: unknown, platform: Platform = fullPlatform) =>
  harbor.secrets?.(harbor.config.parse(config), platform) ?? [];
const filesOf = (config: unknown, platform: Platform = fullPlatform) =>
  harbor.files?.(harbor.config.parse(config), platform) ?? {};

function find(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  const object = objects.find((o) => o.kind === kind && o.metadata.name === name);
  if (!object) throw new Error(`no ${kind} ${name}`);
  return object;
}

const get = (value: unknown, ...path: readonly (string | number)[]): unknown =>
  path.reduce<unknown>((at, key) => (at as Record<string | number, unknown> | undefined)?.[key], value);

const registrySettings = (objects: readonly KubeObject[]) =>
  parse(String(get(find(objects, 'ConfigMap', 'harbor-registry'), 'data', 'config.yml'))) as unknown;

function envOf(objects: readonly KubeObject[], name: string): Record<string, unknown> {
  const pod = podTemplates(objects).find((p) => p.owner.metadata.name === name);
  return Object.fromEntries(
    (pod?.spec.containers ?? [])
      .flatMap((c) => c.env ?? [])
      .map((e) => [e.name, e.value ?? get(e, 'valueFrom')]),
  );
}

describe('the registry’s storage', () => {
  it('is by default one volume of its own, with one replica that is replaced and never doubled', () => {
    const objects = render();
    const registry = find(objects, 'Deployment', 'harbor-registry');
    expect(get(registry, 'spec', 'replicas')).toBe(1);
    expect(get(registry, 'spec', 'strategy')).toEqual({ type: 'Recreate' });
    const claim = find(objects, 'PersistentVolumeClaim', 'harbor-registry-data');
    expect(get(claim, 'spec', 'accessModes')).toEqual(['ReadWriteOnce']);
    expect(get(claim, 'spec', 'storageClassName')).toBe('fast');
    expect(claim.metadata.annotations).toMatchObject({ 'helm.sh/resource-policy': 'keep' });
  });

  it('has two replicas on a shared volume of the platform’s file storage', () => {
    const platform = { ...fullPlatform, storage: { block: 'fast', file: 'cephfs' } };
    const objects = render({ storage: { volume: { shared: true } } }, platform);
    expect(get(find(objects, 'Deployment', 'harbor-registry'), 'spec', 'replicas')).toBe(2);
    const claim = find(objects, 'PersistentVolumeClaim', 'harbor-registry-data');
    expect(get(claim, 'spec', 'accessModes')).toEqual(['ReadWriteMany']);
    expect(get(claim, 'spec', 'storageClassName')).toBe('cephfs');
  });

  it('can be a bucket whose keys come from a Secret and stand in no file', () => {
    const objects = render({ storage: s3 });
    expect(objects.some((o) => o.kind === 'PersistentVolumeClaim')).toBe(false);
    expect(get(registrySettings(objects), 'storage', 's3')).toEqual({
      region: 'eu-central-1',
      bucket: 'layers',
      secure: true,
      v4auth: true,
    });
    expect(envOf(objects, 'harbor-registry').REGISTRY_STORAGE_S3_SECRETKEY).toEqual({
      secretKeyRef: { name: 'harbor-registry-storage', key: 'secretKey' },
    });
    expect(secretsOf({ storage: s3 }).map((s) => s.name)).toContain('harbor-registry-storage');
  });

  it('claims a bucket of the platform’s object store and takes the claim’s keys', () => {
    const config = { storage: { kind: 'objectStore' } };
    const platform = { ...fullPlatform, objectStore };
    const objects = render(config, platform);
    expect(get(find(objects, 'ObjectBucketClaim', 'harbor-registry-data'), 'spec')).toEqual({
      bucketName: 'harbor',
      storageClassName: 'buckets',
    });
    expect(envOf(objects, 'harbor-registry').REGISTRY_STORAGE_S3_ACCESSKEY).toEqual({
      secretKeyRef: { name: 'harbor-registry-data', key: 'AWS_ACCESS_KEY_ID' },
    });
    expect(get(registrySettings(objects), 'storage', 's3', 'regionendpoint')).toBe(
      'http://rook-ceph-rgw.rook-ceph.svc:80',
    );
    expect(secretsOf(config, platform).map((s) => s.name)).not.toContain('harbor-registry-storage');
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'harbor-registry'))).toContain('rook-ceph-rgw');
    expect(harbor.requires?.(harbor.config.parse(config))).toContain('objectStore');
    expect(harbor.requires?.(harbor.config.parse({}))).not.toContain('objectStore');
  });

  it('never redirects to a volume, and to a bucket only when asked', () => {
    const disabled = (config: unknown) =>
      get(registrySettings(render(config)), 'storage', 'redirect', 'disable');
    expect(disabled({ storage: { redirect: true } })).toBe(true);
    expect(disabled({ storage: s3 })).toBe(true);
    expect(disabled({ storage: { ...s3, redirect: true } })).toBe(false);
  });
});

describe('what cannot work is refused', () => {
  it('says so of several registries on a volume that only one node can mount', () => {
    expect(problemsOf({ registry: { replicas: 2 } })).toEqual(['registry.replicas']);
    expect(problemsOf({ registry: { replicas: 2 }, storage: s3 })).toEqual([]);
  });

  it('says so of a shared volume without storage for it', () => {
    expect(problemsOf({ storage: { volume: { shared: true } } })).toEqual(['storage.volume.shared']);
  });

  it('says so of kinds without their settings, and of settings of another kind', () => {
    expect(problemsOf({ storage: { kind: 's3' } })).toEqual(['storage.s3']);
    expect(problemsOf({ database: { kind: 'external' } })).toEqual(['database.external']);
    expect(problemsOf({ database: { ...externalDatabase, kind: 'internal' } })).toEqual([
      'database.external',
    ]);
    expect(problemsOf({ valkey: { kind: 'external' } })).toEqual(['valkey.external']);
    expect(
      problemsOf({ valkey: { kind: 'external', external: { addresses: ['a:6379', 'b:6379'] } } }),
    ).toEqual(['valkey.external.addresses']);
  });

  it('says so of sending nodes to a bucket whose name only pods know', () => {
    const config = { storage: { kind: 'objectStore', redirect: true } };
    expect(problemsOf(config, { ...fullPlatform, objectStore })).toEqual(['storage.redirect']);
    expect(problemsOf({ storage: { ...s3, redirect: true } })).toEqual([]);
  });

  it('says so of more connections than the internal PostgreSQL admits', () => {
    expect(problemsOf({ database: { maxOpenConnections: 500 } })).toEqual(['database.maxOpenConnections']);
    expect(problemsOf({ database: { ...externalDatabase, maxOpenConnections: 500 } })).toEqual([]);
  });

  it('says so of a registry that two projects would mirror', () => {
    const twice = [
      { registry: 'quay.io', project: 'a' },
      { registry: 'quay.io', project: 'b' },
    ];
    expect(problemsOf({ proxyCache: twice })).toEqual(['proxyCache.1.registry']);
  });

  it('warns of single pods until all of them are gone', () => {
    const warnings = (config: unknown) => harbor.warnings?.(harbor.config.parse(config), fullPlatform) ?? [];
    expect(warnings({})[0]).toContain('PostgreSQL, Valkey, the registry');
    expect(
      warnings({
        storage: s3,
        database: externalDatabase,
        valkey: { kind: 'external', external: { addresses: ['redis.example.com:6379'] } },
      }),
    ).toEqual([]);
  });
});

describe('credentials', () => {
  it('have the lengths that Harbor demands', () => {
    const core = secretsOf({}).find((s) => s.name === 'harbor-core');
    expect(core?.keys.secretKey).toMatchObject({ kind: 'password', length: 16 });
    expect(core?.keys.csrfKey).toMatchObject({ kind: 'password', length: 32 });
  });

  it('of the registry are one password, for core in the clear and for the registry as a hash', () => {
    const keys = secretsOf({}).find((s) => s.name === 'harbor-registry-user')?.keys;
    const credential = get(keys, 'password', 'credential');
    expect(credential).toBe('harbor-registry');
    expect(keys?.passwd).toEqual({ kind: 'htpasswd', user: 'harbor_registry_user', credential });
    expect(envOf(render(), 'harbor-core').REGISTRY_CREDENTIAL_USERNAME).toBe('harbor_registry_user');
  });

  it('are declared for every Secret that a pod reads, but those that cert-manager makes', () => {
    for (const config of [{}, { storage: s3, trustedCa: true, trivy: { gitHubToken: true } }]) {
      const declared = secretsOf(config).map((s) => s.name);
      const objects = render(config);
      const issued = objects
        .filter((o) => o.kind === 'Certificate')
        .map((o) => String(get(o, 'spec', 'secretName')));
      const read = JSON.stringify(podTemplates(objects).map((p) => p.spec)).matchAll(
        /"(?:secretName":|secretKeyRef":\{"key":"[^"]+","name":|secretKeyRef":\{"name":|secret":\{"items":\[[^\]]*\],"name":|secret":\{"name":)"([^"]+)"/g,
      );
      const names = new Set([...read].map(([, name]) => String(name)));
      expect(names.size).toBeGreaterThan(8);
      for (const name of names) expect([...declared, ...issued]).toContain(name);
      // And nothing is asked for that nobody reads.
      for (const name of declared) expect([...names], name).toContain(name);
    }
  });

  it('stand in no configuration file', () => {
    const objects = render({ storage: s3 });
    for (const map of objects.filter((o) => o.kind === 'ConfigMap' && o.metadata.namespace === 'harbor'))
      expect(JSON.stringify(map['data'])).not.toMatch(/password[:=] *\S|secretkey|redis:\/\//i);
  });

  it('reach the pods’ URLs by expansion from variables that come before them', () => {
    for (const name of ['harbor-core', 'harbor-jobservice', 'harbor-trivy', 'harbor-exporter']) {
      const pod = podTemplates(render()).find((p) => p.owner.metadata.name === name);
      const env = pod?.spec.containers[0]?.env ?? [];
      const password = env.findIndex((e) => e.name === 'VALKEY_PASSWORD');
      const url = env.findIndex((e) => e.value?.includes('$(VALKEY_PASSWORD)'));
      expect(password, name).toBeGreaterThanOrEqual(0);
      expect(url, name).toBeGreaterThan(password);
    }
  });
});

describe('PostgreSQL and Valkey', () => {
  it('are pods of their own with claims that outlive them, unless external ones are named', () => {
    const database = find(render(), 'StatefulSet', 'harbor-database');
    expect(get(database, 'spec', 'persistentVolumeClaimRetentionPolicy')).toEqual({
      whenDeleted: 'Retain',
      whenScaled: 'Retain',
    });
    const objects = render({
      database: externalDatabase,
      valkey: { kind: 'external', external: { addresses: ['redis.example.com:6380'] } },
    });
    const sets = objects.filter((o) => o.kind === 'StatefulSet').map((o) => o.metadata.name);
    expect(sets).toEqual(['harbor-trivy']);
    const env = envOf(objects, 'harbor-core');
    expect(env.POSTGRESQL_HOST).toBe('pg.example.com');
    expect(env.POSTGRESQL_SSLMODE).toBe('verify-full');
    expect(env._REDIS_URL_CORE).toBe(
      'rediss://:$(VALKEY_PASSWORD)@redis.example.com:6380/0?idle_timeout_seconds=30',
    );
  });

  it('are asked for through sentinels in the words of each component', () => {
    const valkey = {
      kind: 'external',
      external: {
        addresses: ['s1:26379', 's2:26379'],
        sentinelMaster: 'main',
        username: 'harbor',
        tls: false,
      },
    };
    const objects = render({ valkey });
    expect(envOf(objects, 'harbor-jobservice').JOB_SERVICE_POOL_REDIS_URL).toBe(
      'redis+sentinel://harbor:$(VALKEY_PASSWORD)@s1:26379,s2:26379/main/1',
    );
    expect(get(registrySettings(objects), 'redis')).toMatchObject({
      addr: 's1:26379,s2:26379',
      sentinelMasterSet: 'main',
      db: 2,
      enableTLS: false,
    });
    const ports = get(find(objects, 'NetworkPolicy', 'harbor-registry'), 'spec', 'egress') as {
      ports: { port: number }[];
    }[];
    expect(ports.flatMap((e) => e.ports.map((p) => p.port))).toEqual(expect.arrayContaining([26379, 6379]));
  });

  it('leaves Valkey room below its memory limit, so that it refuses writes before it is killed', () => {
    const conf = (memoryLimit: string) =>
      get(
        find(render({ valkey: { internal: { resources: { memoryLimit } } } }), 'ConfigMap', 'harbor-valkey'),
        'data',
        'valkey.conf',
      );
    expect(conf('1Gi')).toMatch(/^maxmemory 644245094$/m);
    expect(conf('512Mi')).toMatch(/^maxmemory-policy noeviction$/m);
  });

  it('inside of the cluster are reached as pods and not as addresses outside', () => {
    const inCluster = { namespace: 'postgres', podLabels: { role: 'primary' }, podPorts: [5432] };
    const objects = render({
      database: { ...externalDatabase, external: { ...externalDatabase.external, inCluster } },
    });
    const policy = JSON.stringify(find(objects, 'NetworkPolicy', 'harbor-exporter'));
    expect(policy).toContain('"role":"primary"');
    expect(policy).not.toContain('ipBlock');
  });
});

describe('TLS', () => {
  const objects = render();

  it('is served by each component with a certificate for the name that the others call it by', () => {
    for (const name of [
      'harbor-core',
      'harbor-portal',
      'harbor-jobservice',
      'harbor-registry',
      'harbor-trivy',
    ]) {
      const spec = get(find(objects, 'Certificate', name), 'spec');
      expect(get(spec, 'dnsNames'), name).toContain(name);
      expect(get(spec, 'issuerRef', 'name')).toBe('internal-ca');
      // Half of its life is left when it is renewed: the components read it at start alone.
      expect([get(spec, 'duration'), get(spec, 'renewBefore')]).toEqual(['8760h', '4380h']);
    }
  });

  it('is checked by the ingress controller by a name that core’s and portal’s certificates share', () => {
    const name = get(find(objects, 'ServersTransport', 'harbor-tls'), 'spec', 'serverName');
    for (const component of ['harbor-core', 'harbor-portal'])
      expect(get(find(objects, 'Certificate', component), 'spec', 'dnsNames')).toContain(name);
  });

  it('is trusted without writing to the system’s bundle', () => {
    for (const name of [
      'harbor-core',
      'harbor-jobservice',
      'harbor-registry',
      'harbor-trivy',
      'harbor-exporter',
    ]) {
      const pod = podTemplates(objects).find((p) => p.owner.metadata.name === name);
      for (const container of pod?.spec.containers ?? []) {
        expect(container.command?.[0], container.name).not.toMatch(/\.sh$/);
        expect(container.command, container.name).toBeDefined();
        expect(container.env).toContainEqual({ name: 'SSL_CERT_DIR', value: '/etc/harbor/trust' });
        expect(JSON.stringify(get(container, 'volumeMounts'))).toContain('"/etc/harbor/trust"');
      }
    }
  });

  it('signs tokens with an RSA key in PKCS1 that no renewal changes', () => {
    expect(get(find(objects, 'Certificate', 'harbor-token'), 'spec', 'privateKey')).toEqual({
      algorithm: 'RSA',
      size: 4096,
      rotationPolicy: 'Never',
    });
    expect(envOf(objects, 'harbor-core').TOKEN_PRIVATE_KEY_PATH).toBe('/etc/core/token-key/tls.key');
  });
});

describe('the host', () => {
  const ingressOf = (platform: Platform) => find(render({}, platform), 'Ingress', 'harbor');

  it('gives API, tokens and pulls to core and the rest to the portal, under the name that tokens carry', () => {
    const rule = get(ingressOf(fullPlatform), 'spec', 'rules', 0);
    const paths = get(rule, 'http', 'paths') as { path: string; backend: { service: { name: string } } }[];
    expect(paths.map((p) => [p.path, p.backend.service.name])).toEqual([
      ['/api/', 'harbor-core'],
      ['/service/', 'harbor-core'],
      ['/v2/', 'harbor-core'],
      ['/c/', 'harbor-core'],
      ['/', 'harbor-portal'],
    ]);
    expect(envOf(render(), 'harbor-core').EXT_ENDPOINT).toBe(`https://${get(rule, 'host')}`);
  });

  it('admits the ingress controller to core and to the portal, and to nobody else', () => {
    const policies = render().filter(
      (o) => o.kind === 'NetworkPolicy' && o.metadata.name.endsWith('-from-ingress'),
    );
    const pods = policies.map((o) => get(o, 'spec', 'podSelector', 'matchLabels', 'app.kubernetes.io/name'));
    expect(pods.sort()).toEqual(['harbor-core', 'harbor-portal']);
  });

  it('has no bound on bodies and speaks TLS to both Services, in each controller’s words', () => {
    const on = (controller: 'ingress-nginx' | 'nginx' | 'contour') => {
      const platform = { ...fullPlatform, ingress: { ...fullPlatform.ingress!, controller } };
      return { ingress: ingressOf(platform).metadata.annotations ?? {}, objects: render({}, platform) };
    };
    expect(on('ingress-nginx').ingress).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-body-size': '0',
      'nginx.ingress.kubernetes.io/proxy-request-buffering': 'off',
      'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS',
    });
    expect(on('nginx').ingress).toMatchObject({
      'nginx.org/client-max-body-size': '0',
      'nginx.org/ssl-services': 'harbor-portal,harbor-core',
    });
    for (const name of ['harbor-core', 'harbor-portal'])
      expect(find(on('contour').objects, 'Service', name).metadata.annotations).toEqual({
        'projectcontour.io/upstream-protocol.tls': 'https',
      });
  });

  it('is left out, like monitoring and certificates, where the platform has none', () => {
    const kinds = new Set(render({}, barePlatform).map((o) => o.kind));
    for (const kind of ['Ingress', 'Certificate', 'ServiceMonitor', 'PrometheusRule'])
      expect(kinds).not.toContain(kind);
  });
});

describe('the network', () => {
  const callersOf = (name: string, config: unknown = {}) =>
    (
      get(find(render(config), 'NetworkPolicy', name), 'spec', 'ingress') as {
        from: { podSelector: { matchLabels: Record<string, string> } }[];
      }[]
    ).map((rule) => rule.from[0]?.podSelector.matchLabels['app.kubernetes.io/name']);

  it('lets each component be reached by those that call it', () => {
    expect(callersOf('harbor-database')).toEqual(['harbor-core', 'harbor-jobservice', 'harbor-exporter']);
    expect(callersOf('harbor-registry')).toEqual(['harbor-core', 'harbor-jobservice']);
    expect(callersOf('harbor-core', { trivy: { enabled: false } })).toEqual([
      'harbor-jobservice',
      'harbor-exporter',
    ]);
  });

  it('lets only core, the job service and Trivy out, and Trivy not when it is offline', () => {
    const out = (config: unknown) =>
      render(config)
        .filter(
          (o) =>
            o.kind === 'NetworkPolicy' && JSON.stringify(get(o, 'spec', 'egress') ?? '').includes('ipBlock'),
        )
        .map((o) => o.metadata.name);
    expect(out({})).toEqual(['harbor-core', 'harbor-jobservice', 'harbor-trivy']);
    expect(out({ trivy: { offline: true } })).toEqual(['harbor-core', 'harbor-jobservice']);
  });
});

describe('replicas', () => {
  it('are two of what keeps nothing, each with a budget, and one on a single node', () => {
    const count = (objects: readonly KubeObject[], name: string) =>
      get(find(objects, 'Deployment', name), 'spec', 'replicas');
    const objects = render();
    for (const name of ['harbor-core', 'harbor-portal', 'harbor-jobservice']) {
      expect(count(objects, name)).toBe(2);
      find(objects, 'PodDisruptionBudget', name);
    }
    const single = render({}, { ...fullPlatform, cluster: { ...cluster, workers: 1 } });
    expect(count(single, 'harbor-core')).toBe(1);
    expect(single.some((o) => o.kind === 'PodDisruptionBudget')).toBe(false);
  });

  it('restart when a file that they read at start changes', () => {
    const mark = (config: unknown) =>
      get(
        find(render(config), 'Deployment', 'harbor-registry'),
        'spec',
        'template',
        'metadata',
        'annotations',
      );
    expect(mark({ storage: { deleteUnfinishedAfterHours: 24 } })).not.toEqual(mark({}));
    expect(mark({ jobservice: { workers: 20 } })).toEqual(mark({}));
  });
});

describe('files', () => {
  const proxyCache = [
    { registry: 'docker.io', project: 'dockerhub' },
    { registry: 'quay.io', project: 'quay' },
  ];
  const on = (distribution: 'k3s' | 'rke2' | 'talos') =>
    filesOf({ proxyCache }, { ...fullPlatform, cluster: { ...cluster, distribution } });

  it('always tell how to upgrade, and point no node anywhere unless the profile lists registries', () => {
    expect(Object.keys(filesOf({}))).toEqual(['UPGRADE.md']);
    expect(filesOf({})['UPGRADE.md']).toContain('PostgreSQL 15 becomes 18');
  });

  it('let containerd ask Harbor’s project first and Docker Hub’s own host next', () => {
    const hosts = filesOf({ proxyCache })['containerd/certs.d/docker.io/hosts.toml'];
    expect(hosts).toContain('server = "https://registry-1.docker.io"');
    expect(hosts).toContain('[host."https://harbor.example.com/v2/dockerhub"]');
    expect(hosts).toContain('override_path = true');
  });

  it('let CRI-O replace the registry by host and project', () => {
    const conf = filesOf({ proxyCache })['crio/registries.conf.d/50-harbor.conf'];
    expect(conf).toMatch(
      /prefix = "quay\.io"\nlocation = "quay\.io"\n\n\[\[registry\.mirror]]\nlocation = "harbor\.example\.com\/quay"/,
    );
  });

  it('speak to k3s, RKE2 and Talos in the words of their own configuration', () => {
    expect(get(parse(String(on('rke2')['registries.yaml'])), 'mirrors', 'quay.io')).toEqual({
      endpoint: ['https://harbor.example.com'],
      rewrite: { '^(.*)$': 'quay/$1' },
    });
    expect(
      get(parse(String(on('talos')['talos-mirrors.yaml'])), 'machine', 'registries', 'mirrors', 'docker.io'),
    ).toEqual({
      endpoints: ['https://harbor.example.com/v2/dockerhub', 'https://registry-1.docker.io'],
      overridePath: true,
    });
    expect(Object.keys(on('k3s')).some((path) => path.startsWith('containerd/'))).toBe(false);
  });
});

describe('alerts and dashboard', () => {
  it('read metrics that upstream’s source has', () => {
    const rules = alerts(harbor.config.parse({})).flatMap((g) => g.rules);
    const dashboard = render().find((o) => o.metadata.name === 'dashboard-harbor');
    const model = JSON.parse(String(get(dashboard, 'data', 'dashboard-harbor.json'))) as {
      panels: { targets?: { expr: string }[] }[];
    };
    const expressions = [
      ...rules.map((r) => r.expr),
      ...model.panels.flatMap((p) => p.targets ?? []).map((t) => t.expr),
    ];
    expect(expressions.length).toBeGreaterThan(20);
    // kube_pod_start_time is kube-state-metrics’s.
    const known = [...metrics, 'up', 'kube_pod_start_time'];
    for (const name of expressions.flatMap((e) => metricsOf(e.replaceAll('$__rate_interval', '5m'))))
      expect(known).toContain(name);
  });

  it('leave out what the exporter would have to say when there is none', () => {
    const config = harbor.config.parse({ exporter: { enabled: false } });
    const names = alerts(config).flatMap((g) => g.rules.map((r) => ('alert' in r ? r.alert : '')));
    expect(names).toContain('HarborDown');
    expect(names).not.toContain('HarborComponentUnhealthy');
    expect(
      render({ exporter: { enabled: false } }).some((o) => o.metadata.name.startsWith('dashboard-')),
    ).toBe(false);
  });
});

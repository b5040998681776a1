// Audit logging: the policy's promises, the files of each distribution, and what the platform learns.
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { auditLogging } from '../../../constructs/audit-logging/addon.js';
import { alerts } from '../../../constructs/audit-logging/alerts.js';
import { metrics } from '../../../constructs/audit-logging/metrics.js';
import { auditPolicy, policyRules } from '../../../constructs/audit-logging/policy.js';
import { auditSignals } from '../../../constructs/audit-logging/signals.js';
import type { Cluster, Distribution } from '../../../constructs/kit/cluster.js';
import { factSchemas, type Platform } from '../../../constructs/kit/platform.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, fullPlatform } from '../../support/platform.js';

const read = (config: unknown = {}) => auditLogging.config.parse(config);
const on = (distribution: Distribution, more: Partial<Cluster> = {}): Platform => ({
  ...fullPlatform,
  cluster: { ...fullPlatform.cluster, distribution, ...more },
});
const filesOf = (distribution: Distribution, config: unknown = {}, more: Partial<Cluster> = {}) =>
  auditLogging.files?.(read(config), on(distribution, more)) ?? {};
const facts = (distribution: Distribution, config: unknown = {}) =>
  auditLogging.provides?.(read(config), on(distribution).cluster) ?? {};
const problems = (config: unknown, distribution: Distribution = 'kubeadm') =>
  auditLogging.problems?.(read(config), on(distribution)) ?? [];

describe('the audit policy', () => {
  it('never records bodies of Secrets, ConfigMaps or tokens, whatever the level of ordinary writes', () => {
    const { rules } = auditPolicy(read({ level: 'RequestResponse' }));
    const open = rules.findIndex((r) => r.level === 'RequestResponse' && !r.resources);
    const before = rules.slice(0, open).filter((r) => r.level === 'Metadata');
    const covered = before.flatMap((r) => r.resources ?? []).flatMap((r) => r.resources ?? []);
    expect(open).toBeGreaterThan(0);
    expect(covered).toEqual(
      expect.arrayContaining(['secrets', 'serviceaccounts/token', 'configmaps', 'tokenreviews']),
    );
  });

  it('ends with a rule for everything, so that nothing is left out by accident', () => {
    expect(auditPolicy(read()).rules.at(-1)).toEqual({ level: 'Metadata' });
  });

  it('keeps the stage of refused credentials wherever a request without a user can match', () => {
    for (const { rule } of policyRules(read({ ignoreNamespaces: ['builds'] }))) {
      if (rule.omitStages?.includes('ResponseStarted'))
        expect(rule.userGroups).toContain('system:authenticated');
      if (rule.namespaces) expect(rule.userGroups).toContain('system:authenticated');
    }
  });

  it('has the rules of the profile first, and behind the sensitive ones', () => {
    const mine = { level: 'None', users: ['me'] };
    const other = { level: 'Request', resources: [{ group: 'batch' }] };
    const { rules } = auditPolicy(
      read({ rules: { before: [mine], after: [other] }, ignoreNamespaces: ['b'] }),
    );
    const at = (wanted: unknown) => rules.findIndex((r) => JSON.stringify(r) === JSON.stringify(wanted));
    const secrets = rules.findIndex((r) => r.resources?.some((x) => x.resources?.includes('secrets')));
    const configMaps = rules.findIndex((r) => r.resources?.some((x) => x.resources?.includes('configmaps')));
    expect(at(mine)).toBe(0);
    expect(at(other)).toBeGreaterThan(configMaps);
    expect(rules.findIndex((r) => r.namespaces?.includes('b'))).toBeGreaterThan(secrets);
  });

  it('records reads by service accounts when asked to', () => {
    const drops = (config: unknown) =>
      auditPolicy(read(config)).rules.some(
        (r) =>
          r.level === 'None' && r.userGroups?.join() === 'system:serviceaccounts' && r.verbs?.includes('get'),
      );
    expect(drops({})).toBe(true);
    expect(drops({ serviceAccountReads: 'Metadata' })).toBe(false);
  });

  it('is the file, word for word, with a reason above each rule', () => {
    const config = { ignoreNamespaces: ['builds'], level: 'Request' };
    const text = filesOf('kubeadm', config)['audit-policy.yaml'] ?? '';
    expect(parse(text)).toEqual(JSON.parse(JSON.stringify(auditPolicy(read(config)))));
    for (const { reason } of policyRules(read(config))) expect(text).toContain(`  # ${reason}\n`);
  });
});

describe('rules of the profile', () => {
  const before = (rule: unknown) => problems({ rules: { before: [rule] } }).map((p) => p.path.join('.'));

  it.each([
    { level: 'Request' },
    { level: 'RequestResponse', resources: [{ resources: ['secrets'] }] },
    { level: 'Request', resources: [{ resources: ['*'] }] },
    { level: 'Request', resources: [{ group: '' }] },
    { level: 'Request', resources: [{ resources: ['*/token'] }] },
    { level: 'Request', resources: [{ resources: ['serviceaccounts/*'] }] },
    { level: 'Request', resources: [{ group: 'authentication.k8s.io' }] },
  ])('may not have confidential bodies recorded: %j', (rule) => {
    expect(before(rule)).toEqual(['rules.before.0.level']);
  });

  it.each([
    { level: 'Metadata' },
    { level: 'Request', resources: [{ resources: ['pods', 'services/*'] }] },
    { level: 'RequestResponse', resources: [{ group: 'apps' }] },
  ])('may have others: %j', (rule) => {
    expect(before(rule)).toEqual([]);
  });

  it('are refused by the schema where the API server would refuse them', () => {
    const rule = (r: unknown) => () => read({ rules: { after: [r] } });
    expect(rule({ level: 'All' })).toThrow();
    expect(rule({ level: 'None', nonResourceURLs: ['/a*b'] })).toThrow(/at its end/);
    expect(rule({ level: 'None', nonResourceURLs: ['/a'], namespaces: ['x'] })).toThrow(/at once/);
  });
});

describe('the files that turn it on', () => {
  it('are a v1beta4 ClusterConfiguration for kubeadm, whose flags and mounts agree', () => {
    const { apiServer, apiVersion } = parse(
      filesOf('kubeadm', { path: '/srv/audit/a.log', retention: { maxBackups: 3 } })[
        'kubeadm-cluster-configuration.yaml'
      ] ?? '',
    );
    expect(apiVersion).toBe('kubeadm.k8s.io/v1beta4');
    expect(apiServer.extraArgs).toEqual([
      { name: 'audit-policy-file', value: '/etc/kubernetes/audit-policy.yaml' },
      { name: 'audit-log-path', value: '/srv/audit/a.log' },
      { name: 'audit-log-maxage', value: '30' },
      { name: 'audit-log-maxbackup', value: '3' },
      { name: 'audit-log-maxsize', value: '100' },
    ]);
    expect(apiServer.extraVolumes).toMatchObject([
      { mountPath: '/etc/kubernetes/audit-policy.yaml', readOnly: true },
      { hostPath: '/srv/audit', mountPath: '/srv/audit', readOnly: false },
    ]);
  });

  it('add to the arguments that k3s and RKE2 have already', () => {
    const k3s = parse(filesOf('k3s')['k3s-config.yaml'] ?? '');
    expect(k3s['kube-apiserver-arg+']).toContain('audit-policy-file=/var/lib/rancher/k3s/server/audit.yaml');
    const rke2 = parse(filesOf('rke2')['rke2-config.yaml'] ?? '');
    expect(rke2['audit-policy-file']).toBe('/etc/rancher/rke2/audit-policy.yaml');
    expect(rke2['kube-apiserver-arg+']).not.toContainEqual(expect.stringContaining('audit-policy-file'));
  });

  it('carry the policy itself for Talos, and no paths', () => {
    const { apiServer } = parse(filesOf('talos')['talos-machine-config-patch.yaml'] ?? '').cluster;
    expect(apiServer.auditPolicy.kind).toBe('Policy');
    expect(Object.keys(apiServer.extraArgs)).toEqual([
      'audit-log-maxage',
      'audit-log-maxbackup',
      'audit-log-maxsize',
    ]);
    expect(problems({ path: '/var/log/x/a.log' }, 'talos')).toHaveLength(1);
  });

  it('speak the kubeadm version that kind does', () => {
    const patch = (kubernetesVersion: Cluster['kubernetesVersion']) => {
      const { nodes } = parse(
        filesOf('kind', {}, { kubernetesVersion, workers: 1 })['kind-cluster.yaml'] ?? '',
      );
      expect(nodes.map((n: { role: string }) => n.role)).toEqual([
        'control-plane',
        'control-plane',
        'control-plane',
        'worker',
      ]);
      return parse(nodes[0].kubeadmConfigPatches[0]).apiServer.extraArgs;
    };
    expect(patch('1.35')).toMatchObject({ 'audit-log-maxage': '30' });
    expect(patch('1.36')).toContainEqual({ name: 'audit-log-maxage', value: '30' });
  });

  it.each(['kubeadm', 'k3s', 'rke2', 'talos', 'kind'] as const)(
    'are named in the steps for %s',
    (distribution) => {
      const files = filesOf(distribution);
      const readme = files['README.md'] ?? '';
      const logPath = facts(distribution).auditLog?.path ?? '-';
      expect(readme).toContain(logPath);
      const named = Object.keys(files).filter(
        (f) => f !== 'README.md' && !(distribution === 'talos' && f === 'audit-policy.yaml'),
      );
      for (const file of named.filter((f) => !(distribution === 'kind' && f === 'audit-policy.yaml'))) {
        expect(readme).toContain(file);
      }
      for (const [name, text] of Object.entries(files)) {
        if (name.endsWith('.yaml'))
          expect(parseAllDocuments(text).every((d) => 'errors' in d && d.errors.length === 0)).toBe(true);
      }
    },
  );

  it.each([
    ['eks', 'aws eks update-cluster-config'],
    ['gke', 'Data\nAccess logs'],
    ['aks', 'az monitor diagnostic-settings'],
  ] as const)('are on %s a page that says what to switch on there', (distribution, words) => {
    const files = filesOf(distribution);
    expect(Object.keys(files)).toEqual(['README.md']);
    expect(files['README.md']).toContain(words);
    expect(files['README.md']).toContain('cannot be changed');
    expect(facts(distribution)).toEqual({});
    expect(renderAddon(auditLogging, read(), on(distribution))).toEqual([]);
    expect(problems({ path: '/var/log/x/a.log' }, distribution)).toHaveLength(1);
  });

  it('say another mode only when it is not the API server’s own', () => {
    const text = (mode: string) => filesOf('kubeadm', { mode })['kubeadm-cluster-configuration.yaml'];
    expect(text('blocking')).not.toContain('audit-log-mode');
    expect(text('blocking-strict')).toContain('blocking-strict');
  });
});

describe('what the platform learns', () => {
  it('is the path, the distribution’s or the profile’s own', () => {
    expect(facts('k3s').auditLog?.path).toBe('/var/lib/rancher/k3s/server/logs/audit.log');
    expect(facts('kubeadm', { path: '/srv/audit/a.log' }).auditLog?.path).toBe('/srv/audit/a.log');
  });

  it('are signals in the shape that the facts have', () => {
    const { auditLog } = facts('kubeadm');
    expect(factSchemas.auditLog.parse(auditLog)).toEqual(auditLog);
    const names = auditLog?.signals?.map((s) => s.metric) ?? [];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(metrics).toContain(`audit_signal_${name}_total`);
  });

  it('are no signals, and no alerts on them, when they are off', () => {
    const config = { signals: { enabled: false } };
    expect(facts('kubeadm', config).auditLog).not.toHaveProperty('signals');
    const text = JSON.stringify(alerts(read(config), fullPlatform.cluster));
    expect(text).not.toContain('audit_signal_');
    expect(text).toContain('AuditLogSilent');
  });

  it('names super-admin.conf only where kubeadm makes one', () => {
    const has = (d: Distribution) =>
      auditSignals(read(), on(d).cluster).some((s) => s.metric === 'super_admin');
    expect([has('kubeadm'), has('kind'), has('k3s'), has('talos')]).toEqual([true, true, false, false]);
  });
});

describe('people and trusted users', () => {
  const counts = (trustedUsers: string[], metric: string, name: string) => {
    const signal = auditSignals(read({ signals: { trustedUsers } }), fullPlatform.cluster).find(
      (s) => s.metric === metric,
    );
    const condition = signal?.conditions.find((c) => c.field === "$user['username']");
    return new RegExp(condition?.regex ?? '').test(name);
  };

  it.each([
    ['alice@example.com', true],
    ['system:admin', true],
    ['system:serviceaccount:a:b', false],
    ['system:node:a', false],
    ['system:administrator', false],
  ])('%s is a person: %s', (name, expected) => {
    expect(counts([], 'secret_read', name)).toBe(expected);
  });

  it('are told apart by their whole name, whatever characters are in it', () => {
    const names = ['a.b+c(d)', 'https://id.example.com#bot', "O'Neill the bot"];
    for (const name of names) {
      expect(counts(names, 'exec', name)).toBe(false);
      expect(counts(names, 'exec', `${name}-2`)).toBe(true);
    }
    expect(counts(names, 'exec', 'axb+c(d)')).toBe(true);
    expect(facts('kubeadm', { signals: { trustedUsers: names } }).auditLog).toSatisfy(
      (log) => factSchemas.auditLog.safeParse(log).success,
    );
  });
});

describe('audit logging in the cluster', () => {
  it('is rules and a dashboard beside Prometheus, and nothing without it', () => {
    const kinds = renderAddon(auditLogging, read(), fullPlatform).map(
      (o) => `${o.kind} ${o.metadata.namespace}`,
    );
    expect(kinds).toEqual(['PrometheusRule monitoring', 'ConfigMap monitoring']);
    expect(renderAddon(auditLogging, read(), barePlatform)).toEqual([]);
  });

  it('watches for as many reads and refusals as the profile says', () => {
    const text = JSON.stringify(
      alerts(read({ signals: { secretReads: 7, denials: 41 } }), fullPlatform.cluster),
    );
    expect(text).toContain('>= 7');
    expect(text).toContain('>= 41');
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../constructs/catalog.js';
import { imageRef } from '../../constructs/kit/image.js';
import { packageRoot } from '../../src/package-root.js';
import { identityOf, type KubeObject } from '../../src/synth/document.js';
import { renderAddon } from '../../src/synth/render.js';
import { leastConfig } from '../support/configs.js';
import { barePlatform, fullPlatform } from '../support/platform.js';
import { podTemplates } from '../support/pods.js';
import { type ContractRule, contractExceptions } from './contract-exceptions.js';

const catalog = await loadCatalog();

const longRunning = ['Deployment', 'StatefulSet', 'DaemonSet'];

describe.each(catalog.map((addon) => [addon.name, addon] as const))('the addon %s', (name, addon) => {
  const config = leastConfig(addon);
  const objects = renderAddon(addon, config, fullPlatform);
  const pods = podTemplates(objects);
  const namespaces = (addon.namespaces?.(config) ?? []).map((n) => n.name);
  const folder = join(packageRoot, 'constructs', name);

  it('lives in a folder of its name and says what it is in a sentence', () => {
    expect(existsSync(join(folder, 'addon.ts'))).toBe(true);
    expect(addon.title).toMatch(/\.$/);
    expect(addon.pins.version).not.toBe('');
  });

  it('refuses an unknown key', () => {
    expect(addon.config.safeParse({ ...(config as object), 'no-such-key': 1 }).success).toBe(false);
  });

  it('renders the same objects each time', () => {
    expect(renderAddon(addon, leastConfig(addon), fullPlatform)).toEqual(objects);
  });

  it('renders no Secret and no object twice', () => {
    expect(objects.filter((o) => o.kind === 'Secret')).toEqual([]);
    const identities = objects.map(identityOf);
    expect(identities).toEqual([...new Set(identities)]);
  });

  it('labels every object with who made it', () => {
    for (const object of objects) {
      expect(object.metadata.labels, identityOf(object)).toMatchObject({
        'app.kubernetes.io/part-of': name,
        'app.kubernetes.io/managed-by': 'plinth',
      });
    }
  });

  it('keeps to its own namespaces, but for what has to be in kube-system, dashboards, and rules of an addon without pods', () => {
    const strangers = objects.filter(
      (o) => o.metadata.namespace && !namespaces.includes(o.metadata.namespace),
    );
    for (const object of strangers) {
      const dashboard = object.kind === 'ConfigMap' && object.metadata.name.startsWith('dashboard-');
      const system =
        object.metadata.namespace === 'kube-system' && /^(Role|RoleBinding|Service)$/.test(object.kind);
      const homeless = namespaces.length === 0 && object.kind === 'PrometheusRule';
      expect(dashboard || system || homeless, identityOf(object)).toBe(true);
    }
  });

  it('denies by default in each namespace, at a Pod Security level that is explained below restricted', () => {
    for (const spec of addon.namespaces?.(config) ?? []) {
      if (spec.podSecurity !== 'restricted') expect(spec.reason, spec.name).toBeTruthy();
      expect(objects.map(identityOf)).toContain(`networking.k8s.io/NetworkPolicy ${spec.name}/default-deny`);
    }
  });

  it('selects pods by labels that never change', () => {
    const allowed = /^app\.kubernetes\.io\/(name|component|instance)$/;
    for (const object of objects) {
      const spec = object['spec'] as { selector?: Record<string, unknown> } | undefined;
      if (!longRunning.includes(object.kind) && object.kind !== 'Service') continue;
      const selector = (spec?.selector?.['matchLabels'] ?? spec?.selector ?? {}) as Record<string, string>;
      const inKubeSystem = object.metadata.namespace === 'kube-system';
      for (const key of Object.keys(selector)) {
        expect(allowed.test(key) || inKubeSystem, `${identityOf(object)}: ${key}`).toBe(true);
      }
    }
  });

  it('has workloads whose selectors match their pods', () => {
    for (const { owner, labels } of pods.filter((p) => longRunning.includes(p.owner.kind))) {
      const selector = (owner['spec'] as { selector: { matchLabels: Record<string, string> } }).selector
        .matchLabels;
      expect(labels, identityOf(owner)).toMatchObject(selector);
    }
  });

  it('locks its pods down, and says for each whether it talks to the API server', () => {
    for (const { owner, spec } of pods) {
      const who = identityOf(owner);
      expect(spec.enableServiceLinks, who).toBe(false);
      expect(spec.automountServiceAccountToken, who).toBeTypeOf('boolean');
      expect(spec.priorityClassName, who).toMatch(/^(plinth-platform|system-(node|cluster)-critical)$/);
      expect(spec.securityContext?.seccompProfile?.type, who).toBe('RuntimeDefault');
      for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
        const at = `${who} ${container.name}`;
        const security = container.securityContext;
        const keeps: Readonly<Record<Exclude<ContractRule, 'probes'>, boolean>> = {
          'privilege-escalation': security?.allowPrivilegeEscalation === false,
          'read-only-root': security?.readOnlyRootFilesystem === true,
          capabilities: security?.capabilities?.drop?.join() === 'ALL',
        };
        for (const [rule, kept] of Object.entries(keeps)) {
          const excused = isExcused(name, owner, container.name, rule as ContractRule);
          expect(kept, `${at}: ${rule}${excused ? ' needs no exception' : ''}`).toBe(!excused);
        }
        expect(container.resources?.requests, at).toMatchObject({
          cpu: expect.any(String),
          memory: expect.any(String),
        });
        expect(container.resources?.limits?.['memory'], at).toBeTruthy();
        expect(container.resources?.limits?.['cpu'], at).toBeUndefined();
      }
    }
  });

  it('is excused for nothing that it does not have', () => {
    const containers = pods.flatMap(({ owner, spec }) =>
      [...spec.containers, ...(spec.initContainers ?? [])].map((c) => `${owner.metadata.name} ${c.name}`),
    );
    for (const e of contractExceptions.filter((e) => e.addon === name)) {
      expect(containers, e.reason).toContain(`${e.workload} ${e.container}`);
      expect(e.reason).not.toBe('');
    }
  });

  it('probes every container that keeps running, for readiness and for life by different means', () => {
    for (const { owner, spec } of pods.filter((p) => longRunning.includes(p.owner.kind))) {
      for (const container of spec.containers) {
        const at = `${identityOf(owner)} ${container.name}`;
        if (isExcused(name, owner, container.name, 'probes')) {
          expect(
            container.readinessProbe && container.livenessProbe,
            `${at}: needs no exception`,
          ).toBeUndefined();
          continue;
        }
        expect(container.readinessProbe, at).toBeDefined();
        expect(container.livenessProbe, at).toBeDefined();
        expect(container.livenessProbe, at).not.toEqual(container.readinessProbe);
      }
    }
  });

  it('spreads what runs more than once, with a budget that lets a drain pass', () => {
    const budgets = objects.filter((o) => o.kind === 'PodDisruptionBudget');
    for (const budget of budgets) {
      expect(budget['spec'], identityOf(budget)).toMatchObject({
        maxUnavailable: 1,
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      });
    }
    for (const { owner, spec, labels } of pods) {
      const count = (owner['spec'] as { replicas?: number }).replicas ?? 1;
      if (!['Deployment', 'StatefulSet'].includes(owner.kind) || count < 2) continue;
      expect(spec.topologySpreadConstraints?.length, identityOf(owner)).toBeGreaterThan(0);
      const own = budgets.filter((b) => selects(b, owner.metadata.namespace, labels));
      expect(own, identityOf(owner)).toHaveLength(1);
    }
  });

  it('names no image that is not pinned', () => {
    const pinned = Object.values(addon.pins.images).map((pin) => imageRef(pin, fullPlatform));
    for (const { owner, spec } of pods) {
      for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
        expect(pinned, `${identityOf(owner)} ${container.name}`).toContain(container.image);
      }
    }
    for (const pin of Object.values(addon.pins.images)) {
      expect(pin.image).toMatch(/^[a-z0-9.-]+\.[a-z]+\/.+:[^:]+$/);
      expect(pin.image).not.toMatch(/:latest$|bitnami/);
    }
  });

  it('writes image references in pins.ts alone', () => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('.ts'));
    for (const file of files.filter((f) => f !== 'pins.ts')) {
      expect(readFileSync(join(folder, file), 'utf8'), file).not.toMatch(
        /['"`](docker\.io|quay\.io|ghcr\.io|registry\.k8s\.io|gcr\.io|public\.ecr\.aws|cr\.fluentbit\.io)\//,
      );
    }
  });

  it('emits nothing for monitoring, ingress or certificates where the platform has none', () => {
    const bare = renderAddon(addon, config, barePlatform);
    const own = Object.keys(addon.provides?.(config, fullPlatform.cluster) ?? {});
    const foreign = (group: string, fact: string) =>
      own.includes(fact) || (addon.requires?.(config) ?? []).includes(fact as never)
        ? []
        : bare.filter((o) => o.apiVersion.startsWith(`${group}/`)).map(identityOf);
    expect(foreign('monitoring.coreos.com', 'monitoring')).toEqual([]);
    expect(foreign('cert-manager.io', 'certificates')).toEqual([]);
    if (!own.includes('ingress')) expect(bare.filter((o) => o.kind === 'Ingress')).toEqual([]);
  });

  it('mirrors every image when the profile names a registry', () => {
    const mirrored = renderAddon(addon, config, {
      ...fullPlatform,
      images: { registry: 'mirror.example/x', pullSecrets: ['pull'] },
    });
    for (const { spec } of podTemplates(mirrored)) {
      for (const container of spec.containers) expect(container.image).toMatch(/^mirror\.example\/x\//);
    }
    const text = JSON.stringify(mirrored);
    for (const pin of Object.values(addon.pins.images)) expect(text).not.toContain(pin.image);
  });

  it('explains each role that reads secrets everywhere, uses wildcards or escalates', () => {
    for (const role of objects.filter((o) => o.kind === 'ClusterRole')) {
      if (isPowerful(role)) {
        expect(role.metadata.annotations?.['plinth.dev/rbac-reason'], identityOf(role)).toBeTruthy();
      }
    }
  });
});

function isExcused(addon: string, owner: KubeObject, container: string, rule: ContractRule): boolean {
  return contractExceptions.some(
    (e) =>
      e.addon === addon &&
      e.workload === owner.metadata.name &&
      e.container === container &&
      e.rules.includes(rule),
  );
}

function selects(
  budget: KubeObject,
  namespace: string | undefined,
  labels: Readonly<Record<string, string>>,
): boolean {
  const selector = (budget['spec'] as { selector: { matchLabels: Record<string, string> } }).selector
    .matchLabels;
  return (
    budget.metadata.namespace === namespace && Object.entries(selector).every(([k, v]) => labels[k] === v)
  );
}

function isPowerful(role: KubeObject): boolean {
  const rules = (role['rules'] ?? []) as readonly {
    apiGroups?: string[];
    resources?: string[];
    verbs: string[];
  }[];
  return rules.some(
    ({ apiGroups = [], resources = [], verbs }) =>
      [...apiGroups, ...resources, ...verbs].includes('*') ||
      (apiGroups.includes('') &&
        resources.some((r) =>
          ['secrets', 'pods/exec', 'serviceaccounts/token', 'nodes/proxy'].includes(r),
        )) ||
      verbs.some((v) => ['escalate', 'bind', 'impersonate'].includes(v)),
  );
}

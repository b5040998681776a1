import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { metrics as fluentBitMetrics } from '../../../constructs/fluent-bit/metrics.js';
import { controlPlaneParts } from '../../../constructs/kit/cluster.js';
import { presetDashboards } from '../../../constructs/prometheus-stack/dashboards/index.js';
import { presetRules } from '../../../constructs/prometheus-stack/rules/index.js';
import { metrics as traefikMetrics } from '../../../constructs/traefik/metrics.js';
import {
  expressionsOf,
  type GrafanaDashboard,
  type GrafanaPanel,
  panelsOf,
  variablesIn,
} from '../../support/grafana.js';
import { metricsOf, selectorsOf } from '../../support/promql.js';

const everything = { controlPlane: controlPlaneParts, ingress: 'traefik', logging: true } as const;
const nothing = { controlPlane: [], logging: false } as const;

const render = (options: Parameters<typeof presetDashboards>[0]) =>
  presetDashboards(options).map(({ name, folder, model }) => ({
    name,
    folder,
    model: model as GrafanaDashboard,
  }));
const all = render(everything);
const uids = new Set(all.map(({ model }) => model.uid));
const recorded = presetRules({ controlPlane: controlPlaneParts })
  .flatMap(({ groups }) => groups)
  .flatMap(({ rules }) => rules)
  .flatMap((rule) => ('record' in rule ? [rule.record] : []));

describe('the set of dashboards', () => {
  it('has one for each part that a cluster can have', () => {
    expect(all.map(({ folder, name }) => `${folder}/${name}`)).toEqual([
      'Kubernetes/cluster',
      'Kubernetes/namespace',
      'Kubernetes/workload',
      'Kubernetes/pod',
      'Kubernetes/persistent-volumes',
      'Kubernetes/apiserver',
      'Kubernetes/control-plane',
      'Kubernetes/etcd',
      'Kubernetes/coredns',
      'Nodes/node',
      'Platform/ingress',
      'Platform/logging',
      'Platform/prometheus',
      'Platform/alertmanager',
    ]);
  });

  it('leaves out what a cluster does not have', () => {
    const names = render(nothing).map(({ name }) => name);
    expect(names).not.toContain('etcd');
    expect(names).not.toContain('control-plane');
    expect(names).not.toContain('ingress');
    expect(names).not.toContain('logging');
    expect(names).toContain('cluster');
  });

  it('shows only the parts of the control plane that are exposed', () => {
    const [plane] = render({ ...nothing, controlPlane: ['scheduler'] }).filter(
      ({ name }) => name === 'control-plane',
    );
    const expressions = expressionsOf(plane!.model).join('\n');
    expect(expressions).toContain('job="kube-scheduler"');
    expect(expressions).not.toContain('kube-controller-manager');
    expect(expressions).not.toContain('kube-proxy');
  });

  it('is the same at every rendering', () => {
    expect(JSON.stringify(render(everything))).toBe(JSON.stringify(all));
  });

  it('is quick enough for every run of the command line', () => {
    const before = process.cpuUsage();
    for (let i = 0; i < 5; i++) render(everything);
    // Of processor time, as other tests share the machine; some 15 ms when idle.
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1000 / 5).toBeLessThan(60);
  });

  it('has uids of its own, which never change', () => {
    expect(uids.size).toBe(all.length);
    for (const { name, model } of all) expect(model.uid).toBe(`plinth-${name}`);
  });

  it.each([
    ['everything', everything],
    ['nothing', nothing],
  ])('links to dashboards that exist, with %s installed', (_, options) => {
    const rendered = render(options);
    const existing = new Map(rendered.map(({ model }) => [model.uid, model]));
    for (const { name, model } of rendered) {
      for (const url of urlsOf(model)) {
        const target = existing.get(/^\/d\/([\w-]+)/.exec(url)?.[1] ?? '');
        expect(target, `${name} → ${url}`).toBeDefined();
        const known = target!.templating.list.map((variable) => variable.name);
        const passed = [...url.matchAll(/var-(\w+)=/g), ...url.matchAll(/\$\{(\w+):queryparam\}/g)];
        for (const match of passed) expect(known, `${name} → ${url}`).toContain(match[1]);
      }
    }
  });

  it('leads from the cluster down to a pod, and keeps the data source', () => {
    const linked = (from: string, to: string) => {
      const { model } = all.find(({ name }) => name === from)!;
      const urls = panelsOf(model).flatMap(drillUrls);
      expect(
        urls.filter((url) => url.startsWith(`/d/plinth-${to}?`)).length,
        `${from} → ${to}`,
      ).toBeGreaterThan(0);
      for (const url of urls) expect(url).toContain('datasource:queryparam');
    };
    linked('cluster', 'namespace');
    linked('namespace', 'workload');
    linked('workload', 'pod');
    linked('cluster', 'node');
    linked('node', 'pod');
    linked('pod', 'node');
  });
});

describe.each(all.map((dashboard) => [dashboard.name, dashboard.model] as const))(
  'the dashboard %s',
  (_, model) => {
    const panels = panelsOf(model);

    it('is a classic model of the schema version that our Grafana writes itself', () => {
      expect(model.schemaVersion).toBe(42);
      expect(model.tags).toContain('plinth');
      expect(model.templating.list[0]).toMatchObject({
        name: 'datasource',
        type: 'datasource',
        query: 'prometheus',
      });
      expect(model).toMatchObject({ refresh: '30s', graphTooltip: 1, editable: false });
    });

    it('stays far below what a ConfigMap can hold', () => {
      expect(Buffer.byteLength(JSON.stringify(model, null, 1))).toBeLessThan(200_000);
    });

    it('has panels with ids of their own', () => {
      const ids = [...model.panels, ...panels].map(({ id }) => id);
      expect(new Set(ids).size).toBe(new Set([...model.panels, ...panels]).size);
      for (const id of ids) expect(Number.isSafeInteger(id) && id > 0).toBe(true);
    });

    it('says of every panel what it shows, in which unit, and what each series is', () => {
      for (const panel of panels) {
        expect(panel.title, JSON.stringify(panel.gridPos)).toBeTruthy();
        expect(panel.description?.length ?? 0, panel.title).toBeGreaterThan(10);
        expect(panel.fieldConfig?.defaults.unit, panel.title).toBeTruthy();
        expect(panel.targets?.length, panel.title).toBeGreaterThan(0);
        if (panel.type !== 'timeseries') continue;
        for (const target of panel.targets ?? []) expect(target.legendFormat, panel.title).toBeTruthy();
      }
    });

    it('gives every value column of a table its unit', () => {
      for (const panel of panels.filter(({ type }) => type === 'table')) {
        const withUnit = (panel.fieldConfig?.overrides ?? []).filter(({ properties }) =>
          properties.some(({ id }) => id === 'unit'),
        );
        expect(withUnit.length, panel.title).toBe(panel.targets?.length);
      }
    });

    it('places panels beside each other within 24 columns', () => {
      for (const row of [model.panels, ...model.panels.map((panel) => panel.panels ?? [])]) {
        for (const [i, panel] of row.entries()) {
          const { x, w, h } = panel.gridPos;
          expect(x >= 0 && w > 0 && h > 0 && x + w <= 24, panel.title).toBe(true);
          for (const other of row.slice(i + 1)) {
            expect(overlap(panel, other), `${panel.title} and ${other.title}`).toBe(false);
          }
        }
      }
    });

    it('names no data source but the variable', () => {
      for (const panel of panels) {
        expect(panel.datasource).toEqual({ type: 'prometheus', uid: `\${datasource}` });
        for (const target of panel.targets ?? []) expect(target).not.toHaveProperty('datasource');
      }
    });

    it('uses variables that it has', () => {
      const known = ['datasource', '__rate_interval', ...model.templating.list.map(({ name }) => name)];
      const texts = [
        ...panels.flatMap((panel) => (panel.targets ?? []).map(({ expr }) => expr)),
        ...model.templating.list.map(({ query }) => query),
      ];
      for (const text of texts) {
        for (const variable of variablesIn(text)) expect(known, text).toContain(variable);
      }
    });

    it('asks for rates over an interval that fits the resolution', () => {
      for (const panel of panels) {
        for (const { expr, range } of panel.targets ?? []) {
          if (range) expect(expr.replaceAll(/"[^"]*"/g, ''), panel.title).not.toMatch(/\brate\([^[]*\[\d/);
        }
      }
    });

    it('queries metrics that exist, of jobs that exist', async () => {
      const known = new Set([...(await inventory()), ...recorded]);
      for (const expr of expressionsOf(model)) {
        for (const metric of metricsOf(expr)) expect(known, expr).toContain(metric);
        for (const { matchers } of selectorsOf(expr)) {
          for (const { label, value } of matchers) if (label === 'job') expect(jobs).toContain(value);
        }
      }
    });
  },
);

const jobs = [
  'apiserver',
  'kubelet',
  'kube-scheduler',
  'kube-controller-manager',
  'kube-proxy',
  'etcd',
  'coredns',
  'node-exporter',
  'kube-state-metrics',
  'prometheus',
  'alertmanager',
  'traefik',
  'fluent-bit|fluent-bit-audit',
];

/** Every list of metric names that this addon keeps, and those of the addons that have a dashboard here. */
async function inventory(): Promise<readonly string[]> {
  const folder = new URL('../../../constructs/prometheus-stack/', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)metrics[^/]*\.ts$/.test(file),
  );
  const modules: Record<string, unknown>[] = await Promise.all(
    files.map((file) => import(new URL(file, folder).href)),
  );
  const lists = modules.flatMap((module) => Object.values(module)).filter(isNames);
  return [...fluentBitMetrics, ...traefikMetrics, ...lists.flat()];
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === 'string');
}

function overlap({ gridPos: a }: GrafanaPanel, { gridPos: b }: GrafanaPanel): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

function drillUrls(panel: GrafanaPanel): string[] {
  return (panel.fieldConfig?.overrides ?? [])
    .flatMap(({ properties }) => properties)
    .filter(({ id }) => id === 'links')
    .flatMap(({ value }) => (value as { url: string }[]).map(({ url }) => url));
}

function urlsOf(model: GrafanaDashboard): string[] {
  return [...model.links.flatMap(({ url }) => (url ? [url] : [])), ...panelsOf(model).flatMap(drillUrls)];
}

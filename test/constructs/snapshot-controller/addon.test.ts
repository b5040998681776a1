// snapshot-controller: which CRDs it brings, where it is refused, and that alerts and panels read what it serves.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Distribution } from '../../../constructs/kit/cluster.js';
import { snapshotController } from '../../../constructs/snapshot-controller/addon.js';
import { alerts } from '../../../constructs/snapshot-controller/alerts.js';
import { snapshotDashboard } from '../../../constructs/snapshot-controller/dashboard.js';
import { metrics } from '../../../constructs/snapshot-controller/metrics.js';
import { packageRoot } from '../../../src/package-root.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const parse = (config: object = {}) => snapshotController.config.parse(config);
const render = (config: object = {}, platform = fullPlatform) =>
  renderAddon(snapshotController, parse(config), platform);
const crd = (file: string) =>
  parseYaml(readFileSync(join(packageRoot, 'constructs/snapshot-controller/crds', file), 'utf8')) as {
    metadata: { annotations: Record<string, string> };
    spec: { versions: { name: string; served: boolean; storage: boolean }[] };
  };

describe('the CRDs of snapshots', () => {
  it('are three, and six with group snapshots', () => {
    expect(snapshotController.crds?.(parse())).toHaveLength(3);
    expect(snapshotController.crds?.(parse({ groupSnapshots: true }))).toHaveLength(6);
  });

  it.each(snapshotController.crds?.(parse({ groupSnapshots: true })) ?? [])(
    'carry their approval and store one version: %s',
    (file) => {
      const { metadata, spec } = crd(file);
      expect(metadata.annotations['api-approved.kubernetes.io']).toMatch(/external-snapshotter\/pull\/\d+$/);
      expect(spec.versions.filter((v) => v.storage).map((v) => v.name)).toEqual([
        file.includes('group') ? 'v1beta2' : 'v1',
      ]);
      expect(spec.versions.find((v) => v.name === 'v1')?.served).toBe(true);
    },
  );
});

describe('the snapshot controller', () => {
  it('runs twice, with a leader, and once where there is one node', () => {
    const deployment = (platform = fullPlatform) => render({}, platform).find((o) => o.kind === 'Deployment');
    expect(deployment()).toMatchObject({ spec: { replicas: 2 } });
    expect(deployment({ ...fullPlatform, cluster: { ...cluster, workers: 1 } })).toMatchObject({
      spec: { replicas: 1 },
    });
    expect(podTemplates(render())[0]?.spec.containers[0]?.args).toContain('--leader-election=true');
  });

  it('has rights on group snapshots, and makes snapshots itself, only when they are asked for', () => {
    const rules = (config: object) =>
      JSON.stringify(render(config).find((o) => o.kind === 'ClusterRole')?.rules);
    expect(rules({})).not.toContain('groupsnapshot');
    expect(rules({ groupSnapshots: true })).toContain('groupsnapshot');
    expect(JSON.stringify(podTemplates(render()))).not.toContain('feature-gates');
    expect(JSON.stringify(podTemplates(render({ groupSnapshots: true })))).toContain(
      '--feature-gates=CSIVolumeGroupSnapshot=true',
    );
  });

  it.each([
    ['gke', {}, /gke runs its own/],
    ['aks', {}, /aks runs its own/],
    ['rke2', {}, /rke2 brings its own.*rke2-snapshot-controller-crd/],
    ['rke2', { replaceBundled: true }, undefined],
    ['kubeadm', {}, undefined],
    ['eks', {}, undefined],
  ] as const)('is judged on %s with %j', (distribution, config, message) => {
    const platform = { ...fullPlatform, cluster: { ...cluster, distribution: distribution as Distribution } };
    const found = (snapshotController.problems?.(parse(config), platform) ?? []).map((p) => p.message);
    expect(found).toEqual(message ? [expect.stringMatching(message)] : []);
    expect(snapshotController.warnings?.(parse(config), platform)).toHaveLength(
      distribution === 'eks' ? 1 : 0,
    );
  });

  it('has no Service where nothing monitors', () => {
    expect(render({}, barePlatform).map((o) => o.kind)).not.toContain('Service');
    expect(render().map((o) => o.kind)).toContain('ServiceMonitor');
  });

  it('is watched by metrics that it serves', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
    JSON.stringify(snapshotDashboard(), (key, value) => {
      if (key === 'expr') {
        const read = metricsOf(value.replaceAll('$__rate_interval', '5m'));
        expect(metrics, value).toEqual(expect.arrayContaining([...read]));
      }
      return value;
    });
  });
});

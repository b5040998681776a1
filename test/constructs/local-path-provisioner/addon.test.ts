// local-path-provisioner: what helpers may do and where, and profiles that would lose or double volumes.
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../constructs/kit/cluster.js';
import { localPathProvisioner } from '../../../constructs/local-path-provisioner/addon.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { cluster, fullPlatform } from '../../support/platform.js';

const parse = (config: object = {}) => localPathProvisioner.config.parse(config);
const render = (config: object = {}) => renderAddon(localPathProvisioner, parse(config), fullPlatform);
const on = (distribution: Distribution) => ({ ...fullPlatform, cluster: { ...cluster, distribution } });
const problems = (config: object, distribution: Distribution = 'kubeadm') =>
  (localPathProvisioner.problems?.(parse(config), on(distribution)) ?? []).map(
    (p) => `${p.path.join('.')} ${p.message}`,
  );

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject;
}
const dataOf = (object: KubeObject) => object.data as Record<string, string>;

describe('the helpers of the local path provisioner', () => {
  const helper = JSON.parse(
    dataOf(find(render(), 'ConfigMap', 'local-path-config'))['helperPod.yaml'] ?? '',
  ) as { spec: { containers: Record<string, unknown>[] } & Record<string, unknown> };

  it('run beside nothing, with no rights and no token', () => {
    const objects = render();
    expect(find(objects, 'ServiceAccount', 'local-path-helper').metadata.namespace).toBe(
      'local-path-helpers',
    );
    const bound = objects.filter((o) => o.kind.endsWith('Binding')).map((o) => JSON.stringify(o.subjects));
    expect(bound.length).toBeGreaterThan(0);
    for (const subjects of bound) expect(subjects).not.toContain('local-path-helper"');
    expect(helper.spec.automountServiceAccountToken).toBe(false);
    expect(JSON.stringify(find(objects, 'Deployment', 'local-path-provisioner'))).toContain(
      '"--namespace=local-path-helpers"',
    );
  });

  it('keep to what the provisioner accepts in a template', () => {
    const [container, ...others] = helper.spec.containers;
    expect(others).toEqual([]);
    for (const field of ['volumes', 'initContainers', 'nodeName', 'serviceAccountName', 'hostNetwork']) {
      expect(helper.spec).not.toHaveProperty(field);
    }
    for (const field of ['volumeMounts', 'envFrom', 'lifecycle', 'livenessProbe', 'readinessProbe']) {
      expect(container).not.toHaveProperty(field);
    }
    expect(JSON.stringify(container)).not.toMatch(/"add"|"privileged"|"runAsUser":0/);
  });

  it('may touch the files of any user, and do nothing else that root may', () => {
    const [container = {}] = helper.spec.containers;
    const { capabilities } = container.securityContext as {
      capabilities: { drop: string[] };
    };
    expect(capabilities.drop).toContain('NET_RAW');
    for (const kept of ['CHOWN', 'DAC_OVERRIDE', 'FOWNER']) expect(capabilities.drop).not.toContain(kept);
  });

  it('never remove anything when they are told no folder', () => {
    const scripts = dataOf(find(render(), 'ConfigMap', 'local-path-scripts'));
    for (const script of Object.values(scripts)) expect(script).toContain(`"\${VOL_DIR:?}"`);
  });
});

describe('the storage of the local path provisioner', () => {
  it('is the default, and a fact for others, unless it stands beside another', () => {
    expect(localPathProvisioner.provides?.(parse(), cluster).storage).toEqual({ block: 'local-path' });
    expect(localPathProvisioner.provides?.(parse({ default: false }), cluster)).toEqual({});
    const isDefault = (config: object) =>
      find(render(config), 'StorageClass', 'local-path').metadata.annotations;
    expect(isDefault({})).toEqual({ 'storageclass.kubernetes.io/is-default-class': 'true' });
    expect(isDefault({ default: false })).toEqual({ 'storageclass.kubernetes.io/is-default-class': 'false' });
  });

  it('waits for the pod, and does not promise to grow', () => {
    expect(find(render(), 'StorageClass', 'local-path')).toMatchObject({
      allowVolumeExpansion: false,
      volumeBindingMode: 'WaitForFirstConsumer',
      reclaimPolicy: 'Delete',
    });
  });

  it('is where the profile says, on each node', () => {
    const config = { paths: ['/data/a'], nodes: [{ name: 'n1', paths: [] }] };
    expect(
      JSON.parse(dataOf(find(render(config), 'ConfigMap', 'local-path-config'))['config.json'] ?? ''),
    ).toEqual({
      nodePathMap: [
        { node: 'DEFAULT_PATH_FOR_NON_LISTED_NODES', paths: ['/data/a'] },
        { node: 'n1', paths: [] },
      ],
    });
  });
});

describe('problems of the local path provisioner', () => {
  it.each(['/', 'relative', '/a/../etc', '/a b'])('refuse the path %s', (path) => {
    expect(localPathProvisioner.config.safeParse({ paths: [path] }).success).toBe(false);
  });

  it('name what the distribution brings, and the way to replace it', () => {
    expect(problems({}, 'k3s')).toEqual([expect.stringMatching(/disable: \[local-storage\]/)]);
    expect(problems({ replaceBundled: true }, 'k3s')).toEqual([]);
    expect(problems({}, 'kind')).toEqual([expect.stringMatching(/platform\.storage\.block: standard/)]);
    expect(problems({})).toEqual([]);
  });

  it('name folders that Talos cannot write', () => {
    expect(problems({}, 'talos')).toEqual([expect.stringMatching(/^paths\.0 .*below \/var/)]);
    expect(problems({ paths: ['/var/local-path'] }, 'talos')).toEqual([]);
  });

  it('name nodes and folders that stand there twice', () => {
    const node = { name: 'n1', paths: ['/a', '/a'] };
    expect(problems({ nodes: [node, { name: 'n1', paths: [] }] })).toEqual([
      expect.stringMatching(/^nodes\.1\.name/),
      expect.stringMatching(/^nodes\.0\.paths\.1/),
    ]);
  });
});

// hcloud-csi: where the token goes and where it does not, what classes promise, and which nodes can have volumes.
import { describe, expect, it } from 'vitest';
import { hcloudCsi } from '../../../constructs/hcloud-csi/addon.js';
import { alerts, hcloudDashboard, metrics } from '../../../constructs/hcloud-csi/monitoring.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { expectMetrics, snapshotPlatform } from '../../support/csi.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';

const parse = (config: object = {}) => hcloudCsi.config.parse(config);
const render = (config: object = {}, platform = fullPlatform) =>
  renderAddon(hcloudCsi, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject;
}

describe('the token of Hetzner Cloud', () => {
  it('is given to the controller and to no node', () => {
    for (const { owner, spec } of podTemplates(render())) {
      expect(JSON.stringify(spec).includes('HCLOUD_TOKEN')).toBe(owner.kind === 'Deployment');
    }
    expect(hcloudCsi.secrets?.(parse(), fullPlatform).map((s) => [s.namespace, s.name])).toEqual([
      ['hcloud-csi', 'hcloud'],
    ]);
  });

  it('is joined by a passphrase only where volumes are encrypted', () => {
    const storageClasses = [{ name: 'plain' }, { name: 'secret', encrypted: true }];
    expect(hcloudCsi.secrets?.(parse({ storageClasses }), fullPlatform).map((s) => s.name)).toEqual([
      'hcloud',
      'hcloud-csi-encryption',
    ]);
    const objects = render({ storageClasses });
    expect(find(objects, 'StorageClass', 'secret')).toMatchObject({
      parameters: { 'csi.storage.k8s.io/node-publish-secret-name': 'hcloud-csi-encryption' },
    });
    expect(JSON.stringify(find(objects, 'StorageClass', 'plain'))).not.toContain('encryption');
  });
});

describe('the StorageClasses of Hetzner Cloud', () => {
  it('are the storage of the other addons, unless told otherwise', () => {
    expect(hcloudCsi.provides?.(parse(), cluster).storage).toEqual({ block: 'hcloud-volumes' });
    expect(hcloudCsi.provides?.(parse({ default: false }), cluster)).not.toHaveProperty('storage');
  });

  it('wait for the pod, and keep volumes off dedicated servers when there are some', () => {
    expect(find(render(), 'StorageClass', 'hcloud-volumes')).toMatchObject({
      volumeBindingMode: 'WaitForFirstConsumer',
      allowVolumeExpansion: true,
    });
    expect(find(render(), 'StorageClass', 'hcloud-volumes')).not.toHaveProperty('allowedTopologies');
    expect(find(render({ robotServers: true }), 'StorageClass', 'hcloud-volumes')).toMatchObject({
      allowedTopologies: [
        { matchLabelExpressions: [{ key: 'instance.hetzner.cloud/provided-by', values: ['cloud'] }] },
      ],
    });
  });

  it('bring no snapshots, which the cloud does not have', () => {
    const objects = render({}, snapshotPlatform);
    expect(objects.map((o) => o.kind)).not.toContain('VolumeSnapshotClass');
    expect(JSON.stringify(objects)).not.toContain('snapshot.storage.k8s.io');
  });
});

describe('the pods of the Hetzner Cloud driver', () => {
  it('run twice, each sidecar with an election', () => {
    expect(find(render(), 'Deployment', 'hcloud-csi-controller')).toMatchObject({ spec: { replicas: 2 } });
    const [controller] = podTemplates(render()).filter((p) => p.owner.kind === 'Deployment');
    const sidecars = controller?.spec.containers.filter((c) => c.name.startsWith('csi-')) ?? [];
    expect(sidecars.map((c) => c.name).sort()).toEqual(['csi-attacher', 'csi-provisioner', 'csi-resizer']);
    for (const { args } of sidecars) expect(args).toContain('--leader-election=true');
  });

  it('are privileged on nodes alone, in a namespace of their own', () => {
    expect(hcloudCsi.namespaces?.(parse()).map((n) => [n.name, n.podSecurity])).toEqual([
      ['hcloud-csi', 'restricted'],
      ['hcloud-csi-node', 'privileged'],
    ]);
    const privileged = podTemplates(render()).flatMap(({ owner, spec }) =>
      spec.containers
        .filter((c) => c.securityContext?.privileged)
        .map((c) => `${owner.metadata.namespace}/${c.name}`),
    );
    expect(privileged).toEqual(['hcloud-csi-node/hcloud-csi-driver']);
  });

  it('let the node plugin reach the metadata service and nothing else', () => {
    expect(find(render(), 'NetworkPolicy', 'hcloud-csi-node')).toMatchObject({
      spec: {
        egress: [
          { to: [{ ipBlock: { cidr: '169.254.169.254/32' } }], ports: [{ port: 80, protocol: 'TCP' }] },
        ],
      },
    });
  });

  it('carry the labels and the location of the profile', () => {
    const text = JSON.stringify(
      podTemplates(render({ volumeLabels: { env: 'prod', team: 'a' }, defaultLocation: 'fsn1' })),
    );
    expect(text).toContain('{"name":"HCLOUD_VOLUME_EXTRA_LABELS","value":"env=prod,team=a"}');
    expect(text).toContain('{"name":"HCLOUD_VOLUME_DEFAULT_LOCATION","value":"fsn1"}');
    expect(JSON.stringify(podTemplates(render()))).not.toContain('HCLOUD_VOLUME');
  });

  it('are watched by metrics that exist', () => {
    expectMetrics(metrics, alerts, hcloudDashboard());
  });
});

// cinder-csi: credentials at the controller alone, settings as a file of their own, and what classes say.
import { describe, expect, it } from 'vitest';
import { cinderCsi } from '../../../constructs/cinder-csi/addon.js';
import { alerts, cinderDashboard, metrics } from '../../../constructs/cinder-csi/monitoring.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { expectMetrics, snapshotPlatform } from '../../support/csi.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';

const parse = (config: object = {}) => cinderCsi.config.parse(config);
const render = (config: object = {}, platform = fullPlatform) =>
  renderAddon(cinderCsi, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject;
}

describe('the credentials of OpenStack', () => {
  it('are mounted by the controller and by no node', () => {
    for (const { owner, spec } of podTemplates(render())) {
      expect(JSON.stringify(spec).includes('"secretName":"cloud-config"')).toBe(owner.kind === 'Deployment');
    }
  });

  it('are the user’s to give, with the CA where it is private', () => {
    const keys = (config: object) =>
      Object.keys(cinderCsi.secrets?.(parse(config), fullPlatform)[0]?.keys ?? {});
    expect(keys({})).toEqual(['cloud.conf']);
    expect(keys({ privateCa: true })).toEqual(['cloud.conf', 'ca.crt']);
  });

  it('are merged with settings that both parts read and that roll them', () => {
    const settings = (config: object, namespace: string) =>
      render(config).find((o) => o.kind === 'ConfigMap' && o.metadata.namespace === namespace)?.['data'];
    expect(settings({ nodeVolumeAttachLimit: 25 }, 'cinder-csi')).toEqual(
      settings({ nodeVolumeAttachLimit: 25 }, 'cinder-csi-node'),
    );
    expect(JSON.stringify(settings({ nodeVolumeAttachLimit: 25 }, 'cinder-csi-node'))).toContain(
      'node-volume-attach-limit = 25',
    );
    const sums = (config: object) =>
      render(config)
        .filter((o) => ['Deployment', 'DaemonSet'].includes(o.kind))
        .map((o) => JSON.stringify(o).match(/config-checksum":"(\w+)"/)?.[1]);
    expect(sums({})).not.toEqual(sums({ ignoreVolumeAz: true }));
    expect(sums({})).toEqual(sums({}));
  });
});

describe('the pods of the Cinder driver', () => {
  it('split the work: the controller mounts nothing, the nodes call no API', () => {
    const args = (kind: string) => {
      const [pod] = podTemplates(render()).filter((p) => p.owner.kind === kind);
      return pod?.spec.containers.find((c) => c.name === 'cinder-csi-plugin')?.args;
    };
    expect(args('Deployment')).toContain('--provide-node-service=false');
    expect(args('Deployment')).toContain('--cluster=test');
    expect(args('DaemonSet')).toContain('--provide-controller-service=false');
    expect(args('DaemonSet')?.join(' ')).not.toContain('/etc/config/');
  });

  it('answer health checks of host-network pods on the loopback', () => {
    const [node] = podTemplates(render()).filter((p) => p.owner.kind === 'DaemonSet');
    expect(node?.spec.hostNetwork).toBe(true);
    const endpoints = node?.spec.containers
      .flatMap((c) => c.args ?? [])
      .filter((a) => a.includes('http-end'));
    expect(endpoints).toEqual(['--http-endpoint=127.0.0.1:9809', '--http-endpoint=127.0.0.1:9808']);
  });

  it('may reach the ports of the cloud that the profile names', () => {
    const policy = JSON.stringify(
      find(render({ apiPorts: [13000] }), 'NetworkPolicy', 'cinder-csi-controller'),
    );
    expect(policy).toContain('"port":13000');
    expect(policy).not.toContain('"port":8776');
  });

  it('have roles that no other driver has', () => {
    for (const role of render({}, snapshotPlatform).filter((o) => o.kind.startsWith('ClusterRole'))) {
      expect(role.metadata.name).toMatch(/^cinder-csi-/);
    }
  });
});

describe('the classes of Cinder', () => {
  it('name type and zone when the profile does', () => {
    const storageClasses = [{ name: 'fast', type: 'ssd', availabilityZone: 'az1' }, { name: 'plain' }];
    const objects = render({ storageClasses });
    expect(find(objects, 'StorageClass', 'fast')).toMatchObject({
      parameters: { 'csi.storage.k8s.io/fstype': 'ext4', type: 'ssd', availability: 'az1' },
      volumeBindingMode: 'WaitForFirstConsumer',
    });
    expect(find(objects, 'StorageClass', 'plain')['parameters']).toEqual({
      'csi.storage.k8s.io/fstype': 'ext4',
    });
    expect(cinderCsi.provides?.(parse({ storageClasses }), cluster).storage).toEqual({ block: 'fast' });
  });

  it('take snapshots of attached volumes, where the platform has snapshots', () => {
    expect(find(render({}, snapshotPlatform), 'VolumeSnapshotClass', 'cinder')).toMatchObject({
      driver: 'cinder.csi.openstack.org',
      parameters: { 'force-create': 'true' },
    });
    expect(render().some((o) => o.kind === 'VolumeSnapshotClass')).toBe(false);
    expect(JSON.stringify(render().filter((o) => o.kind === 'ClusterRole'))).not.toContain('snapshot');
  });

  it('are watched by metrics that exist', () => {
    expectMetrics(metrics, alerts, cinderDashboard());
  });
});

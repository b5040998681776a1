// csi-driver-nfs: exports as StorageClasses, ports that stay on the node, and snapshots only where they exist.
import { describe, expect, it } from 'vitest';
import { csiDriverNfs } from '../../../constructs/csi-driver-nfs/addon.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { snapshotPlatform } from '../../support/csi.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';

const share = { name: 'nfs-csi', server: '10.0.0.9', share: '/export' };
const parse = (config: object = {}) => csiDriverNfs.config.parse({ storageClasses: [share], ...config });
const render = (config: object = {}, platform = fullPlatform) =>
  renderAddon(csiDriverNfs, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject;
}

describe('the StorageClasses of NFS', () => {
  it('say server, folder and what becomes of it', () => {
    const config = {
      storageClasses: [
        share,
        { ...share, name: 'scratch', onDelete: 'archive', mountOptions: ['nfsvers=3'] },
      ],
    };
    expect(find(render(config), 'StorageClass', 'nfs-csi')).toMatchObject({
      provisioner: 'nfs.csi.k8s.io',
      parameters: { server: '10.0.0.9', share: '/export', onDelete: 'delete' },
      mountOptions: ['nfsvers=4.1'],
      volumeBindingMode: 'Immediate',
    });
    expect(find(render(config), 'StorageClass', 'scratch')).toMatchObject({
      parameters: { onDelete: 'archive' },
      mountOptions: ['nfsvers=3'],
    });
  });

  it('are the default of the cluster only when told, and then with a warning', () => {
    expect(csiDriverNfs.provides?.(parse(), cluster)).toEqual({});
    expect(csiDriverNfs.provides?.(parse({ default: true }), cluster).storage).toEqual({
      block: 'nfs-csi',
      file: 'nfs-csi',
    });
    expect(csiDriverNfs.warnings?.(parse(), fullPlatform)).toEqual([]);
    expect(csiDriverNfs.warnings?.(parse({ default: true }), fullPlatform)).toHaveLength(1);
    const marked = render({ default: true, storageClasses: [share, { ...share, name: 'other' }] })
      .filter((o) => o.kind === 'StorageClass')
      .map((o) => o.metadata.annotations?.['storageclass.kubernetes.io/is-default-class']);
    expect(marked).toEqual(['true', 'false']);
  });

  it('have names that differ, and folders without what the volume’s id is cut at', () => {
    expect(csiDriverNfs.problems?.(parse({ storageClasses: [share, share] }), fullPlatform)).toEqual([
      { path: ['storageClasses', 1, 'name'], message: expect.stringContaining('second time') },
    ]);
    for (const wrong of [{ share: 'export' }, { share: '/a#b' }, { server: 'nfs:/x' }, { subDir: '/abs' }]) {
      expect(csiDriverNfs.config.safeParse({ storageClasses: [{ ...share, ...wrong }] }).success).toBe(false);
    }
  });
});

describe('the pods of the NFS driver', () => {
  it('open no port to the network, and use each one once', () => {
    const pods = podTemplates(render({ hostPort: 30000 }, snapshotPlatform)).map((p) => p.spec);
    const text = JSON.stringify(pods);
    expect(text).not.toContain('containerPort');
    const endpoints = [...text.matchAll(/--http-endpoint=([^"]+)"/g)].map(([, e]) => e);
    expect(endpoints).toHaveLength(6);
    expect(new Set(endpoints).size).toBe(6);
    for (const endpoint of endpoints) expect(endpoint).toMatch(/^127\.0\.0\.1:3000[0-5]$/);
  });

  it('look where the kubelet is', () => {
    const node = JSON.stringify(
      find(render({ kubeletPath: '/var/lib/k0s/kubelet' }), 'DaemonSet', 'csi-nfs-node'),
    );
    expect(node).toContain('/var/lib/k0s/kubelet/plugins/nfs.csi.k8s.io/csi.sock');
    expect(node).not.toContain('/var/lib/kubelet');
  });

  it('give the node plugin no token', () => {
    const [node] = podTemplates(render()).filter((p) => p.owner.kind === 'DaemonSet');
    expect(node?.spec.automountServiceAccountToken).toBe(false);
  });

  it('take snapshots where the platform has them', () => {
    const names = (platform = fullPlatform) =>
      podTemplates(render({}, platform)).flatMap((p) => p.spec.containers.map((c) => c.name));
    expect(names()).not.toContain('csi-snapshotter');
    expect(render().map((o) => o.kind)).not.toContain('VolumeSnapshotClass');
    expect(names(snapshotPlatform)).toContain('csi-snapshotter');
    expect(find(render({}, snapshotPlatform), 'VolumeSnapshotClass', 'csi-nfs-snapclass')).toMatchObject({
      driver: 'nfs.csi.k8s.io',
      deletionPolicy: 'Delete',
    });
  });

  it('read no Secrets', () => {
    for (const role of render().filter((o) => o.kind === 'ClusterRole')) {
      expect(JSON.stringify(role)).not.toContain('"secrets"');
    }
  });
});

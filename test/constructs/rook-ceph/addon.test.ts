// Rook and Ceph: which disks are taken, what is kept from deletion, who may do what, and what each fact adds.
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../constructs/kit/platform.js';
import { rookCeph } from '../../../constructs/rook-ceph/addon.js';
import { identityOf, type KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, fullPlatform } from '../../support/platform.js';

const simple = { storage: { deviceFilter: '^sd[b-d]$' } };
const everything = { ...simple, objectStore: { enabled: true } };
const withSnapshots: Platform = { ...fullPlatform, snapshots: { apiVersion: 'snapshot.storage.k8s.io/v1' } };
const parse = (config: unknown) => rookCeph.config.parse(config);
const render = (config: unknown = everything, platform: Platform = fullPlatform) =>
  renderAddon(rookCeph, parse(config), platform);
const zoned = (...zones: string[]): Platform => ({
  ...fullPlatform,
  cluster: { ...fullPlatform.cluster, zones },
});

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: Record<string, never> };
}
const ofKind = (objects: readonly KubeObject[], kind: string) => objects.filter((o) => o.kind === kind);

describe('the disks of Ceph', () => {
  it('are those that the filter names, on all nodes, and never all', () => {
    const { storage } = find(render(), 'CephCluster', 'rook-ceph').spec;
    expect(storage).toMatchObject({ useAllNodes: true, useAllDevices: false, deviceFilter: '^sd[b-d]$' });
  });

  it('are those of the nodes that are listed', () => {
    const nodes = [
      { name: 'a', devices: ['/dev/disk/by-id/ata-1', 'sdb'] },
      { name: 'b', deviceFilter: '^nvme[1-3]n1$' },
      { name: 'c', devices: ['sdc'] },
    ];
    const { storage } = find(
      render({ storage: { nodes, encrypted: true, osdsPerDevice: 2, metadataDevice: 'nvme0n1' } }),
      'CephCluster',
      'rook-ceph',
    ).spec;
    expect(storage).toMatchObject({
      useAllNodes: false,
      useAllDevices: false,
      config: { osdsPerDevice: '2', encryptedDevice: 'true', metadataDevice: 'nvme0n1' },
      nodes: [
        { name: 'a', devices: [{ name: '/dev/disk/by-id/ata-1' }, { name: 'sdb' }] },
        { name: 'b', deviceFilter: '^nvme[1-3]n1$' },
        { name: 'c', devices: [{ name: 'sdc' }] },
      ],
    });
    expect(storage).not.toHaveProperty('deviceFilter');
  });
});

describe('data in Ceph', () => {
  const objects = render(everything, withSnapshots);

  it('is never wiped: no configuration makes Rook clean disks', () => {
    for (const config of [everything, { storage: { useAllDevices: true } }]) {
      const { cleanupPolicy } = find(render(config), 'CephCluster', 'rook-ceph').spec;
      expect(cleanupPolicy).toEqual({ allowUninstallWithVolumes: false });
    }
    expect(JSON.stringify(objects)).not.toContain('really-destroy');
  });

  it('outlives its resources, which pruning passes by', () => {
    expect(find(objects, 'CephFilesystem', 'cephfs').spec).toMatchObject({
      preserveFilesystemOnDelete: true,
    });
    expect(find(objects, 'CephObjectStore', 'object-store').spec).toMatchObject({
      preservePoolsOnDelete: true,
    });
    const holders = objects.filter(
      (o) => o.apiVersion === 'ceph.rook.io/v1' || ['Namespace', 'StorageClass', 'Driver'].includes(o.kind),
    );
    expect(holders.map(identityOf)).toHaveLength(12);
    for (const holder of holders) {
      expect(holder.metadata.annotations, identityOf(holder)).toMatchObject({
        'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
        'kustomize.toolkit.fluxcd.io/prune': 'disabled',
        'helm.sh/resource-policy': 'keep',
      });
    }
  });

  it('has its copies on hosts of their own, or in zones where there are enough', () => {
    const domain = (config: unknown, platform: Platform) =>
      (find(render(config, platform), 'CephBlockPool', 'replicapool').spec as Record<string, unknown>)
        .failureDomain;
    expect(domain(simple, fullPlatform)).toBe('host');
    expect(domain(simple, zoned('a', 'b'))).toBe('host');
    expect(domain(simple, zoned('a', 'b', 'c'))).toBe('zone');
    expect(domain({ ...simple, failureDomain: 'host' }, zoned('a', 'b', 'c'))).toBe('host');
    expect(find(render(simple), 'CephBlockPool', 'builtin-mgr').spec).toMatchObject({
      name: '.mgr',
      replicated: { size: 3, requireSafeReplicaSize: true },
    });
  });

  it('has a monitor in each zone when copies are kept apart by zones', () => {
    expect(find(render(simple, zoned('a', 'b', 'c')), 'CephCluster', 'rook-ceph').spec.mon).toEqual({
      count: 3,
      allowMultiplePerNode: false,
      failureDomainLabel: 'topology.kubernetes.io/zone',
      zones: [{ name: 'a' }, { name: 'b' }, { name: 'c' }],
    });
    expect(find(render(simple), 'CephCluster', 'rook-ceph').spec.mon).not.toHaveProperty('zones');
  });
});

describe('what users get from Ceph', () => {
  it('are classes that name the drivers, pools and Secrets of Rook', () => {
    const objects = render();
    expect(find(objects, 'StorageClass', 'rook-ceph-block')).toMatchObject({
      provisioner: 'rook-ceph.rbd.csi.ceph.com',
      allowVolumeExpansion: true,
      reclaimPolicy: 'Delete',
      parameters: {
        clusterID: 'rook-ceph',
        pool: 'replicapool',
        'csi.storage.k8s.io/node-stage-secret-name': 'rook-csi-rbd-node',
        'csi.storage.k8s.io/provisioner-secret-namespace': 'rook-ceph',
      },
      metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
    });
    expect(find(objects, 'StorageClass', 'rook-cephfs')).toMatchObject({
      provisioner: 'rook-ceph.cephfs.csi.ceph.com',
      parameters: { fsName: 'cephfs', pool: 'cephfs-replicated' },
    });
    expect(find(objects, 'StorageClass', 'rook-ceph-bucket')).toMatchObject({
      provisioner: 'rook-ceph.ceph.rook.io/bucket',
      reclaimPolicy: 'Retain',
      parameters: { objectStoreName: 'object-store', objectStoreNamespace: 'rook-ceph' },
    });
    const drivers = ofKind(objects, 'Driver').map((o) => o.metadata.name);
    expect(drivers).toEqual(['rook-ceph.rbd.csi.ceph.com', 'rook-ceph.cephfs.csi.ceph.com']);
  });

  it('are told to other addons as facts', () => {
    expect(rookCeph.provides?.(parse(everything), fullPlatform.cluster)).toMatchObject({
      storage: { block: 'rook-ceph-block', file: 'rook-cephfs' },
      objectStore: {
        host: 'rook-ceph-rgw-object-store.rook-ceph.svc',
        port: 80,
        bucketClass: 'rook-ceph-bucket',
      },
    });
    const least = rookCeph.provides?.(
      parse({ ...simple, filesystem: { enabled: false } }),
      fullPlatform.cluster,
    );
    expect(least?.storage).toEqual({ block: 'rook-ceph-block' });
    expect(least).not.toHaveProperty('objectStore');
  });

  it('are less without a file system: neither its driver, class, pods nor rights', () => {
    const text = JSON.stringify(render({ ...simple, filesystem: { enabled: false } }));
    expect(text).not.toContain('cephfs.csi');
    expect(text).not.toContain('ceph-csi-cephfs');
    expect(text).not.toContain('"rook-ceph-mds"');
    expect(text).not.toContain('CephFilesystemDown');
  });

  it('have snapshots only where the cluster has them', () => {
    const spec = (platform: Platform) =>
      find(render(simple, platform), 'OperatorConfig', 'ceph-csi-operator-config').spec;
    const objects = render(simple, withSnapshots);
    expect(ofKind(objects, 'VolumeSnapshotClass').map((o) => [o.metadata.name, o.driver])).toEqual([
      ['rook-ceph-block', 'rook-ceph.rbd.csi.ceph.com'],
      ['rook-cephfs', 'rook-ceph.cephfs.csi.ceph.com'],
    ]);
    expect(spec(withSnapshots)).toMatchObject({ driverSpecDefaults: { snapshotPolicy: 'volumeSnapshot' } });
    expect(spec(fullPlatform)).toMatchObject({ driverSpecDefaults: { snapshotPolicy: 'none' } });
    expect(JSON.stringify(render(simple))).not.toContain('snapshot.storage.k8s.io');
  });
});

describe('the rights of Rook', () => {
  const clusterRules = (config: unknown) =>
    ofKind(render(config), 'ClusterRole').flatMap(
      (o) => o.rules as { apiGroups: string[]; resources: string[]; verbs: string[] }[],
    );

  it('reach Secrets of other namespaces only when buckets are claimed there', () => {
    const secrets = (config: unknown) => clusterRules(config).filter((r) => r.resources.includes('secrets'));
    expect(secrets(simple)).toEqual([]);
    expect(secrets(everything)).toHaveLength(1);
    expect(find(render(), 'ClusterRole', 'rook-ceph-object-bucket').metadata.annotations).toHaveProperty([
      'plinth.dev/rbac-reason',
    ]);
  });

  it('hold no wildcard, no exec and nothing on workloads outside of its namespace', () => {
    for (const rule of clusterRules(everything)) {
      expect([...rule.apiGroups, ...rule.resources, ...rule.verbs]).not.toContain('*');
      expect(rule.resources).not.toContain('pods/exec');
      expect(rule.apiGroups).not.toContain('apps');
    }
  });

  it('make the operator watch that one namespace', () => {
    const deployment = JSON.stringify(find(render(), 'Deployment', 'rook-ceph-operator'));
    expect(deployment).toContain('{"name":"ROOK_CURRENT_NAMESPACE_ONLY","value":"true"}');
    expect(deployment).toContain('{"name":"ROOK_DISABLE_OBJECT_BUCKET_CLAIM","value":"false"}');
    expect(JSON.stringify(find(render(simple), 'Deployment', 'rook-ceph-operator'))).toContain(
      '{"name":"ROOK_DISABLE_OBJECT_BUCKET_CLAIM","value":"true"}',
    );
  });

  it('give a ServiceAccount to every pod that the operators make', () => {
    expect(ofKind(render(), 'ServiceAccount').map((o) => o.metadata.name)).toEqual([
      'rook-ceph-system',
      'rook-ceph-mgr',
      'rook-ceph-osd',
      'rook-ceph-cmd-reporter',
      'rook-ceph-default',
      'rook-ceph-rgw',
      'ceph-csi-controller-manager',
      'ceph-csi-rbd-ctrlplugin-sa',
      'ceph-csi-rbd-nodeplugin-sa',
      'ceph-csi-cephfs-ctrlplugin-sa',
      'ceph-csi-cephfs-nodeplugin-sa',
    ]);
  });
});

describe('tokens of the API server', () => {
  it('are in the pods whose account has rights, since the operators leave it to the account', () => {
    const objects = render();
    const bound = new Set(
      objects
        .filter((o) => o.kind.endsWith('RoleBinding'))
        .flatMap((o) => (o.subjects as { name: string }[]).map((s) => s.name)),
    );
    // Our own Deployments ask for theirs in the pod.
    const ours = ['rook-ceph-system', 'ceph-csi-controller-manager'];
    for (const account of ofKind(objects, 'ServiceAccount')) {
      const { name } = account.metadata;
      expect(account.automountServiceAccountToken, name).toBe(bound.has(name) && !ours.includes(name));
    }
  });
});

describe('the network of Ceph', () => {
  const policy = (name: string, config: unknown = everything) =>
    find(render(config), 'NetworkPolicy', name).spec as unknown as {
      podSelector: unknown;
      ingress: { from: unknown[]; ports: { port: number; endPort?: number }[] }[];
    };

  it('admits nodes to monitors, OSDs and metadata servers, where kernels are clients, and not to managers', () => {
    const node = { ipBlock: { cidr: '10.0.0.0/24' } };
    for (const name of ['ceph-mon', 'ceph-osd', 'ceph-mds']) {
      expect(policy(name).ingress[0]?.from).toContainEqual(node);
    }
    expect(policy('ceph-mgr').ingress[0]?.from).not.toContainEqual(node);
    expect(policy('ceph-osd').ingress[0]?.ports).toEqual([{ port: 6800, endPort: 7568, protocol: 'TCP' }]);
  });

  it('closes the old monitor port when the profile asks for it', () => {
    const ports = (config: unknown) => policy('ceph-mon', config).ingress[0]?.ports.map((p) => p.port);
    expect(ports(everything)).toEqual([3300, 6789]);
    expect(ports({ ...everything, network: { requireMsgr2: true } })).toEqual([3300]);
  });

  it('is on the pods’ network unless said, and encrypted when asked for', () => {
    const network = (config: unknown) => find(render(config), 'CephCluster', 'rook-ceph').spec.network;
    expect(network(simple)).not.toHaveProperty('provider');
    expect(network({ ...simple, network: { hostNetwork: true, encryption: true } })).toMatchObject({
      provider: 'host',
      connections: { encryption: { enabled: true } },
    });
  });
});

describe('Ceph on a platform', () => {
  it('has its dashboard behind the ingress, with sign-in of its own', () => {
    const objects = render();
    expect(find(objects, 'Ingress', 'ceph-dashboard').spec).toMatchObject({
      rules: [
        {
          host: 'ceph.example.com',
          http: {
            paths: [
              {
                backend: {
                  service: { name: 'rook-ceph-mgr-dashboard', port: { name: 'http-dashboard' } },
                },
              },
            ],
          },
        },
      ],
    });
    expect(find(objects, 'CephCluster', 'rook-ceph').spec.dashboard).toEqual({
      enabled: true,
      port: 7000,
      ssl: false,
    });
    expect(ofKind(render({ ...simple, dashboard: { enabled: false } }), 'Ingress')).toEqual([]);
  });

  it('exports metrics only where somebody reads them', () => {
    const objects = render(simple, barePlatform);
    expect(find(objects, 'CephCluster', 'rook-ceph').spec.monitoring).toEqual({
      enabled: false,
      metricsDisabled: true,
    });
    for (const driver of ofKind(objects, 'Driver')) expect(driver.spec).not.toHaveProperty('liveness');
    expect(ofKind(objects, 'Service')).toEqual([]);
  });

  it('scrapes each part by the Service that there is, under a job of its own', () => {
    const monitors = ofKind(render(), 'ServiceMonitor').map((o) => o.metadata.name);
    expect(monitors).toEqual([
      'rook-ceph-mgr',
      'rook-ceph-exporter',
      'rook-ceph-operator',
      'ceph-csi-rbd-ctrlplugin',
      'ceph-csi-rbd-nodeplugin',
      'ceph-csi-cephfs-ctrlplugin',
      'ceph-csi-cephfs-nodeplugin',
    ]);
    for (const driver of ofKind(render(), 'Driver')) {
      const spec = driver.spec as unknown as {
        liveness: { metricsPort: number };
        nodePlugin: { labels: Record<string, string> };
      };
      const name = spec.nodePlugin.labels['app.kubernetes.io/name'] ?? '';
      expect(find(render(), 'Service', `${name}-metrics`).spec).toMatchObject({
        selector: { 'app.kubernetes.io/name': name },
        ports: [{ targetPort: spec.liveness.metricsPort }],
      });
    }
  });
});

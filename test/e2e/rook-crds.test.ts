// The CRDs of Rook on a real API server: their module is older than the operator, and still nothing that we render and
// nothing that newer operators read is lost. What is misspelt elsewhere is refused.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rookCeph } from '../../constructs/rook-ceph/addon.js';
import { packageRoot } from '../../src/package-root.js';
import { identityOf, type KubeObject } from '../../src/synth/document.js';
import { renderAddon } from '../../src/synth/render.js';
import { fullPlatform } from '../support/platform.js';
import { type ControlPlane, startControlPlane } from './support/control-plane.js';

const groups = ['ceph.rook.io', 'csi.ceph.io', 'objectbucket.io'];

/** Configurations that together render each field that the addon can render. */
const configs: readonly unknown[] = [
  {
    storage: {
      nodes: [
        { name: 'a', devices: ['/dev/disk/by-id/ata-1'] },
        { name: 'b', deviceFilter: '^sdb$' },
      ],
      deviceFilter: '^sd[b-d]$',
      encrypted: true,
      metadataDevice: 'nvme0n1',
    },
    placement: {
      nodeLabels: { role: 'storage' },
      tolerations: [{ key: 'storage', operator: 'Equal', value: 'yes', effect: 'NoSchedule' }],
    },
    block: { deviceClass: 'ssd', compression: 'aggressive' },
    objectStore: { enabled: true, deviceClass: 'hdd' },
    network: { hostNetwork: true, encryption: true, compression: true, requireMsgr2: true },
  },
  { storage: { deviceFilter: '^sd[b-d]$' }, dashboard: { enabled: false } },
];
const zones = { ...fullPlatform.cluster, zones: ['a', 'b', 'c'], podCidrs: ['fd00::/48'] };
const platform = {
  ...fullPlatform,
  cluster: zones,
  snapshots: { apiVersion: 'snapshot.storage.k8s.io/v1' as const },
};

const claimTemplate = {
  metadata: { name: 'data', labels: { a: 'b' }, annotations: { c: 'd' } },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
};
const erasure = {
  codingChunks: 1,
  dataChunks: 2,
  algorithm: 'isa',
  stripeUnit: 16384,
  crushNumFailureDomains: 3,
  crushOSDsPerFailureDomain: 1,
};
const poolSpec = { failureDomain: 'host', erasureCoded: erasure };

/** Fields of rook/rook@v1.20.6:deploy/examples/crds.yaml that the module of 2024 lacks, by kind. */
const newer: readonly (readonly [string, Record<string, unknown>])[] = [
  ['CephBlockPoolRadosNamespace', { blockPoolName: 'replicapool', clusterID: 'x' }],
  ['CephBlockPool', { ...poolSpec, mirroring: { enabled: true, mode: 'init-only' } }],
  [
    'CephBucketTopic',
    {
      objectStoreName: 's',
      objectStoreNamespace: 'rook-ceph',
      endpoint: {
        kafka: {
          uri: 'kafka://k:9092',
          mechanism: 'SCRAM-SHA-256',
          userSecretRef: { name: 'kafka', key: 'user' },
          passwordSecretRef: { name: 'kafka', key: 'password' },
        },
      },
    },
  ],
  [
    'CephBucketNotification',
    {
      topic: 't',
      events: ['s3:ObjectSynced:*', 's3:LifecycleExpiration:Delete', 's3:ObjectRestore:Completed'],
    },
  ],
  [
    'CephClient',
    {
      caps: { mon: 'allow r' },
      removeSecret: true,
      secretName: 'x',
      security: { cephx: { keyType: 'aes' } },
    },
  ],
  [
    'CephCluster',
    {
      cephConfigFromSecret: { global: { key: { name: 's', key: 'k' } } },
      cleanupPolicy: { wipeDevicesFromOtherClusters: false },
      csi: { skipUserCreation: false },
      healthCheck: { muteHealthWarning: ['RECENT_CRASH'] },
      mgr: { count: 2, hostNetwork: false },
      mon: {
        count: 3,
        externalMonIDs: ['x'],
        floatingMon: { enabled: false },
        volumeClaimTemplate: claimTemplate,
      },
      monitoring: { exporter: { hostNetwork: false, port: 9926 } },
      security: {
        cephx: {
          allowedCiphers: ['aes256k'],
          csi: {
            keyType: 'aes',
            keyRotationPolicy: 'KeyGeneration',
            keyGeneration: 2,
            keepPriorKeyCountMax: 1,
          },
          daemon: { keyRotationPolicy: 'KeyGeneration', keyGeneration: 2 },
        },
      },
      storage: { osdMaxUpdatesInParallel: 5, volumeClaimTemplates: [claimTemplate] },
    },
  ],
  [
    'CephFilesystem',
    {
      metadataPool: { replicated: { size: 3 } },
      dataPools: [{ name: 'ec', ...poolSpec }],
      metadataServer: { activeCount: 1, cacheMemoryLimitFactor: 0.5, cacheMemoryRequestFactor: 0.8 },
    },
  ],
  [
    'CephFilesystemSubVolumeGroup',
    { filesystemName: 'cephfs', clusterID: 'x', csiMetadataRadosNamespace: 'csi' },
  ],
  [
    'CephNFS',
    { server: { active: 1, image: 'registry.example/nfs:1', imagePullPolicy: 'Always', port: 2049 } },
  ],
  [
    'CephNVMeOFGateway',
    { group: 'g', instances: 2, pool: 'p', ports: { ioPort: 4420 }, nvmeofConfig: { a: { b: 'c' } } },
  ],
  ['CephObjectRealm', { defaultRealm: true }],
  [
    'CephObjectStoreAccount',
    { store: 'object-store', name: 'team', rootUser: { displayName: 'root', skipCreate: false } },
  ],
  [
    'CephObjectStore',
    {
      defaultRealm: true,
      metadataPool: { replicated: { size: 3 } },
      dataPool: poolSpec,
      security: { ciphers: ['x'], cipherSuites: ['y'], sslOptions: ['z'], tlsGroups: ['g'] },
      gateway: {
        port: 80,
        instances: 1,
        opsLogSidecar: { resources: {} },
        rgwCommandFlags: { a: 'b' },
        rgwConfig: { c: 'd' },
        rgwConfigFromSecret: { e: { name: 's', key: 'k' } },
        service: { labels: { a: 'b' } },
      },
    },
  ],
  [
    'CephObjectStoreUser',
    {
      store: 'object-store',
      accountRef: { name: 'team' },
      opMask: 'read',
      keys: [{ accessKeyRef: { name: 's', key: 'a' }, secretKeyRef: { name: 's', key: 'b' } }],
    },
  ],
  ['CephObjectZone', { zoneGroup: 'z', metadataPool: { replicated: { size: 3 } }, dataPool: poolSpec }],
  [
    'ObjectBucketClaim',
    { generateBucketName: 'x', storageClassName: 'rook-ceph-bucket', additionalConfig: { maxSize: '1G' } },
  ],
  [
    'ObjectBucket',
    {
      storageClassName: 'rook-ceph-bucket',
      endpoint: { bucketHost: 'h', bucketPort: 80, bucketName: 'b', region: '', additionalConfig: {} },
      additionalState: { cephUser: 'u' },
      reclaimPolicy: 'Retain',
      claimRef: { name: 'c', namespace: 'n' },
    },
  ],
];

let cluster: ControlPlane;

beforeAll(async () => {
  cluster = await startControlPlane({ nodes: 1 });
  await cluster.kubectl(['create', 'namespace', 'rook-ceph']);
  await cluster.kubectl([
    'apply',
    '--server-side',
    '-f',
    join(packageRoot, 'constructs', 'rook-ceph', 'crds'),
  ]);
  await cluster.kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
});

afterAll(async () => {
  await cluster?.stop();
});

/** Applies strictly and reads back; the object's own fields alone, without what the API server fills in. */
async function stored(object: KubeObject): Promise<KubeObject> {
  const { stdout } = await cluster.kubectl(
    ['apply', '--server-side', '--force-conflicts', '--validate=strict', '-o', 'json', '-f', '-'],
    { input: JSON.stringify(object) },
  );
  return JSON.parse(stdout) as KubeObject;
}

describe('the CRDs of Rook and its CSI operator', () => {
  it('are all established, for every kind that the operator watches', async () => {
    const { items } = await cluster.get<{ items: { metadata: { name: string }; status: object }[] }>('crd');
    const names = items.map((crd) => `${crd.metadata.name}.yaml`);
    expect(names.sort()).toEqual([...(rookCeph.crds?.(rookCeph.config.parse({})) ?? [])].sort());
    expect(JSON.stringify(items)).not.toContain('NonStructuralSchema');
  });

  it('keep each field that the addon renders', async () => {
    for (const config of configs) {
      const objects = renderAddon(rookCeph, rookCeph.config.parse(config), platform).filter((o) =>
        groups.some((group) => o.apiVersion.startsWith(`${group}/`)),
      );
      expect(objects.length).toBeGreaterThan(4);
      for (const object of objects) {
        const kept = await stored(object);
        expect(kept.spec, identityOf(object)).toMatchObject(object.spec as object);
        expect(kept.metadata.annotations ?? {}).toMatchObject(object.metadata.annotations ?? {});
      }
    }
  });

  it.each(newer)('keep what newer operators read in %s', async (kind, spec) => {
    const object = {
      apiVersion: kind.startsWith('Object') ? 'objectbucket.io/v1alpha1' : 'ceph.rook.io/v1',
      kind,
      metadata: {
        name: kind === 'CephFilesystemSubVolumeGroup' ? 'group' : `newer-${kind.toLowerCase()}`,
        ...(kind === 'ObjectBucket' ? {} : { namespace: 'rook-ceph' }),
      },
      spec,
    } as unknown as KubeObject;
    expect((await stored(object)).spec).toMatchObject(spec);
  });

  it('refuse what is misspelt where no operator has added fields', async () => {
    const pool = (spec: object) =>
      stored({
        apiVersion: 'ceph.rook.io/v1',
        kind: 'CephBlockPool',
        metadata: { name: 'misspelt', namespace: 'rook-ceph' },
        spec,
      } as unknown as KubeObject);
    await expect(pool({ failureDomian: 'host', replicated: { size: 3 } })).rejects.toThrow(/failureDomian/);
    await expect(pool({ failureDomain: 'host', replicated: { sise: 3 } })).rejects.toThrow(/sise/);
  });
});

// Pools and what is built on them: block volumes, a shared file system, an S3 store. All are protected from pruning.
import type { Construct } from 'constructs';
import { type CustomResource, customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { protection } from '../kit/protect.js';
import type { Config } from './config.js';
import { failureDomain } from './failure-domain.js';
import {
  addonName,
  blockPool,
  daemonPods,
  filesystemName,
  filesystemPool,
  namespaceName,
  objectStoreName,
} from './names.js';
import { limits } from './quantities.js';

export function pools(scope: Construct, config: Config, platform: Platform): void {
  object(scope, 'CephBlockPool', blockPool, pool(config.block, config, platform));
  // Ceph's own pool follows the same rules.
  object(scope, 'CephBlockPool', 'builtin-mgr', {
    name: '.mgr',
    ...pool({ replicas: config.block.replicas, compression: 'none' }, config, platform),
  });
  if (config.filesystem.enabled) filesystem(scope, config, platform);
  if (config.objectStore.enabled) objectStore(scope, config, platform);
}

function filesystem(scope: Construct, config: Config, platform: Platform): void {
  const { activeMetadataServers: active, ...settings } = config.filesystem;
  object(scope, 'CephFilesystem', filesystemName, {
    metadataPool: pool({ ...settings, compression: 'none' }, config, platform),
    dataPools: [{ name: filesystemPool, ...pool(settings, config, platform) }],
    preserveFilesystemOnDelete: true,
    metadataServer: {
      activeCount: active,
      activeStandby: true,
      placement: { ...onNodes(config), ...apart('mds') },
      priorityClassName: 'system-cluster-critical',
      resources: limits(config.resources.mds),
    },
  });
  // The group that the driver keeps its volumes in.
  object(scope, 'CephFilesystemSubVolumeGroup', `${filesystemName}-csi`, {
    name: 'csi',
    filesystemName,
    pinning: { distributed: 1 },
  });
}

function objectStore(scope: Construct, config: Config, platform: Platform): void {
  const settings = config.objectStore;
  object(scope, 'CephObjectStore', objectStoreName, {
    metadataPool: pool({ ...settings, compression: 'none' }, config, platform),
    dataPool: pool(settings, config, platform, { bulk: 'true' }),
    preservePoolsOnDelete: true,
    gateway: {
      port: 80,
      instances: settings.gateways,
      placement: { ...onNodes(config), ...apart('rgw') },
      priorityClassName: 'system-cluster-critical',
      resources: limits(config.resources.rgw),
    },
    healthCheck: { startupProbe: { disabled: false }, readinessProbe: { disabled: false } },
  });
}

interface PoolSettings {
  readonly replicas: number;
  readonly deviceClass?: string | undefined;
  readonly compression: string;
}

function pool(
  settings: PoolSettings,
  config: Config,
  platform: Platform,
  parameters: Readonly<Record<string, string>> = {},
) {
  return {
    failureDomain: failureDomain(config, platform, settings.replicas),
    ...(settings.deviceClass ? { deviceClass: settings.deviceClass } : {}),
    replicated: { size: settings.replicas, requireSafeReplicaSize: true },
    parameters: { ...parameters, compression_mode: settings.compression },
  };
}

/** Placement of the cluster does not reach these daemons. */
function onNodes({ placement: p }: Config) {
  const terms = Object.entries(p.nodeLabels).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }));
  return {
    ...(terms.length > 0
      ? {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: terms }],
            },
          },
        }
      : {}),
    ...(p.tolerations.length > 0 ? { tolerations: p.tolerations } : {}),
  };
}

/** One a node and even over zones, as far as that is possible. */
function apart(daemon: string) {
  const labelSelector = { matchLabels: daemonPods(daemon) };
  return {
    topologySpreadConstraints: ['kubernetes.io/hostname', 'topology.kubernetes.io/zone'].map(
      (topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector,
      }),
    ),
  };
}

function object(scope: Construct, kind: string, name: string, spec: CustomResource['spec']): void {
  customResource(scope, {
    apiVersion: 'ceph.rook.io/v1',
    kind,
    metadata: {
      name,
      namespace: namespaceName,
      labels: labels(addonName, name),
      annotations: { ...protection },
    },
    spec,
  });
}

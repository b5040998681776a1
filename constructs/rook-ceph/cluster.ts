// The CephCluster: monitors, managers, and the disks that become OSDs. Nothing in it ever asks Rook to wipe one.
import type { Construct } from 'constructs';
import { customResource } from '../kit/custom-resource.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { protection } from '../kit/protect.js';
import type { Config } from './config.js';
import { failureDomain } from './failure-domain.js';
import { addonName, clusterName, namespaceName, ports } from './names.js';
import { pins } from './pins.js';
import { limits } from './quantities.js';

export function cluster(scope: Construct, config: Config, platform: Platform): void {
  customResource(scope, {
    apiVersion: 'ceph.rook.io/v1',
    kind: 'CephCluster',
    metadata: {
      name: clusterName,
      namespace: namespaceName,
      labels: labels(addonName, clusterName),
      annotations: { ...protection },
    },
    // Fields in the order of rook/rook@v1.20.6:deploy/examples/cluster.yaml.
    spec: {
      cephVersion: { image: imageRef(pins.images.ceph, platform), allowUnsupported: false },
      // Kernels before 7.0 know no newer ciphers.
      security: { cephx: { csi: { keyType: 'aes' } } },
      dataDirHostPath: config.dataDirHostPath,
      skipUpgradeChecks: false,
      continueUpgradeAfterChecksEvenIfNotHealthy: false,
      waitTimeoutForHealthyOSDInMinutes: 10,
      upgradeOSDRequiresHealthyPGs: config.upgradesRequireHealthyData,
      mon: { count: config.mons, allowMultiplePerNode: false, ...monZones(config, platform) },
      // Rook's own module in the manager could delete daemons and disks; without it the manager needs few rights.
      mgr: {
        count: config.mgrs,
        allowMultiplePerNode: false,
        modules: [{ name: 'rook', enabled: false }],
      },
      // TLS ends at the ingress controller; the NetworkPolicy admits nobody else.
      dashboard: config.dashboard.enabled
        ? { enabled: true, port: ports.dashboard, ssl: false }
        : { enabled: false },
      // Rook would make ServiceMonitors itself; ours are in the bundle.
      monitoring: { enabled: false, metricsDisabled: !platform.monitoring },
      network: network(config, platform),
      crashCollector: { disable: false },
      logCollector: { enabled: true, periodicity: 'daily', maxLogSize: '500M' },
      // `confirmation` is left out for good: with it, deleting the cluster wipes every disk.
      cleanupPolicy: { allowUninstallWithVolumes: false },
      ...placement(config),
      resources: {
        mon: limits(config.resources.mon),
        mgr: limits(config.resources.mgr),
        osd: limits(config.resources.osd),
        exporter: limits(config.resources.exporter),
        'mgr-sidecar': sidecar,
        crashcollector: sidecar,
        // It packs logs of up to maxLogSize.
        logcollector: { limits: { memory: '1Gi' }, requests: { cpu: '50m', memory: '100Mi' } },
        'cmd-reporter': sidecar,
        prepareosd: { limits: { memory: '1Gi' }, requests: { cpu: '100m', memory: '128Mi' } },
      },
      removeOSDsIfOutAndSafeToRemove: false,
      priorityClassNames: {
        mon: 'system-node-critical',
        osd: 'system-node-critical',
        mgr: 'system-cluster-critical',
        crashcollector: 'system-cluster-critical',
        exporter: 'system-cluster-critical',
      },
      storage: storage(config),
      disruptionManagement: {
        managePodBudgets: true,
        osdMaintenanceTimeout: config.disruption.osdMaintenanceTimeout,
      },
      csi: { readAffinity: { enabled: false } },
      healthCheck: {
        daemonHealth: {
          mon: { disabled: false, interval: '45s' },
          osd: { disabled: false, interval: '60s' },
          status: { disabled: false, interval: '60s' },
        },
        livenessProbe: probes,
        startupProbe: probes,
      },
    },
  });
}

const sidecar = { limits: { memory: '128Mi' }, requests: { cpu: '10m', memory: '40Mi' } };
const probes = { mon: { disabled: false }, mgr: { disabled: false }, osd: { disabled: false } };

/** One monitor a zone, where there are zones enough. */
function monZones(config: Config, platform: Platform) {
  const { zones } = platform.cluster;
  if (failureDomain(config, platform, config.block.replicas) !== 'zone') return {};
  if (config.mons < 3 || zones.length < config.mons) return {};
  return { failureDomainLabel: 'topology.kubernetes.io/zone', zones: zones.map((name) => ({ name })) };
}

function network({ network: n }: Config, platform: Platform) {
  return {
    ...(n.hostNetwork ? { provider: 'host' } : {}),
    connections: {
      encryption: { enabled: n.encryption },
      compression: { enabled: n.compression },
      requireMsgr2: n.requireMsgr2,
    },
    ...(platform.cluster.podCidrs[0]?.includes(':') ? { ipFamily: 'IPv6' } : {}),
  };
}

function placement({ placement: p }: Config) {
  const nodes = Object.entries(p.nodeLabels).map(([key, value]) => ({
    key,
    operator: 'In',
    values: [value],
  }));
  const all = {
    ...(nodes.length > 0
      ? {
          nodeAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: {
              nodeSelectorTerms: [{ matchExpressions: nodes }],
            },
          },
        }
      : {}),
    ...(p.tolerations.length > 0 ? { tolerations: p.tolerations } : {}),
  };
  return Object.keys(all).length > 0 ? { placement: { all } } : {};
}

function storage({ storage: s }: Config) {
  return {
    useAllNodes: s.nodes.length === 0,
    useAllDevices: s.useAllDevices,
    ...(s.deviceFilter ? { deviceFilter: s.deviceFilter } : {}),
    config: {
      osdsPerDevice: String(s.osdsPerDevice),
      encryptedDevice: String(s.encrypted),
      ...(s.metadataDevice ? { metadataDevice: s.metadataDevice } : {}),
    },
    ...(s.nodes.length > 0
      ? {
          nodes: s.nodes.map((node) => ({
            name: node.name,
            ...(node.devices.length > 0 ? { devices: node.devices.map((name) => ({ name })) } : {}),
            ...(node.deviceFilter ? { deviceFilter: node.deviceFilter } : {}),
          })),
        }
      : {}),
    allowDeviceClassUpdate: false,
    allowOsdCrushWeightUpdate: false,
    scheduleAlways: false,
    onlyApplyOSDPlacement: false,
    fullRatio: s.fullRatio,
    backfillFullRatio: s.backfillFullRatio,
    nearFullRatio: s.nearFullRatio,
  };
}

// What is wrong with a storage configuration before the first disk is touched.
import type { Problem } from '../kit/addon.js';
import { schedulableNodes } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { copies, failureDomain, storageNodes } from './failure-domain.js';

export function problems(config: Config, platform: Platform): readonly Problem[] {
  return [
    ...deviceProblems(config),
    ...nodeProblems(config),
    ...ratioProblems(config),
    ...copyProblems(config, platform),
    ...daemonProblems(config, platform),
  ];
}

function deviceProblems({ storage: s }: Config): readonly Problem[] {
  const found: Problem[] = [];
  if (!s.deviceFilter && !s.useAllDevices && s.nodes.length === 0)
    found.push({
      path: ['storage'],
      message:
        'names no disks: give deviceFilter, or nodes with their devices, or useAllDevices: true for every empty disk',
    });
  if (s.useAllDevices && (s.deviceFilter || s.nodes.some((n) => n.devices.length > 0 || n.deviceFilter)))
    found.push({
      path: ['storage', 'useAllDevices'],
      message: 'cannot be true beside deviceFilter or devices: say either all disks or which',
    });
  const filters = [
    { path: ['storage', 'deviceFilter'], filter: s.deviceFilter },
    ...s.nodes.map((n, i) => ({ path: ['storage', 'nodes', i, 'deviceFilter'], filter: n.deviceFilter })),
  ];
  for (const { path, filter } of filters) {
    const fault = filter === undefined ? undefined : faultOf(filter);
    if (fault) found.push({ path, message: fault });
  }
  return found;
}

function faultOf(filter: string): string | undefined {
  try {
    // Go's syntax is nearly a subset; what only Go knows, such as (?i), is left to Rook.
    const expression = new RegExp(filter.replace(/^\(\?[imsU]+\)/, ''));
    if (['sda', 'vda', 'nvme0n1'].every((disk) => expression.test(disk)))
      return `${filter} matches every disk, the system’s as well; name some, such as ^sd[b-d]$, or say useAllDevices: true`;
    return undefined;
  } catch {
    return `${filter} is no regular expression`;
  }
}

function nodeProblems({ storage: s }: Config): readonly Problem[] {
  const names = s.nodes.map((n) => n.name);
  return s.nodes.flatMap(({ name, devices, deviceFilter }, i): Problem[] => {
    const found: Problem[] = [];
    if (names.indexOf(name) !== i)
      found.push({ path: ['storage', 'nodes', i, 'name'], message: `${name} is listed twice` });
    if (devices.length > 0 && deviceFilter)
      found.push({
        path: ['storage', 'nodes', i, 'deviceFilter'],
        message: 'is ignored beside devices; keep one of them',
      });
    if (devices.length === 0 && !deviceFilter && !s.deviceFilter && !s.useAllDevices)
      found.push({
        path: ['storage', 'nodes', i],
        message: `${name} gives no disks: name its devices or a deviceFilter`,
      });
    const twice = devices.find((d, at) => devices.indexOf(d) !== at);
    if (twice) found.push({ path: ['storage', 'nodes', i, 'devices'], message: `${twice} is listed twice` });
    if (s.metadataDevice && devices.includes(s.metadataDevice))
      found.push({
        path: ['storage', 'nodes', i, 'devices'],
        message: `${s.metadataDevice} is the metadata device; it cannot hold data as well`,
      });
    return found;
  });
}

function ratioProblems({ storage: s }: Config): readonly Problem[] {
  return s.nearFullRatio < s.backfillFullRatio && s.backfillFullRatio < s.fullRatio
    ? []
    : [
        {
          path: ['storage', 'fullRatio'],
          message: `nearFullRatio ${s.nearFullRatio}, backfillFullRatio ${s.backfillFullRatio} and fullRatio ${s.fullRatio} must rise in this order`,
        },
      ];
}

function copyProblems(config: Config, platform: Platform): readonly Problem[] {
  const nodes = storageNodes(config, platform);
  const zones = platform.cluster.zones.length;
  return copies(config).flatMap(({ key, replicas }): Problem[] => {
    const path = [key, 'replicas'];
    if (failureDomain(config, platform, replicas) === 'zone' && zones < replicas)
      return [
        {
          path: ['failureDomain'],
          message: `zone: ${replicas} copies (${path.join('.')}) need ${replicas} zones and cluster.zones names ${zones}; use host, or name the zones`,
        },
      ];
    return nodes < replicas
      ? [
          {
            path,
            message: `${replicas} copies need ${replicas} nodes with disks and there are ${nodes}; give more nodes or keep fewer copies`,
          },
        ]
      : [];
  });
}

function daemonProblems(config: Config, platform: Platform): readonly Problem[] {
  const found: Problem[] = [];
  const room =
    config.placement.tolerations.length > 0
      ? platform.cluster.workers + platform.cluster.controlPlanes
      : schedulableNodes(platform.cluster);
  if (config.mons % 2 === 0)
    found.push({
      path: ['mons'],
      message: `${config.mons} monitors survive no more failures than ${config.mons - 1}; use an odd number`,
    });
  if (config.mons > room)
    found.push({
      path: ['mons'],
      message: `${config.mons} monitors are kept on nodes of their own and ${room} take them; use at most ${room}`,
    });
  if (config.mgrs > room)
    found.push({
      path: ['mgrs'],
      message: `${config.mgrs} managers are kept on nodes of their own and ${room} take them; use 1`,
    });
  if (config.dataDirHostPath.startsWith(`${config.kubeletDir}/`))
    found.push({
      path: ['dataDirHostPath'],
      message: `lies in ${config.kubeletDir}, which the kubelet cleans up; use a folder of its own`,
    });
  return found;
}

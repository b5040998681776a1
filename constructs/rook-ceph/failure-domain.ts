// What copies are kept apart by: zones when there are enough of them, hosts otherwise.
import { schedulableNodes } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';

export function failureDomain(config: Config, platform: Platform, copies: number): 'host' | 'zone' {
  return config.failureDomain ?? (platform.cluster.zones.length >= copies ? 'zone' : 'host');
}

/** Nodes that can give disks: those that are listed, or all that take pods. */
export function storageNodes(config: Config, platform: Platform): number {
  const { cluster } = platform;
  if (config.storage.nodes.length > 0) return config.storage.nodes.length;
  // With tolerations, tainted nodes may be meant, and how many there are is not known.
  return config.placement.tolerations.length > 0
    ? cluster.workers + cluster.controlPlanes
    : schedulableNodes(cluster);
}

/** Kinds of storage that are on, with the path of their number of copies. */
export function copies(config: Config): readonly { readonly key: Kind; readonly replicas: number }[] {
  return kinds
    .filter((key) => key === 'block' || config[key].enabled)
    .map((key) => ({ key, replicas: config[key].replicas }));
}

type Kind = 'block' | 'filesystem' | 'objectStore';
const kinds: readonly Kind[] = ['block', 'filesystem', 'objectStore'];

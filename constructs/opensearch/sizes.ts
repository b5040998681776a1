// Arithmetic on Kubernetes quantities of bytes: heap, budget and the problems that follow from them.
import type { Config } from './config.js';

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** `2Gi` → 2147483648. */
export function bytesOf(quantity: string): number {
  const match = /^([\d.]+)([A-Za-z]*)$/.exec(quantity);
  const unit = units[match?.[2] ?? 'none'];
  if (!match || unit === undefined) throw new Error(`not a quantity of bytes: ${quantity}`);
  return Math.floor(Number(match[1]) * unit);
}

/**
 * MiB of Java heap: half of the memory, the other half is for Lucene's files in the page cache. Above 31 GiB the JVM
 * can no longer use compressed object pointers and a larger heap holds less.
 */
export function heapMiB(config: Config): number {
  return Math.min(Math.floor(bytesOf(config.memory) / 2 / 2 ** 20), 31 * 1024);
}

/** Bytes of all volumes together. */
export function capacity(config: Config): number {
  return config.nodes * bytesOf(config.storage.size);
}

/** Bytes that logs may take before the oldest are deleted: well below the watermark of 85% at which shards stop moving in. */
export function budgetBytes(config: Config): number {
  return config.retention.maxSize ? bytesOf(config.retention.maxSize) : Math.floor(capacity(config) * 0.7);
}

/** Replicas that the nodes can hold apart from their primary. */
export function indexReplicas(config: Config): number {
  return Math.min(config.indices.replicas, config.nodes - 1);
}

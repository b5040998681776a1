// How many bytes of samples fit a volume: the rest is for the write-ahead log and compaction.

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

/** Kubernetes quantity to bytes. */
export function quantityToBytes(quantity: string): number {
  const match = /^([\d.]+)([a-zA-Z]*)$/.exec(quantity);
  return Number(match?.[1] ?? 0) * (units[match?.[2] ?? ''] ?? 1);
}

/** 85% of a Kubernetes quantity as a Prometheus size, in MB (which Prometheus reads as mebibytes). */
export function retentionSize(volumeSize: string): string {
  return `${Math.floor((quantityToBytes(volumeSize) * 0.85) / 2 ** 20)}MB`;
}

// Compute resources as custom resources have them: plain data.

export interface Compute {
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
}

/** Requests and a memory limit, as everywhere no CPU limit. */
export function limits({ cpu, memory, memoryLimit }: Compute) {
  return { limits: { memory: memoryLimit }, requests: { cpu, memory } };
}

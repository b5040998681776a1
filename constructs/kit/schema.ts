// Pieces of configuration schemas that many addons share: quantities, durations, compute resources.
import { z } from 'zod';

/** Kubernetes quantity of memory or disk: `256Mi`, `10Gi`. */
export const bytes = z
  .string()
  .regex(/^[1-9]\d*(\.\d+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$/, 'must be a quantity of bytes such as 256Mi or 10Gi');

/** Kubernetes quantity of CPU: `100m`, `1`, `1.5`. */
export const cpu = z.string().regex(/^(\d+m|\d+(\.\d+)?)$/, 'must be a quantity of CPU such as 100m or 1.5');

/** Go duration: `90s`, `1h30m`. */
export const goDuration = z
  .string()
  .regex(/^(\d+(\.\d+)?(ms|s|m|h))+$/, 'must be a duration such as 90s, 10m or 1h30m');

/** Requests and the memory limit of one container. */
export function computeResources(defaults: {
  readonly cpu: string;
  readonly memory: string;
  readonly memoryLimit: string;
}) {
  return z
    .strictObject({
      cpu: cpu.default(defaults.cpu).describe('CPU request, in cores. There is no CPU limit.'),
      memory: bytes.default(defaults.memory).describe('Memory request, in bytes.'),
      memoryLimit: bytes
        .default(defaults.memoryLimit)
        .describe('Memory limit, in bytes: above it the container is killed.'),
    })
    .prefault({});
}

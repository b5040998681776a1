// Pieces of configuration schemas that many addons share: quantities, durations, compute resources.
import { z } from 'zod';

/** Kubernetes quantity of memory or disk: `256Mi`, `10Gi`. */
export const bytes = z
  .string()
  .regex(/^[1-9]\d*(\.\d+)?(Ki|Mi|Gi|Ti|k|M|G|T)?$/, 'must be a quantity of bytes such as 256Mi or 10Gi');

/** `256Mi` → 268435456. */
export function bytesOf(quantity: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(quantity) ?? [];
  const exponent = 'kMGT'.indexOf(unit.charAt(0).replace('K', 'k')) + 1;
  return Math.round(Number(number) * (unit.endsWith('i') ? 1024 : 1000) ** (unit ? exponent : 0));
}

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

/** IPv4 or IPv6 range. */
export const cidr = z
  .string()
  .regex(
    /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[0-9a-fA-F:.]+\/\d{1,3})$/,
    'must be a CIDR such as 192.0.2.0/24 or 2001:db8::/48',
  );

// Signals of suspicious use that audit-logging asks to be counted while its log is read.
import type { Platform } from '../../kit/platform.js';
import { type Plugin, renderSignals } from '../audit-signals.js';
import { listenAddress } from './text.js';

export function signals(platform: Platform): {
  readonly filters: readonly Plugin[];
  readonly outputs: readonly Plugin[];
} {
  const { filters, outputs } = renderSignals(platform.auditLog?.signals ?? [], 'audit.*');
  return { filters, outputs: outputs.map((output) => ({ ...output, host: listenAddress(platform) })) };
}

// Runs a real Fluent Bit over an audit log and reads the counters that it makes of signals.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { stringify } from 'yaml';
import {
  type AuditSignal,
  renderSignals,
  signalsPort,
} from '../../../constructs/fluent-bit/audit-signals.js';

/** Sum of each counter over its labels, by its name. */
export async function countWithFluentBit(
  program: string,
  log: string,
  folder: string,
  signals: readonly AuditSignal[],
): Promise<Record<string, number>> {
  const { filters, outputs } = renderSignals(signals, 'audit.*');
  const file = join(folder, 'fluent-bit.yaml');
  const tail = { name: 'tail', tag: 'audit.log', path: log, parser: 'audit', read_from_head: true };
  const limits = { buffer_chunk_size: '512k', buffer_max_size: '5M' };
  writeFileSync(
    file,
    stringify({
      service: { flush: 1, log_level: 'warn' },
      parsers: [{ name: 'audit', format: 'json' }],
      pipeline: {
        inputs: [{ ...tail, ...limits }],
        filters,
        outputs: outputs.map((output) => ({ ...output, host: '127.0.0.1' })),
      },
    }),
  );
  const process = spawn(program, ['-c', file], { stdio: 'inherit' });
  try {
    // It reads the file at once and sends the counters on every 5 seconds.
    await sleep(15_000);
    const response = await fetch(`http://127.0.0.1:${signalsPort}/metrics`);
    return sums(await response.text());
  } finally {
    process.kill();
  }
}

function sums(text: string): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [, name = '', value] of text.matchAll(/^(\w+)(?:\{.*\})? ([\d.e+]+)$/gm)) {
    total[name] = (total[name] ?? 0) + Number(value);
  }
  return total;
}

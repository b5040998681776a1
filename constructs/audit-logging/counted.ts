// PromQL over counters that come into being with their first event: increase() alone would miss that one.

const window = '10m';

/**
 * Events within 10 minutes, by these labels. A series that was not there 10 minutes ago counts with its whole value;
 * what a collector counted before it was restarted is not counted again, for each one is a series of its own.
 */
export function events(metric: string, ...by: readonly string[]): string {
  const name = `audit_signal_${metric}_total`;
  return `
sum by (${by.join(', ')}) (
  (${name} unless ${name} offset ${window})
  or
  increase(${name}[${window}]) > 0
)`;
}

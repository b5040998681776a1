// Audit events as Prometheus counters: each signal is a mark on the records that match, and a counter of the marks.
import type { Platform } from '../kit/platform.js';

export type AuditSignal = NonNullable<NonNullable<Platform['auditLog']>['signals']>[number];

/** A plugin of Fluent Bit's YAML pipeline: options by name. */
export type Plugin = Readonly<Record<string, string | number | readonly string[]>>;

/** TCP port of the exporter; upstream's default. Fluent Bit's own metrics are on another one. */
export const signalsPort = 2021;

/**
 * Filters to put before any that turn nested fields of the record into strings, and the output that serves the
 * counters as `audit_signal_<metric>_total`. `match` is the tag pattern of audit records.
 *
 * Two filters a signal, because log_to_metrics keeps a record at the first `regex` that matches
 * (fluent/fluent-bit@v5.1.1:plugins/filter_log_to_metrics/log_to_metrics.c, grep_filter_data): several of them are no
 * conjunction. modify's conditions are one, and a field that is missing fails them.
 */
export function renderSignals(
  signals: readonly AuditSignal[],
  match: string,
): { readonly filters: readonly Plugin[]; readonly outputs: readonly Plugin[] } {
  if (signals.length === 0) return { filters: [], outputs: [] };
  return {
    filters: signals.flatMap((signal) => [mark(signal, match), count(signal, match)]),
    outputs: [{ name: 'prometheus_exporter', match: 'signals.*', host: '0.0.0.0', port: signalsPort }],
  };
}

/** `signal_exec: "true"` stays on the record, so that a search in the log store finds what an alert counted. */
function mark(signal: AuditSignal, match: string): Plugin {
  return {
    name: 'modify',
    match,
    condition: signal.conditions.map(({ field, regex }) => `Key_value_matches ${field} ${regex}`),
    add: `${markOf(signal)} true`,
  };
}

function count(signal: AuditSignal, match: string): Plugin {
  const labels = Object.entries(signal.labels);
  return {
    name: 'log_to_metrics',
    match,
    tag: `signals.${signal.metric}`,
    metric_mode: 'counter',
    metric_namespace: 'audit',
    metric_subsystem: 'signal',
    metric_name: `${signal.metric}_total`,
    metric_description: signal.description,
    regex: `${markOf(signal)} ^true$`,
    ...(labels.length > 0 ? { add_label: labels.map(([name, field]) => `${name} ${field}`) } : {}),
    emitter_name: `audit_signal_${signal.metric}`,
    // Without it every match is sent on by itself.
    flush_interval_sec: 5,
  };
}

function markOf(signal: AuditSignal): string {
  return `signal_${signal.metric}`;
}

// Signals as Fluent Bit's filters. That they count right is shown by a real log in test/e2e/audit-policy.test.ts.
import { describe, expect, it } from 'vitest';
import { renderSignals } from '../../../constructs/fluent-bit/audit-signals.js';

const signal = {
  metric: 'exec',
  description: 'Sessions in containers.',
  conditions: [
    { field: "$objectRef['resource']", regex: '^pods$' },
    { field: '$stage', regex: '^ResponseStarted$' },
  ],
  labels: { user: "$user['username']" },
};

describe('audit signals', () => {
  it('mark what meets all conditions and count the marks, in this order', () => {
    expect(renderSignals([signal], 'audit.*').filters).toEqual([
      {
        name: 'modify',
        match: 'audit.*',
        condition: [
          "Key_value_matches $objectRef['resource'] ^pods$",
          'Key_value_matches $stage ^ResponseStarted$',
        ],
        add: 'signal_exec true',
      },
      expect.objectContaining({
        name: 'log_to_metrics',
        match: 'audit.*',
        regex: 'signal_exec ^true$',
        metric_namespace: 'audit',
        metric_subsystem: 'signal',
        metric_name: 'exec_total',
        add_label: ["user $user['username']"],
      }),
    ]);
  });

  it('serve counters under a tag that no log output matches', () => {
    const { filters, outputs } = renderSignals([signal], 'audit.*');
    expect(filters[1]?.['tag']).toBe('signals.exec');
    expect(outputs).toEqual([
      { name: 'prometheus_exporter', match: 'signals.*', host: '0.0.0.0', port: 2021 },
    ]);
  });

  it('never give one filter two regexes: log_to_metrics would take either for enough', () => {
    for (const filter of renderSignals([signal, { ...signal, metric: 'other' }], 'audit.*').filters) {
      expect(Array.isArray(filter['regex'])).toBe(false);
    }
  });

  it('leave the pipeline alone when there are none', () => {
    expect(renderSignals([], 'audit.*')).toEqual({ filters: [], outputs: [] });
  });
});

// Series for which each alert of Fluent Bit fires, and series for which it stays silent. Time starts at 0.
import type { AlertTest, Series } from '../../support/promtool.js';

const pod = 'job="fluent-bit", namespace="logging-agents", pod="fluent-bit-a", node="n1"';
const audit = 'job="fluent-bit-audit", namespace="logging-agents", pod="fluent-bit-audit-a", node="m1"';
const series = (metric: string, labels: string, values: string): Series => ({
  series: `${metric}{${labels}}`,
  values,
});
const output = (what: string, values: string, where = pod): Series =>
  series(`fluentbit_output_${what}`, `${where}, name="opensearch.containers"`, values);
const input = (name: string, values: string, where = pod): Series =>
  series('fluentbit_input_records_total', `${where}, name="${name}"`, values);
const drops = (to: string, values: string): Series =>
  series('fluentbit_routing_logs_drop_records_total', `${pod}, input="containers", output="${to}"`, values);
const still = '5x180';
const where = { namespace: 'logging-agents', pod: 'fluent-bit-a', node: 'n1' };
const sink = { ...where, name: 'opensearch.containers' };
const latency = (fast: string, all: string): Series[] =>
  ['0.5', '1.0', '1.5', '2.5', '5.0', '10.0', '20.0', '30.0', '+Inf'].map((le) =>
    series(
      'fluentbit_output_latency_seconds_bucket',
      `${pod}, input="containers", output="opensearch.containers", le="${le}"`,
      le === '+Inf' ? all : fast,
    ),
  );

export const alertTests: readonly AlertTest[] = [
  {
    alert: 'FluentBitRecordsDropped',
    fires: [
      { series: [output('dropped_records_total', '0x20 100x160')], at: '25m', labels: sink },
      { series: [output('dropped_records_total', '0+10x60', audit)], at: '30m', labels: { node: 'm1' } },
    ],
    silent: [
      { series: [output('dropped_records_total', still)], at: '60m' },
      // It is over.
      { series: [output('dropped_records_total', '0x20 100x160')], at: '60m' },
    ],
  },
  {
    alert: 'FluentBitRetriesFailed',
    fires: [{ series: [output('retries_failed_total', '0x20 1x160')], at: '30m', labels: sink }],
    silent: [
      { series: [output('retries_failed_total', still)], at: '60m' },
      { series: [output('retries_total', '0+10x120'), output('retries_failed_total', '0x120')], at: '60m' },
    ],
  },
  {
    alert: 'FluentBitHighRetryRate',
    fires: [{ series: [output('retries_total', '0+3x120')], at: '60m', labels: sink }],
    silent: [
      // One attempt in five minutes, as after a dropped connection.
      { series: [output('retries_total', '0x4 1x4 2x4 3x4 4x120')], at: '60m' },
      // A short outage.
      { series: [output('retries_total', '0+5x12 60x120')], at: '60m' },
    ],
  },
  {
    alert: 'FluentBitOutputErrors',
    fires: [{ series: [output('errors_total', '0+1x120')], at: '60m', labels: sink }],
    silent: [
      { series: [output('errors_total', still)], at: '60m' },
      { series: [output('errors_total', '0x20 1x160')], at: '60m' },
    ],
  },
  {
    alert: 'FluentBitOutputStalled',
    fires: [
      {
        series: [input('containers', '0+60x120'), output('proc_records_total', '500x120')],
        at: '60m',
        labels: where,
      },
      {
        // Signals are counted, and the log store takes nothing.
        series: [
          input('audit', '0+60x120', audit),
          output('proc_records_total', '500x120', audit),
          series('fluentbit_output_proc_records_total', `${audit}, name="prometheus_exporter.1"`, '0+1x120'),
        ],
        at: '60m',
        labels: { node: 'm1' },
      },
    ],
    silent: [
      { series: [input('containers', '0+60x120'), output('proc_records_total', '0+60x120')], at: '60m' },
      // Nothing comes in.
      { series: [input('containers', '60x120'), output('proc_records_total', '60x120')], at: '60m' },
      // Ten minutes of outage.
      {
        series: [input('containers', '0+60x120'), output('proc_records_total', '0+60x30 1800x10 1900+90x80')],
        at: '60m',
      },
    ],
  },
  {
    alert: 'FluentBitHighLatency',
    fires: [
      {
        series: latency('0x120', '0+6x120'),
        at: '60m',
        labels: { output: 'opensearch.containers', node: 'n1' },
      },
    ],
    silent: [{ series: latency('0+6x120', '0+6x120'), at: '60m' }],
  },
  {
    alert: 'FluentBitBufferNearlyFull',
    fires: [{ series: [output('chunk_available_capacity_percent', '10x60')], at: '20m', labels: sink }],
    silent: [
      { series: [output('chunk_available_capacity_percent', '100x60')], at: '20m' },
      { series: [output('chunk_available_capacity_percent', '100x10 10x3 90x60')], at: '20m' },
    ],
  },
  {
    alert: 'FluentBitBufferOverflow',
    fires: [
      // The counter appears with its first event.
      {
        series: [
          drops('opensearch.containers', '_x10 200x60'),
          output('chunk_available_capacity_percent', '2x60'),
        ],
        at: '15m',
        labels: { ...where, input: 'containers', output: 'opensearch.containers' },
      },
      {
        series: [
          drops('opensearch.containers', '200+5x60'),
          output('chunk_available_capacity_percent', '2x60'),
        ],
        at: '40m',
      },
    ],
    silent: [
      {
        series: [
          drops('opensearch.containers', '200x60'),
          output('chunk_available_capacity_percent', '2x60'),
        ],
        at: '40m',
      },
      // Given up after the last attempt, with room left: FluentBitRetriesFailed speaks.
      {
        series: [
          drops('opensearch.containers', '200+5x60'),
          output('chunk_available_capacity_percent', '97x60'),
        ],
        at: '40m',
      },
    ],
  },
  {
    alert: 'FluentBitRecordsUnmatched',
    fires: [
      { series: [drops('unmatched', '_x10 200x60')], at: '15m', labels: { ...where, input: 'containers' } },
    ],
    silent: [
      { series: [drops('unmatched', '200x60')], at: '40m' },
      { series: [drops('opensearch.containers', '200+5x60')], at: '40m' },
    ],
  },
  {
    alert: 'FluentBitInputPaused',
    fires: [
      {
        series: [series('fluentbit_input_ingestion_paused', `${pod}, name="containers"`, '1x60')],
        at: '20m',
        labels: { ...where, name: 'containers' },
      },
    ],
    silent: [
      {
        series: [series('fluentbit_input_ingestion_paused', `${pod}, name="containers"`, '0x60')],
        at: '20m',
      },
      {
        series: [series('fluentbit_input_ingestion_paused', `${pod}, name="containers"`, '0x12 1x5 0x60')],
        at: '20m',
      },
    ],
  },
  {
    alert: 'FluentBitLongLinesSkipped',
    fires: [
      {
        series: [series('fluentbit_input_long_line_skipped_total', `${audit}, name="audit"`, '_x10 1x60')],
        at: '15m',
        labels: { node: 'm1', name: 'audit' },
      },
    ],
    silent: [
      {
        series: [series('fluentbit_input_long_line_skipped_total', `${audit}, name="audit"`, '3x180')],
        at: '150m',
      },
    ],
  },
  {
    alert: 'FluentBitDown',
    fires: [
      { series: [series('up', `${pod}, instance="10.0.0.1:2020"`, '1x10 0x60')], at: '30m', labels: where },
    ],
    silent: [
      { series: [series('up', `${pod}, instance="10.0.0.1:2020"`, '1x60')], at: '30m' },
      { series: [series('up', 'job="other", namespace="x", pod="y", node="n1"', '0x60')], at: '30m' },
    ],
  },
  {
    alert: 'FluentBitAbsent',
    fires: [
      { series: [series('up', pod, '0x60')], at: '30m' },
      { series: [series('up', 'job="other"', '1x60')], at: '30m' },
    ],
    silent: [{ series: [series('up', pod, '0x60'), series('up', audit, '1x60')], at: '30m' }],
  },
  {
    alert: 'FluentBitRestarting',
    fires: [
      {
        series: [
          series(
            'fluentbit_process_start_time_seconds',
            `${pod}, hostname="fluent-bit-a"`,
            '0x5 300x5 600x5 900x5 1200x60',
          ),
        ],
        at: '30m',
        labels: { node: 'n1' },
      },
    ],
    silent: [
      {
        series: [
          series('fluentbit_process_start_time_seconds', `${pod}, hostname="fluent-bit-a"`, '0x5 300x90'),
        ],
        at: '30m',
      },
    ],
  },
  {
    alert: 'FluentBitReloaded',
    fires: [
      {
        series: [series('fluentbit_hot_reloaded_times', `${pod}, hostname="fluent-bit-a"`, '0x20 1x60')],
        at: '25m',
        labels: { node: 'n1' },
      },
    ],
    silent: [
      {
        series: [series('fluentbit_hot_reloaded_times', `${pod}, hostname="fluent-bit-a"`, '1x80')],
        at: '40m',
      },
    ],
  },
  {
    alert: 'FluentBitErrorsLogged',
    fires: [
      {
        series: [series('fluentbit_logger_logs_total', `${pod}, message_type="error"`, '0+5x90')],
        at: '60m',
        labels: where,
      },
    ],
    silent: [
      {
        series: [series('fluentbit_logger_logs_total', `${pod}, message_type="info"`, '0+50x90')],
        at: '60m',
      },
      {
        series: [series('fluentbit_logger_logs_total', `${pod}, message_type="error"`, '0+1x90')],
        at: '60m',
      },
    ],
  },
];

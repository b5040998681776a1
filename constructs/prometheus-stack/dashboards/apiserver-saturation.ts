// What makes API requests wait: fairness queues, long requests and admission webhooks.
import { query, timeseries } from '../../kit/dashboard-panels.js';
import { apiserver } from '../rules/select.js';

export const mine = `${apiserver}, instance=~"$instance"`;

export const saturation = [
  timeseries({
    title: 'Requests in flight',
    description:
      'Requests at work, by kind. The defaults allow 400 reads and 200 writes at once, shared out by fairness.',
    unit: 'short',
    queries: [
      query(`sum by (request_kind) (apiserver_current_inflight_requests{${mine}})`, '{{request_kind}}'),
    ],
  }),
  timeseries({
    title: 'Requests queued',
    description:
      'Requests that wait for their turn, by priority level. Waiting at workload-low alone is fairness at work.',
    unit: 'short',
    queries: [
      query(
        `sum by (priority_level) (apiserver_flowcontrol_current_inqueue_requests{${mine}})`,
        '{{priority_level}}',
      ),
    ],
  }),
  timeseries({
    title: 'Requests rejected',
    description:
      'Requests turned away with 429, by priority level and reason. Find the client by its flow schema and slow it down.',
    unit: 'reqps',
    queries: [
      query(
        `sum by (priority_level, flow_schema, reason) (rate(apiserver_flowcontrol_rejected_requests_total{${mine}}[$__rate_interval]))`,
        '{{priority_level}} {{flow_schema}}: {{reason}}',
      ),
    ],
  }),
  timeseries({
    title: 'Watches and other long requests',
    description:
      'Open watches, logs, execs and port forwards by verb. A fall to near zero is a restart: all clients come back at once.',
    unit: 'short',
    queries: [query(`sum by (verb) (apiserver_longrunning_requests{${mine}})`, '{{verb}}')],
  }),
];

export const webhooks = [
  timeseries({
    title: 'Webhook latency, 99th percentile',
    description:
      'Time that each admission webhook adds to every write it watches. Above a second it slows the whole cluster.',
    unit: 's',
    limits: { warning: 1, critical: 5 },
    queries: [
      query(
        `
histogram_quantile(0.99, sum by (name, le) (
  rate(apiserver_admission_webhook_admission_duration_seconds_bucket{${mine}}[$__rate_interval])
))`,
        '{{name}}',
      ),
    ],
  }),
  timeseries({
    title: 'Webhook rejections',
    description:
      'Writes refused, by webhook. `calling_webhook_error`: the webhook is down, and with failurePolicy Fail nothing can be created.',
    unit: 'reqps',
    queries: [
      query(
        `sum by (name, error_type) (rate(apiserver_admission_webhook_rejection_count{${mine}}[$__rate_interval]))`,
        '{{name}}: {{error_type}}',
      ),
    ],
  }),
];

export const process = [
  timeseries({
    title: 'Memory',
    description: 'Resident memory of each instance. It grows with the objects and watches that it serves.',
    unit: 'bytes',
    queries: [query(`process_resident_memory_bytes{${mine}}`, '{{instance}}')],
  }),
  timeseries({
    title: 'CPU',
    description: 'Cores used by each instance.',
    unit: 'suffix:cores',
    queries: [query(`rate(process_cpu_seconds_total{${mine}}[$__rate_interval])`, '{{instance}}')],
  }),
  timeseries({
    title: 'Goroutines',
    description: 'Goroutines of each instance: about two for each watch. A line that only rises is a leak.',
    unit: 'short',
    queries: [query(`go_goroutines{${mine}}`, '{{instance}}')],
  }),
];

// The API server: its objective and error budget, then rate, errors and duration, then what makes it wait.
import { board, instanceVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { errorBudget } from '../rules/recording-apiserver.js';
import { apiserver, job } from '../rules/select.js';
import { mine, process, saturation, webhooks } from './apiserver-saturation.js';
import { uid } from './links.js';

/** `withEtcd`: a dashboard of etcd exists to link to. */
export function apiserverDashboard(withEtcd: boolean): unknown {
  return board({
    uid: uid.apiserver,
    title: 'API server',
    description:
      'Availability against the objective of 99%, requests, latency, admission webhooks and fairness queues.',
    tags: ['kubernetes', 'control-plane'],
    variables: [instanceVariable(job.apiserver)],
    links: [
      { board: uid.cluster, title: 'Cluster' },
      ...(withEtcd ? [{ board: uid.etcd, title: 'etcd' }] : []),
    ],
    rows: [
      row('State', state),
      row('Requests', requests),
      row('Latency', latency),
      row('Error budget', budget),
      row('Saturation', saturation),
      row('Admission webhooks', webhooks),
      row('Process', process, { collapsed: true }),
      row('Objects', [objects], { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Instances up',
    description: 'API servers that Prometheus can scrape.',
    unit: 'short',
    expr: `sum(up{${apiserver}}) or vector(0)`,
    limits: { worse: 'below', critical: 1 },
  }),
  stat({
    title: 'Availability, 30 days',
    description: 'Share of requests that were answered without a server error and fast enough.',
    unit: 'percentunit',
    decimals: 3,
    expr: 'apiserver_request:availability30d{verb="all"}',
    limits: { worse: 'below', warning: 0.995, critical: 0.99 },
  }),
  stat({
    title: 'Error budget left',
    description:
      'What remains of the 1% that may fail in 30 days. Negative: the objective is missed; stop risky changes.',
    unit: 'percentunit',
    decimals: 1,
    expr: `1 - (1 - apiserver_request:availability30d{verb="all"}) / ${errorBudget}`,
    limits: { worse: 'below', warning: 0.25, critical: 0 },
  }),
  stat({
    title: 'Requests',
    description: 'Requests per second, without watches.',
    unit: 'reqps',
    graph: true,
    expr: 'sum(apiserver_request:all:rate5m)',
  }),
  stat({
    title: 'Server errors',
    description: 'Share of requests that end in a 5xx. Well below 0.1% is normal.',
    unit: 'percentunit',
    decimals: 2,
    expr: `
sum(rate(apiserver_request_total{${mine}, code=~"5.."}[5m])) / sum(rate(apiserver_request_total{${mine}}[5m]))
or vector(0)`,
    limits: { warning: 0.005, critical: 0.01 },
  }),
  stat({
    title: 'Rejected for load',
    description:
      'Requests per second that fairness queues turned away with 429. Any steady rate is overload.',
    unit: 'reqps',
    expr: `sum(rate(apiserver_flowcontrol_rejected_requests_total{${mine}}[5m])) or vector(0)`,
    limits: { warning: 0.1, critical: 5 },
  }),
];

const requests = [
  timeseries({
    title: 'Requests by verb',
    description: 'Requests per second. A sudden rise of LIST is a controller that lost its watch.',
    unit: 'reqps',
    stack: true,
    queries: [query(`sum by (verb) (rate(apiserver_request_total{${mine}}[$__rate_interval]))`, '{{verb}}')],
  }),
  timeseries({
    title: 'Responses by code',
    description: '409 is normal optimistic locking; 429 is overload; 5xx is the server, etcd or a webhook.',
    unit: 'reqps',
    queries: [query(`sum by (code) (rate(apiserver_request_total{${mine}}[$__rate_interval]))`, '{{code}}')],
  }),
  timeseries({
    title: 'Errors by resource',
    description: 'Requests per second that end in a 5xx, by the resource that was asked for.',
    unit: 'reqps',
    queries: [
      query(
        'sum by (resource, verb) (code_resource:apiserver_request_total:rate5m{code=~"5.."}) > 0',
        '{{verb}} {{resource}}',
      ),
    ],
  }),
];

const slow = (verb: string) => `
topk(15,
  cluster_quantile:apiserver_request_sli_duration_seconds:histogram_quantile{quantile="0.99", verb="${verb}"}
)`;

const latency = [
  timeseries({
    title: 'Reads, 99th percentile',
    description:
      'Duration of GET and LIST by resource, without webhooks and queues. The objective is 1 s for one object, 5 s for a namespace, 30 s for a whole cluster.',
    unit: 's',
    limits: { warning: 1, critical: 5 },
    queries: [query(slow('read'), '{{resource}}')],
  }),
  timeseries({
    title: 'Writes, 99th percentile',
    description:
      'Duration of writes by resource, without webhooks. The objective is 1 s; etcd and its disk decide it.',
    unit: 's',
    limits: { warning: 0.5, critical: 1 },
    queries: [query(slow('write'), '{{resource}}')],
  }),
];

const burn = (window: string) =>
  query(`sum(apiserver_request:burnrate${window}) / ${errorBudget}`, `over ${window}`);

const budget = [
  timeseries({
    title: 'Burn rate',
    description:
      'How many times faster than allowed the error budget is spent, by window. At 14 it lasts two days, and a page goes out.',
    unit: 'suffix:x',
    limits: { warning: 1, critical: 14 },
    queries: [burn('5m'), burn('1h'), burn('6h'), burn('1d'), burn('3d')],
  }),
  timeseries({
    title: 'Bad requests',
    description: 'Share of requests that failed or were too slow, by kind.',
    unit: 'percentunit',
    limits: { warning: errorBudget },
    queries: [query('apiserver_request:burnrate5m', '{{verb}}')],
  }),
];

const objects = table({
  title: 'Stored objects',
  description:
    'Objects in etcd by resource. Tens of thousands of Events, ReplicaSets or Jobs point at missing clean-up.',
  labels: { resource: { title: 'Resource' } },
  columns: [
    {
      title: 'Objects',
      unit: 'short',
      // The old name is that of Kubernetes 1.33.
      expr: `topk(50, max by (resource) (apiserver_resource_objects{${apiserver}} or apiserver_storage_objects{${apiserver}}))`,
    },
  ],
});

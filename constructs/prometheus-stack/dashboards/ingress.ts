// Traffic that enters through Traefik: rate, errors and duration, by entry point and by backend.
import { board, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { all, backends, failed, latency, requests } from './ingress-requests.js';
import { uid } from './links.js';

export function ingressDashboard(): unknown {
  return board({
    uid: uid.ingress,
    title: 'Ingress',
    description:
      'Requests from outside, by Traefik: what comes in, what fails, what is slow, and which certificate ends.',
    tags: ['platform', 'network'],
    variables: [
      {
        name: 'backend',
        label: 'Backend',
        query: `label_values(traefik_service_requests_total{${all}}, service)`,
        all: true,
        multi: true,
      },
    ],
    links: [{ board: uid.cluster, title: 'Cluster' }],
    rows: [
      row('State', state),
      row('Requests', requests),
      row('Latency', latency),
      row('Backends', [backends]),
      row('Connections and traffic', traffic),
      row('Certificates', [certificates]),
      row('Process', process, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Instances up',
    description: 'Traefik pods that Prometheus can scrape.',
    unit: 'short',
    expr: `sum(up{${all}}) or vector(0)`,
    limits: { worse: 'below', warning: 2, critical: 1 },
  }),
  stat({
    title: 'Requests',
    description: 'Requests per second over all entry points.',
    unit: 'reqps',
    graph: true,
    expr: `sum(rate(traefik_entrypoint_requests_total{${all}}[$__rate_interval]))`,
  }),
  stat({
    title: 'Server errors',
    description: 'Share of requests that were answered with a 5xx, by a backend or by Traefik itself.',
    unit: 'percentunit',
    decimals: 2,
    expr: `
sum(rate(traefik_entrypoint_requests_total{${all}, ${failed}}[5m]))
/ sum(rate(traefik_entrypoint_requests_total{${all}}[5m])) or vector(0)`,
    limits: { warning: 0.01, critical: 0.05 },
  }),
  stat({
    title: 'Latency, 95th percentile',
    description: 'Time until the answer was sent, over all entry points. Buckets set its resolution.',
    unit: 's',
    expr: `
histogram_quantile(0.95, sum by (le) (rate(traefik_entrypoint_request_duration_seconds_bucket{${all}}[5m])))`,
    limits: { warning: 1, critical: 3 },
  }),
  stat({
    title: 'Configuration age',
    description:
      'Time since routes were last loaded, on the instance that is furthest behind. Only a change of routes loads anew.',
    unit: 's',
    expr: `time() - min(traefik_config_last_reload_success{${all}})`,
  }),
  stat({
    title: 'Next certificate to end',
    description: 'Time left of the certificate that ends first. Renewal starts a third of its life before.',
    unit: 's',
    expr: `min(traefik_tls_certs_not_after{${all}}) - time()`,
    limits: { worse: 'below', warning: 14 * 86400, critical: 3 * 86400 },
    noValue: 'none',
  }),
];

const traffic = [
  timeseries({
    title: 'Open connections',
    description:
      'Connections by entry point. A steady rise without more requests: clients or backends do not close.',
    unit: 'short',
    queries: [
      query(
        `sum by (entrypoint, protocol) (traefik_open_connections{${all}})`,
        '{{entrypoint}} {{protocol}}',
      ),
    ],
  }),
  timeseries({
    title: 'Traffic',
    description: 'Bytes of requests, and below the line of responses.',
    unit: 'binBps',
    queries: [
      query(
        `sum by (entrypoint) (rate(traefik_entrypoint_requests_bytes_total{${all}}[$__rate_interval]))`,
        '{{entrypoint}} in',
      ),
      query(
        `sum by (entrypoint) (rate(traefik_entrypoint_responses_bytes_total{${all}}[$__rate_interval]))`,
        '{{entrypoint}} out',
        { as: 'mirror' },
      ),
    ],
  }),
  timeseries({
    title: 'Requests by instance',
    description:
      'How the load balancer shares requests out. An instance at zero gets none: look at its node and at the Service.',
    unit: 'reqps',
    queries: [
      query(`sum by (pod) (rate(traefik_entrypoint_requests_total{${all}}[$__rate_interval]))`, '{{pod}}'),
    ],
  }),
];

const certificates = table({
  title: 'Certificates',
  description: 'Certificates that Traefik serves, by the time that they have left.',
  labels: { cn: { title: 'Common name' }, sans: { title: 'Names' } },
  columns: [
    {
      title: 'Ends in',
      unit: 's',
      limits: { worse: 'below', warning: 14 * 86400, critical: 3 * 86400 },
      expr: `min by (cn, sans) (traefik_tls_certs_not_after{${all}}) - time()`,
    },
  ],
  ascending: true,
});

const process = [
  timeseries({
    title: 'Memory',
    description: 'Resident memory by instance.',
    unit: 'bytes',
    queries: [query(`process_resident_memory_bytes{${all}}`, '{{pod}}')],
  }),
  timeseries({
    title: 'CPU',
    description: 'Cores by instance. TLS handshakes are the most of it.',
    unit: 'suffix:cores',
    queries: [query(`rate(process_cpu_seconds_total{${all}}[$__rate_interval])`, '{{pod}}')],
  }),
  timeseries({
    title: 'Open files',
    description: 'File handles over the limit: each connection takes one or two.',
    unit: 'percentunit',
    max: 1,
    limits: { warning: 0.7, critical: 0.9 },
    queries: [query(`process_open_fds{${all}} / process_max_fds{${all}}`, '{{pod}}')],
  }),
];

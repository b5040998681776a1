// Rate, errors and duration of requests through Traefik.
import { query, table, timeseries } from '../../kit/dashboard-panels.js';

export const all = 'job="traefik"';

const mine = `${all}, service=~"$backend"`;

export const failed = 'code=~"5.."';

export const requests = [
  timeseries({
    title: 'Requests by code',
    description:
      '404 without a backend: no route. 499: the client left. 502 to 504: the backend is away or slow.',
    unit: 'reqps',
    stack: true,
    queries: [
      query(`sum by (code) (rate(traefik_entrypoint_requests_total{${all}}[$__rate_interval]))`, '{{code}}'),
    ],
  }),
  timeseries({
    title: 'Requests by backend',
    description: 'Requests per second that were passed on.',
    unit: 'reqps',
    queries: [
      query(
        `sum by (service) (rate(traefik_service_requests_total{${mine}}[$__rate_interval]))`,
        '{{service}}',
      ),
    ],
  }),
  timeseries({
    title: 'Server errors by backend',
    description: 'Share of requests of each backend that ended in a 5xx.',
    unit: 'percentunit',
    limits: { warning: 0.01, critical: 0.05 },
    queries: [
      query(
        `
sum by (service) (rate(traefik_service_requests_total{${mine}, ${failed}}[$__rate_interval]))
/ sum by (service) (rate(traefik_service_requests_total{${mine}}[$__rate_interval]))`,
        '{{service}}',
      ),
    ],
  }),
];

const quantile = (q: number, metric: string, by: string, select: string) =>
  `histogram_quantile(${q}, sum by (${by}) (rate(${metric}_bucket{${select}}[$__rate_interval])))`;

export const latency = [
  timeseries({
    title: 'Latency by backend, 95th percentile',
    description: 'Time that a backend took, as Traefik saw it.',
    unit: 's',
    queries: [
      query(quantile(0.95, 'traefik_service_request_duration_seconds', 'service, le', mine), '{{service}}'),
    ],
  }),
  timeseries({
    title: 'Latency of all requests',
    description:
      'Quantiles over all entry points. A tail far from the middle: some requests wait for something.',
    unit: 's',
    queries: [0.5, 0.95, 0.99].map((q) =>
      query(quantile(q, 'traefik_entrypoint_request_duration_seconds', 'le', all), `quantile ${q}`),
    ),
  }),
];

export const backends = table({
  title: 'Backends',
  description: 'Each backend over the last 5 minutes. The name is namespace, service and port.',
  labels: { service: { title: 'Backend' } },
  columns: [
    {
      title: 'Requests',
      unit: 'reqps',
      decimals: 2,
      expr: `sum by (service) (rate(traefik_service_requests_total{${mine}}[5m]))`,
    },
    {
      title: '5xx',
      unit: 'percentunit',
      decimals: 2,
      limits: { warning: 0.01, critical: 0.05 },
      expr: `
sum by (service) (rate(traefik_service_requests_total{${mine}, ${failed}}[5m]))
/ sum by (service) (rate(traefik_service_requests_total{${mine}}[5m]))`,
    },
    {
      title: '4xx',
      unit: 'percentunit',
      decimals: 2,
      expr: `
sum by (service) (rate(traefik_service_requests_total{${mine}, code=~"4.."}[5m]))
/ sum by (service) (rate(traefik_service_requests_total{${mine}}[5m]))`,
    },
    {
      title: 'Mean duration',
      unit: 's',
      limits: { warning: 1, critical: 3 },
      expr: `
sum by (service) (rate(traefik_service_request_duration_seconds_sum{${mine}}[5m]))
/ (sum by (service) (rate(traefik_service_request_duration_seconds_count{${mine}}[5m])) > 0)`,
    },
    {
      title: 'Sent',
      unit: 'binBps',
      expr: `sum by (service) (rate(traefik_service_responses_bytes_total{${mine}}[5m]))`,
    },
  ],
});

// Recorded series of the API server: its objective (99% of requests good, over 30 days) and its latency.
//
// A request is good when it did not end in a 5xx and was as fast as the Kubernetes API latency objectives ask:
// 1 s for writes and single objects, 5 s for a list in a namespace, 30 s for a list of the whole cluster.
// https://github.com/kubernetes/community/blob/master/sig-scalability/slos/api_call_latency.md
//
// The raw histogram has tens of thousands of series. It is read once a minute over 5 minutes; every longer window
// averages the four series recorded from it, so that 3 days cost as little as one hour.
import type { RecordingRule, RuleGroup } from '../../kit/alerts.js';
import { apiserver } from './select.js';

/** Share of requests that may be bad. */
export const errorBudget = 0.01;

/** `WATCH` and `CONNECT` live as long as the client likes: they have no latency to judge. */
const verbs = {
  read: 'verb=~"GET|LIST"',
  write: 'verb=~"POST|PUT|PATCH|APPLY|DELETE|DELETECOLLECTION"',
} as const;

type Kind = keyof typeof verbs;

/** Slowest good request by scope. Prometheus 3 writes the bucket of one second as le="1.0", older ones as le="1". */
const goodBuckets: Record<Kind, readonly string[]> = {
  read: [
    'scope=~"|resource", le=~"1(\\\\.0)?"',
    'scope="namespace", le=~"5(\\\\.0)?"',
    'scope="cluster", le=~"30(\\\\.0)?"',
  ],
  write: ['le=~"1(\\\\.0)?"'],
};

const shortWindows = ['5m', '30m', '1h', '2h'] as const;
const longWindows = ['6h', '1d', '3d'] as const;
type Window = (typeof shortWindows)[number] | (typeof longWindows)[number];

const kinds = Object.keys(verbs) as Kind[];

export const apiserverRecordings: readonly RuleGroup[] = [
  {
    name: 'kube-apiserver-burnrate.rules',
    interval: '1m',
    rules: [...kinds.flatMap(requestRates), ...shortWindows.map(burnRate)],
  },
  {
    name: 'kube-apiserver-availability.rules',
    interval: '3m',
    rules: [
      ...longWindows.map(burnRate),
      {
        record: 'apiserver_request:availability30d',
        expr: `
1 - (
  sum by (verb) (avg_over_time(apiserver_request:bad:rate5m[30d]))
  / sum by (verb) (avg_over_time(apiserver_request:all:rate5m[30d]))
)`,
      },
      {
        record: 'apiserver_request:availability30d',
        labels: { verb: 'all' },
        expr: `
1 - (
  sum(avg_over_time(apiserver_request:bad:rate5m[30d]))
  / sum(avg_over_time(apiserver_request:all:rate5m[30d]))
)`,
      },
    ],
  },
  {
    name: 'kube-apiserver-histogram.rules',
    interval: '1m',
    rules: [
      ...kinds.flatMap((kind) => [0.5, 0.9, 0.99].map((quantile) => latency(kind, quantile))),
      ...kinds.map((kind) => ({
        record: 'code_resource:apiserver_request_total:rate5m',
        labels: { verb: kind },
        expr: `sum by (code, resource) (rate(apiserver_request_total{${apiserver}, ${verbs[kind]}}[5m]))`,
      })),
    ],
  },
];

/** Requests per second, and those of them that were slow or failed. `or vector(0)`: a fresh server has had none. */
function requestRates(kind: Kind): readonly RecordingRule[] {
  const selector = `${apiserver}, ${verbs[kind]}`;
  const good = goodBuckets[kind].map(
    (bucket) =>
      `  - (sum(rate(apiserver_request_sli_duration_seconds_bucket{${selector}, ${bucket}}[5m])) or vector(0))`,
  );
  return [
    {
      record: 'apiserver_request:all:rate5m',
      labels: { verb: kind },
      expr: `sum(rate(apiserver_request_total{${selector}}[5m]))`,
    },
    {
      record: 'apiserver_request:bad:rate5m',
      labels: { verb: kind },
      expr: `
(
  sum(rate(apiserver_request_sli_duration_seconds_count{${selector}}[5m]))
${good.join('\n')}
)
+ (sum(rate(apiserver_request_total{${selector}, code=~"5.."}[5m])) or vector(0))`,
    },
  ];
}

/** Share of bad requests over a window, by verb. `> 0`: no requests, no share. */
function burnRate(window: Window): RecordingRule {
  return {
    record: `apiserver_request:burnrate${window}`,
    expr: `
sum by (verb) (avg_over_time(apiserver_request:bad:rate5m[${window}]))
/ (sum by (verb) (avg_over_time(apiserver_request:all:rate5m[${window}])) > 0)`,
  };
}

function latency(kind: Kind, quantile: number): RecordingRule {
  return {
    record: 'cluster_quantile:apiserver_request_sli_duration_seconds:histogram_quantile',
    labels: { quantile: String(quantile), verb: kind },
    expr: `
histogram_quantile(${quantile}, sum by (le, resource) (
  rate(apiserver_request_sli_duration_seconds_bucket{${apiserver}, ${verbs[kind]}}[5m])
)) > 0`,
  };
}

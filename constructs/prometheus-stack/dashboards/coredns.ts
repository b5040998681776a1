// CoreDNS: names are the first thing that every connection needs. Rate, errors, duration, then cache and upstreams.
import { board, instanceVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, timeseries } from '../../kit/dashboard-panels.js';
import { coredns, job } from '../rules/select.js';
import { uid } from './links.js';

const mine = `${coredns}, instance=~"$instance"`;

export function corednsDashboard(): unknown {
  return board({
    uid: uid.coredns,
    title: 'CoreDNS',
    description: 'Name service of the cluster: queries, failures, latency, cache and upstream servers.',
    tags: ['kubernetes', 'network'],
    variables: [instanceVariable(job.coredns)],
    links: [{ board: uid.cluster, title: 'Cluster' }],
    rows: [
      row('State', state),
      row('Queries', queries),
      row('Latency', latency),
      row('Cache', cache),
      row('Process', process, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Instances up',
    description: 'CoreDNS pods that Prometheus can scrape. With one alone, its restart is an outage.',
    unit: 'short',
    expr: `sum(up{${coredns}}) or vector(0)`,
    limits: { worse: 'below', warning: 2, critical: 1 },
  }),
  stat({
    title: 'Queries',
    description: 'Queries per second.',
    unit: 'reqps',
    graph: true,
    expr: `sum(rate(coredns_dns_requests_total{${mine}}[$__rate_interval]))`,
  }),
  stat({
    title: 'Failures',
    description:
      'Share of answers that are SERVFAIL or REFUSED. NXDOMAIN is normal: search domains are tried in turn.',
    unit: 'percentunit',
    decimals: 2,
    expr: `
sum(rate(coredns_dns_responses_total{${mine}, rcode=~"SERVFAIL|REFUSED"}[5m]))
/ sum(rate(coredns_dns_responses_total{${mine}}[5m])) or vector(0)`,
    limits: { warning: 0.01, critical: 0.05 },
  }),
  stat({
    title: 'Latency, 99th percentile',
    description:
      'Time to answer. Names of the cluster take below a millisecond; others depend on upstream servers.',
    unit: 's',
    expr: `histogram_quantile(0.99, sum by (le) (rate(coredns_dns_request_duration_seconds_bucket{${mine}}[5m])))`,
    limits: { warning: 0.5, critical: 2 },
  }),
  stat({
    title: 'Cache hits',
    description: 'Share of cacheable queries that were answered from memory.',
    unit: 'percentunit',
    decimals: 0,
    expr: `
sum(rate(coredns_cache_hits_total{${mine}}[5m]))
/ sum(rate(coredns_cache_requests_total{${mine}}[5m]))`,
  }),
  stat({
    title: 'Panics, 1 h',
    description: 'Crashes inside of CoreDNS. Any is a bug: see its log.',
    unit: 'short',
    decimals: 0,
    expr: `sum(increase(coredns_panics_total{${mine}}[1h])) or vector(0)`,
    limits: { critical: 1 },
  }),
];

const queries = [
  timeseries({
    title: 'Queries by type',
    description: 'Queries per second by record type. A and AAAA come in pairs.',
    unit: 'reqps',
    stack: true,
    queries: [
      query(`sum by (type) (rate(coredns_dns_requests_total{${mine}}[$__rate_interval]))`, '{{type}}'),
    ],
  }),
  timeseries({
    title: 'Answers by code',
    description:
      'SERVFAIL: an upstream server or the API server is away. Much NXDOMAIN: names tried with search domains.',
    unit: 'reqps',
    queries: [
      query(`sum by (rcode) (rate(coredns_dns_responses_total{${mine}}[$__rate_interval]))`, '{{rcode}}'),
    ],
  }),
  timeseries({
    title: 'Queries by instance',
    description:
      'How the load is shared. A pod without queries is not in the Service, or its node is cut off.',
    unit: 'reqps',
    queries: [
      query(
        `sum by (instance) (rate(coredns_dns_requests_total{${mine}}[$__rate_interval]))`,
        '{{instance}}',
      ),
    ],
  }),
];

const latency = [
  timeseries({
    title: 'Answer time by zone',
    description: '99th percentile, by the zone of the server block that answered.',
    unit: 's',
    queries: [
      query(
        `
histogram_quantile(0.99, sum by (zone, le) (
  rate(coredns_dns_request_duration_seconds_bucket{${mine}}[$__rate_interval])
))`,
        '{{zone}}',
      ),
    ],
  }),
  timeseries({
    title: 'Upstream answer time',
    description: '99th percentile of the servers that CoreDNS forwards to, and by their answer.',
    unit: 's',
    queries: [
      query(
        `
histogram_quantile(0.99, sum by (to, rcode, le) (
  rate(coredns_proxy_request_duration_seconds_bucket{${mine}}[$__rate_interval])
))`,
        '{{to}} {{rcode}}',
      ),
    ],
  }),
  timeseries({
    title: 'Upstream trouble',
    description: 'Failed health checks by server, and queries when all servers were down.',
    unit: 'ops',
    queries: [
      query(
        `sum by (to) (rate(coredns_proxy_healthcheck_failures_total{${mine}}[$__rate_interval]))`,
        '{{to}} check failed',
      ),
      query(
        `sum(rate(coredns_forward_healthcheck_broken_total{${mine}}[$__rate_interval]))`,
        'all servers down',
        { color: 'red' },
      ),
      query(
        `sum(rate(coredns_forward_max_concurrent_rejects_total{${mine}}[$__rate_interval]))`,
        'too many at once',
      ),
    ],
  }),
];

const cache = [
  timeseries({
    title: 'Cache hits and misses',
    description: 'Lookups per second. Hits split into names that exist (success) and that do not (denial).',
    unit: 'reqps',
    stack: true,
    queries: [
      query(`sum by (type) (rate(coredns_cache_hits_total{${mine}}[$__rate_interval]))`, 'hit {{type}}'),
      query(
        `
sum(rate(coredns_cache_requests_total{${mine}}[$__rate_interval]))
- sum(rate(coredns_cache_hits_total{${mine}}[$__rate_interval]))`,
        'miss',
      ),
    ],
  }),
  timeseries({
    title: 'Cache entries',
    description: 'Names in memory.',
    unit: 'short',
    queries: [query(`sum by (type) (coredns_cache_entries{${mine}})`, '{{type}}')],
  }),
];

const process = [
  timeseries({
    title: 'Memory',
    description: 'Resident memory by instance; it grows with Services and endpoints.',
    unit: 'bytes',
    queries: [query(`process_resident_memory_bytes{${mine}}`, '{{instance}}')],
  }),
  timeseries({
    title: 'CPU',
    description: 'Cores by instance.',
    unit: 'suffix:cores',
    queries: [query(`rate(process_cpu_seconds_total{${mine}}[$__rate_interval])`, '{{instance}}')],
  }),
];

// The sign-in: how many requests it decides, how it decides them, and how long that takes.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, timeseries } from '../kit/dashboard-panels.js';

export function oauth2ProxyDashboard(): unknown {
  return board({
    uid: 'plinth-oauth2-proxy',
    title: 'Sign-in (oauth2-proxy)',
    description: 'Requests that ask whether a user is signed in, and what they are answered.',
    tags: ['platform', 'oauth2-proxy'],
    rows: [
      row('State', [
        stat({
          title: 'Pods that answer',
          description: 'With none, every guarded service answers errors.',
          unit: 'short',
          expr: 'sum(up{job="oauth2-proxy"})',
          limits: { warning: 2, critical: 1, worse: 'below' },
        }),
        stat({
          title: 'Requests',
          description: 'Every request to a guarded service asks once.',
          unit: 'reqps',
          expr: 'sum(rate(oauth2_proxy_requests_total[5m]))',
          graph: true,
        }),
        stat({
          title: 'Refused',
          description:
            'Share of the requests of users whom the issuer knows and the profile does not let in.',
          unit: 'percentunit',
          expr: `
(sum(rate(oauth2_proxy_requests_total{code="403"}[15m])) or vector(0))
  / sum(rate(oauth2_proxy_requests_total[15m]))`,
          limits: { warning: 0.1, critical: 0.5 },
        }),
        stat({
          title: 'Errors',
          description: 'Share of the requests that end in an error of the sign-in itself.',
          unit: 'percentunit',
          expr: `
(sum(rate(oauth2_proxy_requests_total{code=~"5.."}[15m])) or vector(0))
  / sum(rate(oauth2_proxy_requests_total[15m]))`,
          limits: { warning: 0.01, critical: 0.05 },
        }),
      ]),
      row('Requests', [
        timeseries({
          title: 'Answers',
          description:
            '202: signed in. 302: on the way to the issuer. 401: a script without a session. 403: not allowed.',
          unit: 'reqps',
          stack: true,
          queries: [query('sum by (code) (rate(oauth2_proxy_requests_total[$__rate_interval]))', '{{code}}')],
        }),
        timeseries({
          title: 'Time to answer',
          description: 'Added to every request of a guarded service.',
          unit: 's',
          queries: [0.5, 0.95, 0.99].map((q) =>
            query(
              `histogram_quantile(${q}, sum by (le) (rate(oauth2_proxy_response_duration_seconds_bucket[$__rate_interval])))`,
              `${q * 100} %`,
            ),
          ),
        }),
      ]),
      row('Pods', [
        timeseries({
          title: 'Requests in flight',
          description: 'Requests that wait for an answer.',
          unit: 'short',
          queries: [query('sum by (pod) (oauth2_proxy_requests_in_flight)', '{{pod}}')],
        }),
        timeseries({
          title: 'Memory',
          description: 'Of each pod.',
          unit: 'bytes',
          queries: [query('process_resident_memory_bytes{job="oauth2-proxy"}', '{{pod}}')],
        }),
        timeseries({
          title: 'CPU',
          description: 'Of each pod, in cores.',
          unit: 'suffix:cores',
          queries: [
            query('rate(process_cpu_seconds_total{job="oauth2-proxy"}[$__rate_interval])', '{{pod}}'),
          ],
        }),
      ]),
    ],
  });
}

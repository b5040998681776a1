// Requests through F5's NGINX Ingress Controller, by Ingress, and the state of its pods.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';

const answers = 'nginx_ingress_controller_upstream_server_response_latency_ms_count';
const duration = 'nginx_ingress_controller_upstream_server_response_latency_ms_bucket';
const by = 'resource_namespace, resource_name';

export function nginxDashboard(): unknown {
  return board({
    uid: 'plinth-nginx',
    title: 'Ingress (NGINX)',
    description: 'Requests through F5’s NGINX Ingress Controller, by Ingress, and the state of its pods.',
    tags: ['platform', 'network', 'ingress'],
    rows: [
      row('State', [
        stat({
          title: 'Requests',
          description: 'Answers of backends, all together. What NGINX answers itself is not counted.',
          unit: 'reqps',
          graph: true,
          expr: `sum(rate(${answers}[$__rate_interval]))`,
        }),
        stat({
          title: 'Errors',
          description: 'Share of answers that are 5xx.',
          unit: 'percentunit',
          expr: `sum(rate(${answers}{code=~"5.."}[$__rate_interval])) / sum(rate(${answers}[$__rate_interval]))`,
          limits: { warning: 0.01, critical: 0.2 },
          noValue: '0 %',
        }),
        stat({
          title: 'Pods down',
          description: 'Pods that Prometheus cannot scrape.',
          unit: 'short',
          expr: 'count(up{job="nginx"} == 0) or vector(0)',
          limits: { warning: 1 },
        }),
        stat({
          title: 'Stale configurations',
          description: 'Pods whose NGINX refused the newest configuration.',
          unit: 'short',
          expr: 'count(nginx_ingress_controller_nginx_last_reload_status == 0) or vector(0)',
          limits: { critical: 1 },
        }),
        stat({
          title: 'Connections',
          description: 'Open client connections.',
          unit: 'short',
          expr: 'sum(nginx_ingress_nginx_connections_active)',
        }),
      ]),
      row('Traffic', [
        timeseries({
          title: 'Requests',
          description: 'Answers of backends by status code.',
          unit: 'reqps',
          stack: true,
          queries: [query(`sum by (code) (rate(${answers}[$__rate_interval]))`, '{{code}}')],
        }),
        timeseries({
          title: 'Duration',
          description: 'From the connection to the backend to its last byte.',
          unit: 'ms',
          queries: [
            query(`histogram_quantile(0.5, sum by (le) (rate(${duration}[$__rate_interval])))`, 'median'),
            query(
              `histogram_quantile(0.95, sum by (le) (rate(${duration}[$__rate_interval])))`,
              'slowest 5 %',
            ),
          ],
        }),
      ]),
      row('Ingresses', [
        table({
          title: 'Ingresses',
          description: 'Traffic of each.',
          labels: { resource_namespace: { title: 'Namespace' }, resource_name: { title: 'Ingress' } },
          columns: [
            {
              title: 'Requests',
              unit: 'reqps',
              expr: `sum by (${by}) (rate(${answers}[$__rate_interval]))`,
            },
            {
              title: 'Errors',
              unit: 'percentunit',
              limits: { warning: 0.01, critical: 0.05 },
              expr: `sum by (${by}) (rate(${answers}{code=~"5.."}[$__rate_interval])) / sum by (${by}) (rate(${answers}[$__rate_interval]))`,
            },
            {
              title: 'Slowest 5 %',
              unit: 'ms',
              expr: `histogram_quantile(0.95, sum by (${by}, le) (rate(${duration}[$__rate_interval])))`,
            },
          ],
        }),
      ]),
      row('Pods', [
        timeseries({
          title: 'Reloads',
          description: 'By reason. Each starts new workers.',
          unit: 'short',
          queries: [
            query(
              'sum by (reason) (increase(nginx_ingress_controller_nginx_reloads_total[$__rate_interval]))',
              '{{reason}}',
            ),
          ],
        }),
        timeseries({
          title: 'Connections',
          description: 'Accepted and not handled ones were refused for want of worker connections.',
          unit: 'short',
          queries: [
            query('sum(rate(nginx_ingress_nginx_connections_accepted[$__rate_interval]))', 'accepted'),
            query('sum(rate(nginx_ingress_nginx_connections_handled[$__rate_interval]))', 'handled'),
          ],
        }),
        timeseries({
          title: 'Workers',
          description: 'Worker processes. Those of an old generation end with their last connection.',
          unit: 'short',
          stack: true,
          queries: [
            query(
              'sum by (generation) (nginx_ingress_controller_nginx_worker_processes_total)',
              '{{generation}}',
            ),
          ],
        }),
      ]),
    ],
  });
}

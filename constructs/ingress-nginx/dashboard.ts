// Requests through ingress-nginx, by Ingress, and the state of the controller.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';

export function ingressNginxDashboard(): unknown {
  return board({
    uid: 'plinth-ingress-nginx',
    title: 'Ingress (ingress-nginx)',
    description: 'Requests through the retired ingress-nginx, by Ingress, and the state of its pods.',
    tags: ['platform', 'network', 'ingress'],
    rows: [
      row('State', [
        stat({
          title: 'Requests',
          description: 'All hosts together.',
          unit: 'reqps',
          graph: true,
          expr: 'sum(rate(nginx_ingress_controller_requests[$__rate_interval]))',
        }),
        stat({
          title: 'Errors',
          description: 'Share of requests that are answered with 5xx.',
          unit: 'percentunit',
          expr: `
sum(rate(nginx_ingress_controller_requests{status=~"5.."}[$__rate_interval]))
  / sum(rate(nginx_ingress_controller_requests[$__rate_interval]))`,
          limits: { warning: 0.01, critical: 0.2 },
          noValue: '0 %',
        }),
        stat({
          title: 'Pods down',
          description: 'Pods that Prometheus cannot scrape.',
          unit: 'short',
          expr: 'count(up{job="ingress-nginx"} == 0) or vector(0)',
          limits: { warning: 1 },
        }),
        stat({
          title: 'Stale configurations',
          description: 'Pods whose nginx refused the newest configuration.',
          unit: 'short',
          expr: 'count(nginx_ingress_controller_config_last_reload_successful == 0) or vector(0)',
          limits: { critical: 1 },
        }),
        stat({
          title: 'Connections',
          description: 'Open client connections.',
          unit: 'short',
          expr: 'sum(nginx_ingress_controller_nginx_process_connections{state="active"})',
        }),
      ]),
      row('Traffic', [
        timeseries({
          title: 'Requests',
          description: 'By status code.',
          unit: 'reqps',
          stack: true,
          queries: [
            query(
              'sum by (status) (rate(nginx_ingress_controller_requests[$__rate_interval]))',
              '{{status}}',
            ),
          ],
        }),
        timeseries({
          title: 'Duration',
          description: 'Until the last byte is sent, all requests together.',
          unit: 's',
          queries: [
            query(
              'histogram_quantile(0.5, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[$__rate_interval])))',
              'median',
            ),
            query(
              'histogram_quantile(0.95, sum by (le) (rate(nginx_ingress_controller_request_duration_seconds_bucket[$__rate_interval])))',
              'slowest 5 %',
            ),
          ],
        }),
      ]),
      row('Ingresses', [
        table({
          title: 'Ingresses',
          description: 'What is left to move elsewhere, with its traffic.',
          labels: { namespace: { title: 'Namespace' }, ingress: { title: 'Ingress' } },
          columns: [
            {
              title: 'Requests',
              unit: 'reqps',
              expr: 'sum by (namespace, ingress) (rate(nginx_ingress_controller_requests{ingress!=""}[$__rate_interval]))',
            },
            {
              title: 'Errors',
              unit: 'percentunit',
              limits: { warning: 0.01, critical: 0.05 },
              expr: `
sum by (namespace, ingress) (rate(nginx_ingress_controller_requests{ingress!="", status=~"5.."}[$__rate_interval]))
  / sum by (namespace, ingress) (rate(nginx_ingress_controller_requests{ingress!=""}[$__rate_interval]))`,
            },
            {
              title: 'Slowest 5 %',
              unit: 's',
              expr: 'histogram_quantile(0.95, sum by (namespace, ingress, le) (rate(nginx_ingress_controller_request_duration_seconds_bucket{ingress!=""}[$__rate_interval])))',
            },
          ],
        }),
      ]),
      row('Pods', [
        timeseries({
          title: 'CPU',
          description: 'Of nginx, by pod.',
          unit: 'short',
          queries: [
            query(
              'sum by (controller_pod) (rate(nginx_ingress_controller_nginx_process_cpu_seconds_total[$__rate_interval]))',
              '{{controller_pod}}',
            ),
          ],
        }),
        timeseries({
          title: 'Memory',
          description: 'Of nginx, by pod.',
          unit: 'bytes',
          queries: [
            query(
              'sum by (controller_pod) (nginx_ingress_controller_nginx_process_resident_memory_bytes)',
              '{{controller_pod}}',
            ),
          ],
        }),
        timeseries({
          title: 'Certificates',
          description: 'Time until the certificates that are served end.',
          unit: 's',
          queries: [
            query(
              'min by (host) (nginx_ingress_controller_ssl_expire_time_seconds{host!="_"}) - time()',
              '{{host}}',
            ),
          ],
        }),
      ]),
    ],
  });
}

// Requests through the Envoys, by service, and how they and Contour are.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';

const edge = 'envoy_http_conn_manager_prefix=~"ingress_https?"';

export function contourDashboard(): unknown {
  return board({
    uid: 'plinth-contour',
    title: 'Ingress (Contour)',
    description: 'Requests through Envoy, by service, and the state of Contour and its Envoys.',
    tags: ['platform', 'network', 'ingress'],
    rows: [
      row('State', [
        stat({
          title: 'Requests',
          description: 'All hosts together.',
          unit: 'reqps',
          graph: true,
          expr: `sum(rate(envoy_http_downstream_rq_total{${edge}}[$__rate_interval]))`,
        }),
        stat({
          title: 'Errors',
          description: 'Share of requests that are answered with 5xx.',
          unit: 'percentunit',
          expr: `
sum(rate(envoy_http_downstream_rq_xx{${edge}, envoy_response_code_class="5"}[$__rate_interval]))
  / sum(rate(envoy_http_downstream_rq_xx{${edge}}[$__rate_interval]))`,
          limits: { warning: 0.01, critical: 0.2 },
          noValue: '0 %',
        }),
        stat({
          title: 'Pods down',
          description: 'Pods of Contour and Envoys that Prometheus cannot scrape.',
          unit: 'short',
          expr: 'count(up{job=~"contour|envoy"} == 0) or vector(0)',
          limits: { warning: 1 },
        }),
        stat({
          title: 'Envoys without Contour',
          description: 'They serve what they were told last.',
          unit: 'short',
          expr: 'count(envoy_control_plane_connected_state{job="envoy"} == 0) or vector(0)',
          limits: { critical: 1 },
        }),
        stat({
          title: 'Invalid HTTPProxies',
          description: 'kubectl get httpproxies -A shows them, with the reason.',
          unit: 'short',
          expr: 'sum(max by (namespace, vhost) (contour_httpproxy_invalid)) or vector(0)',
          limits: { warning: 1 },
        }),
      ]),
      row('Traffic', [
        timeseries({
          title: 'Requests',
          description: 'By class of status codes.',
          unit: 'reqps',
          stack: true,
          queries: [
            query(
              `sum by (envoy_response_code_class) (rate(envoy_http_downstream_rq_xx{${edge}}[$__rate_interval]))`,
              '{{envoy_response_code_class}}xx',
            ),
          ],
        }),
        timeseries({
          title: 'Duration',
          description: 'Until the last byte is sent, all requests together.',
          unit: 'ms',
          queries: [
            query(
              `histogram_quantile(0.5, sum by (le) (rate(envoy_http_downstream_rq_time_bucket{${edge}}[$__rate_interval])))`,
              'median',
            ),
            query(
              `histogram_quantile(0.95, sum by (le) (rate(envoy_http_downstream_rq_time_bucket{${edge}}[$__rate_interval])))`,
              'slowest 5 %',
            ),
          ],
        }),
        timeseries({
          title: 'Connections',
          description: 'Open client connections by Envoy.',
          unit: 'short',
          queries: [query(`sum by (pod) (envoy_http_downstream_cx_active{${edge}})`, '{{pod}}')],
        }),
      ]),
      row('Services', [
        table({
          title: 'Services',
          description: 'As Envoy calls them: namespace, Service and port.',
          labels: { envoy_cluster_name: { title: 'Service' } },
          columns: [
            {
              title: 'Requests',
              unit: 'reqps',
              expr: 'sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_total{job="envoy"}[$__rate_interval]))',
            },
            {
              title: 'Errors',
              unit: 'percentunit',
              limits: { warning: 0.01, critical: 0.05 },
              expr: `
sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{job="envoy", envoy_response_code_class="5"}[$__rate_interval]))
  / sum by (envoy_cluster_name) (rate(envoy_cluster_upstream_rq_xx{job="envoy"}[$__rate_interval]))`,
            },
            {
              title: 'Slowest 5 %',
              unit: 'ms',
              expr: 'histogram_quantile(0.95, sum by (envoy_cluster_name, le) (rate(envoy_cluster_upstream_rq_time_bucket{job="envoy"}[$__rate_interval])))',
            },
            {
              title: 'Pods',
              unit: 'short',
              expr: 'max by (envoy_cluster_name) (envoy_cluster_membership_healthy{job="envoy"})',
            },
          ],
        }),
      ]),
      row('Envoys', [
        timeseries({
          title: 'Memory',
          description: 'Allocated by Envoy. At 90 % of the limit it refuses work.',
          unit: 'bytes',
          queries: [query('sum by (pod) (envoy_server_memory_allocated{job="envoy"})', '{{pod}}')],
        }),
        timeseries({
          title: 'Refused configurations',
          description: 'Listeners and clusters that Envoy did not take from Contour.',
          unit: 'short',
          queries: [
            query(
              'sum by (pod) (increase(envoy_listener_manager_lds_update_rejected[$__rate_interval]))',
              'listeners {{pod}}',
            ),
            query(
              'sum by (pod) (increase(envoy_cluster_manager_cds_update_rejected[$__rate_interval]))',
              'clusters {{pod}}',
            ),
          ],
        }),
        timeseries({
          title: 'Rebuilds',
          description: 'Times that Contour worked out its routes anew.',
          unit: 'short',
          queries: [query('sum by (pod) (increase(contour_dagrebuild_total[$__rate_interval]))', '{{pod}}')],
        }),
      ]),
    ],
  });
}

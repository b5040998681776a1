// Certificates of the cluster: which end soon, which are not issued, and how the ACME server and the controller fare.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';

const certificate = 'namespace, name, issuer_name';
const left = `max by (${certificate}) (certmanager_certificate_expiration_timestamp_seconds > 0) - time()`;

export function certManagerDashboard(): unknown {
  return board({
    uid: 'plinth-cert-manager',
    title: 'Certificates',
    description: 'Certificates that cert-manager keeps, their issuers, and the controller behind them.',
    tags: ['platform', 'cert-manager'],
    from: 'now-24h',
    rows: [
      row('State', [
        stat({
          title: 'Certificates',
          description: 'Certificate objects of the cluster.',
          unit: 'short',
          expr: `count(max by (${certificate}) (certmanager_certificate_ready_status{condition="True"}))`,
        }),
        stat({
          title: 'Not ready',
          description:
            'Certificates whose Secret does not hold what they specify. New ones pass through this state for a minute or two.',
          unit: 'short',
          expr: `count(max by (${certificate}) (certmanager_certificate_ready_status{condition="True"}) == 0) or vector(0)`,
          limits: { warning: 1 },
        }),
        stat({
          title: 'Issuers not ready',
          description: 'Issuers and ClusterIssuers that cannot issue at present.',
          unit: 'short',
          expr: `
count(
  max by (name) (certmanager_clusterissuer_ready_status{condition="True"}) == 0
  or max by (namespace, name) (certmanager_issuer_ready_status{condition="True"}) == 0
) or vector(0)`,
          limits: { critical: 1 },
        }),
        stat({
          title: 'Next end',
          description:
            'Time until the first certificate ends. ACME certificates are renewed when a third of their life is left.',
          unit: 's',
          expr: `min(${left})`,
          limits: { warning: 1_209_600, critical: 259_200, worse: 'below' },
        }),
        stat({
          title: 'Open challenges',
          description: 'ACME challenges that wait for an answer. Minutes are normal, hours are not.',
          unit: 'short',
          expr: 'sum(max by (namespace, name) (certmanager_certificate_challenge_status{status=~"pending|processing"})) or vector(0)',
          limits: { warning: 5 },
        }),
      ]),
      row('Certificates', [
        table({
          title: 'Certificates by remaining time',
          description:
            'Those that end first stand on top. A renewal in the past means that cert-manager tries and fails.',
          height: 12,
          labels: {
            namespace: { title: 'Namespace' },
            name: { title: 'Certificate' },
            issuer_name: { title: 'Issuer' },
          },
          columns: [
            {
              title: 'Ends in',
              unit: 's',
              expr: left,
              limits: { warning: 1_209_600, critical: 259_200, worse: 'below' },
            },
            {
              title: 'Renewal in',
              unit: 's',
              expr: `max by (${certificate}) (certmanager_certificate_renewal_timestamp_seconds > 0) - time()`,
              limits: { critical: 0, worse: 'below' },
            },
            {
              title: 'Ready',
              unit: 'short',
              expr: `max by (${certificate}) (certmanager_certificate_ready_status{condition="True"})`,
              values: { 0: ['no', 'red'], 1: ['yes', 'green'] },
            },
          ],
          ascending: true,
        }),
      ]),
      row('ACME', [
        timeseries({
          title: 'Requests to ACME servers',
          description: 'By status. 400 now and then is a stale nonce and is retried; 429 is a rate limit.',
          unit: 'reqps',
          stack: true,
          queries: [
            query(
              'sum by (host, status) (rate(certmanager_http_acme_client_request_count[$__rate_interval]))',
              '{{host}} {{status}}',
            ),
          ],
        }),
        timeseries({
          title: 'Time of ACME requests',
          description: 'Mean by server.',
          unit: 's',
          queries: [
            query(
              `
sum by (host) (rate(certmanager_http_acme_client_request_duration_seconds_sum[$__rate_interval]))
  / sum by (host) (rate(certmanager_http_acme_client_request_duration_seconds_count[$__rate_interval]))`,
              '{{host}}',
            ),
          ],
        }),
      ]),
      row('Controller', [
        timeseries({
          title: 'Runs',
          description: 'How often each controller looked at an object.',
          unit: 'ops',
          queries: [
            query(
              'sum by (controller) (rate(certmanager_controller_sync_call_count[$__rate_interval])) > 0',
              '{{controller}}',
            ),
          ],
        }),
        timeseries({
          title: 'Failed runs',
          description: 'Single conflicts are normal. Lasting failures are explained in the controller’s log.',
          unit: 'ops',
          queries: [
            query(
              'sum by (controller) (rate(certmanager_controller_sync_error_count[$__rate_interval])) > 0',
              '{{controller}}',
            ),
          ],
        }),
        timeseries({
          title: 'Memory',
          description: 'Of each pod. The CA injector and the controller cache Secrets.',
          unit: 'bytes',
          queries: [query('sum by (pod) (process_resident_memory_bytes{job=~"cert-manager.*"})', '{{pod}}')],
        }),
      ]),
    ],
  });
}

// An API server that fails, is slow, is gone or refuses, and one that is well; versions and clients.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const api = wordsFor({ job: 'apiserver', instance: '10.0.0.1:6443', namespace: 'default' });

/** Requests a minute: of 600 reads and 600 writes each, some fail and some are slow. Days long. */
function traffic(
  read: { failed?: number; slow?: number },
  write: { failed?: number; slow?: number },
  minutes: number,
): Series[] {
  const grows = (name: string, step: number, labels: Record<string, string>): Series => ({
    ...api.grows(name, step, labels),
    values: `0+${step}x${minutes}`,
  });
  const requests = (verb: string, { failed = 0, slow = 0 }, scope: string) => [
    grows('apiserver_request_total', 600 - failed, { verb, code: '200', scope, resource: 'pods' }),
    grows('apiserver_request_total', failed, { verb, code: '500', scope, resource: 'pods' }),
    grows('apiserver_request_sli_duration_seconds_count', 600, { verb, scope, resource: 'pods' }),
    grows('apiserver_request_sli_duration_seconds_bucket', 600 - slow, {
      verb,
      scope,
      resource: 'pods',
      le: '1.0',
    }),
    grows('apiserver_request_sli_duration_seconds_bucket', 600, {
      verb,
      scope,
      resource: 'pods',
      le: '60.0',
    }),
  ];
  return [...requests('GET', read, 'resource'), ...requests('PUT', write, 'resource')];
}

/** Lists of the whole cluster that take five seconds, as lists of a large cluster may. */
const longLists: Series[] = [
  api.grows('apiserver_request_total', 600, {
    verb: 'LIST',
    code: '200',
    scope: 'cluster',
    resource: 'pods',
  }),
  api.grows('apiserver_request_sli_duration_seconds_count', 600, {
    verb: 'LIST',
    scope: 'cluster',
    resource: 'pods',
  }),
  api.stays('apiserver_request_sli_duration_seconds_bucket', 0, {
    verb: 'LIST',
    scope: 'cluster',
    resource: 'pods',
    le: '1.0',
  }),
  api.grows('apiserver_request_sli_duration_seconds_bucket', 600, {
    verb: 'LIST',
    scope: 'cluster',
    resource: 'pods',
    le: '30.0',
  }),
];

const day = 1440;
const certificate = (le: string, step: number) =>
  api.grows('apiserver_client_certificate_expiration_seconds_bucket', step, { le });
const unavailable = (value: number, instance: string) =>
  api.stays('aggregator_unavailable_apiservice', value, { name: 'v1beta1.metrics.k8s.io', instance });
const up = (value: number, instance = '10.0.0.1:6443') => api.stays('up', value, { instance });

export const apiserverTests: readonly AlertTest[] = [
  {
    alert: 'KubeAPIErrorBudgetBurn',
    severity: 'critical',
    fires: [
      labelled({ verb: 'write' }, at('90m', ...traffic({}, { failed: 120 }, 200))),
      labelled({ verb: 'read' }, at('90m', ...traffic({ slow: 120 }, {}, 200))),
      labelled({ verb: 'read' }, at('10h', ...traffic({ failed: 48 }, {}, 900))),
    ],
    silent: [
      at('90m', ...traffic({}, {}, 200)),
      at('90m', ...traffic({ failed: 3 }, { slow: 3 }, 200)),
      at('90m', ...longLists),
      // A fresh cluster, and none at all.
      at('5m', ...traffic({}, {}, 200)),
      at('90m'),
    ],
  },
  {
    alert: 'KubeAPIErrorBudgetBurn',
    severity: 'warning',
    fires: [
      labelled({ verb: 'read' }, at('26h', ...traffic({ failed: 24 }, {}, 2 * day))),
      labelled({ verb: 'write' }, at('75h', ...traffic({}, { slow: 9 }, 4 * day))),
    ],
    silent: [at('75h', ...traffic({ failed: 3 }, { slow: 3 }, 4 * day))],
  },
  {
    alert: 'KubeClientCertificateExpiration',
    severity: 'critical',
    fires: [at('20m', certificate('86400.0', 6), certificate('604800.0', 6), certificate('+Inf', 60))],
    silent: [at('20m', certificate('86400.0', 0), certificate('604800.0', 6), certificate('+Inf', 60))],
  },
  {
    alert: 'KubeClientCertificateExpiration',
    severity: 'warning',
    fires: [at('20m', certificate('86400.0', 0), certificate('604800.0', 6), certificate('+Inf', 60))],
    silent: [at('20m', certificate('86400.0', 0), certificate('604800.0', 0), certificate('+Inf', 60))],
  },
  {
    alert: 'KubeAggregatedAPIErrors',
    fires: [
      labelled(
        { name: 'v1beta1.metrics.k8s.io' },
        at(
          '30m',
          api.grows('aggregator_unavailable_apiservice_total', 1, {
            name: 'v1beta1.metrics.k8s.io',
            reason: 'FailedDiscoveryCheck',
          }),
        ),
      ),
    ],
    silent: [
      at(
        '30m',
        api.runs('aggregator_unavailable_apiservice_total', '0x5 2x100', {
          name: 'v1beta1.metrics.k8s.io',
          reason: 'ServiceNotFound',
        }),
      ),
    ],
  },
  {
    alert: 'KubeAggregatedAPIDown',
    fires: [
      labelled({ name: 'v1beta1.metrics.k8s.io' }, at('20m', unavailable(1, 'a'), unavailable(1, 'b'))),
    ],
    silent: [
      at('20m', unavailable(0, 'a'), unavailable(0, 'b')),
      at('20m', unavailable(1, 'a'), unavailable(0, 'b')),
    ],
  },
  {
    alert: 'KubeAPIDown',
    fires: [at('10m'), at('10m', up(0))],
    silent: [at('10m', up(1)), at('10m', up(1), up(0, '10.0.0.2:6443')), at('4m')],
  },
  {
    alert: 'KubeAPIInstanceUnreachable',
    fires: [labelled({ instance: '10.0.0.2:6443' }, at('20m', up(1), up(0, '10.0.0.2:6443')))],
    silent: [at('20m', up(1), up(1, '10.0.0.2:6443'))],
  },
  {
    alert: 'KubeAPITerminatedRequests',
    fires: [
      at(
        '30m',
        api.grows('apiserver_request_terminations_total', 60, { code: '504' }),
        api.grows('apiserver_request_total', 100, { code: '200' }),
      ),
    ],
    silent: [
      at(
        '30m',
        api.grows('apiserver_request_terminations_total', 1, { code: '504' }),
        api.grows('apiserver_request_total', 100, { code: '200' }),
      ),
      at('30m', api.grows('apiserver_request_total', 100, { code: '200' })),
    ],
  },
  {
    alert: 'KubeAPIRequestsRejected',
    fires: [
      labelled(
        { priority_level: 'global-default', reason: 'queue-full' },
        at(
          '30m',
          api.grows('apiserver_flowcontrol_rejected_requests_total', 30, {
            priority_level: 'global-default',
            flow_schema: 'x',
            reason: 'queue-full',
          }),
        ),
      ),
    ],
    silent: [
      at(
        '30m',
        api.runs('apiserver_flowcontrol_rejected_requests_total', '0x5 90x100', {
          priority_level: 'global-default',
          flow_schema: 'x',
          reason: 'queue-full',
        }),
      ),
    ],
  },
  {
    alert: 'KubeAdmissionWebhookFailing',
    fires: [
      labelled(
        { name: 'check.example.com' },
        at(
          '30m',
          api.grows('apiserver_admission_webhook_rejection_count', 2, {
            name: 'check.example.com',
            type: 'validating',
            error_type: 'calling_webhook_error',
          }),
        ),
      ),
      at(
        '30m',
        api.grows('apiserver_admission_webhook_fail_open_count', 2, {
          name: 'check.example.com',
          type: 'validating',
        }),
      ),
    ],
    silent: [
      // It answers, and says no.
      at(
        '30m',
        api.grows('apiserver_admission_webhook_rejection_count', 2, {
          name: 'check.example.com',
          type: 'validating',
          error_type: 'no_error',
        }),
      ),
      at(
        '30m',
        api.stays('apiserver_admission_webhook_fail_open_count', 7, {
          name: 'check.example.com',
          type: 'validating',
        }),
      ),
    ],
  },
  deprecated(),
  {
    alert: 'KubeServiceIPsAlmostExhausted',
    fires: [labelled({ cidr: '10.96.0.0/24' }, at('70m', ...addresses(20, 234)))],
    silent: [at('70m', ...addresses(200, 54))],
  },
];

function deprecated(): AlertTest {
  const which = { group: 'policy', version: 'v1beta1', resource: 'podsecuritypolicies' };
  const asked = (release: string) =>
    api.stays('apiserver_requested_deprecated_apis', 1, {
      ...which,
      removed_release: release,
      subresource: '',
    });
  const requests = (step: number) =>
    api.grows('apiserver_request_total', step, { ...which, verb: 'GET', code: '200' });
  return {
    alert: 'KubeDeprecatedAPIRequested',
    fires: [
      labelled(
        { removed_release: '1.39', resource: 'podsecuritypolicies' },
        at('2h', asked('1.39'), requests(1)),
      ),
    ],
    silent: [
      at('2h', asked(''), requests(1)),
      // Somebody did once, and no longer does.
      at('2h', asked('1.39'), requests(0)),
    ],
  };
}

function addresses(available: number, allocated: number): Series[] {
  return [
    api.stays('kube_apiserver_clusterip_allocator_available_ips', available, { cidr: '10.96.0.0/24' }),
    api.stays('kube_apiserver_clusterip_allocator_allocated_ips', allocated, { cidr: '10.96.0.0/24' }),
  ];
}

const build = (job: string, version: string) =>
  wordsFor({ job, instance: job }).stays('kubernetes_build_info', 1, { git_version: version });
const client = wordsFor({ job: 'kubelet', instance: '10.0.0.5:10250', namespace: 'kube-system' });

export const systemTests: readonly AlertTest[] = [
  {
    alert: 'KubeVersionMismatch',
    fires: [at('12h10m', build('apiserver', 'v1.34.4'), build('kubelet', 'v1.34.3'))],
    silent: [
      at('13h', build('apiserver', 'v1.34.4'), build('kubelet', 'v1.34.4')),
      at('13h', build('apiserver', 'v1.34.4'), build('kubelet', 'v1.34.4-eks-1a2b3c')),
      // Others have versions of their own.
      at('13h', build('apiserver', 'v1.34.4'), build('coredns', 'v1.30.0')),
      at('6h', build('apiserver', 'v1.34.4'), build('kubelet', 'v1.34.3')),
    ],
  },
  {
    alert: 'KubeClientErrors',
    fires: [
      labelled(
        { instance: '10.0.0.5:10250' },
        at(
          '30m',
          client.grows('rest_client_requests_total', 60, { code: '200' }),
          client.grows('rest_client_requests_total', 6, { code: '503' }),
        ),
      ),
      at('30m', client.grows('rest_client_requests_total', 6, { code: '<error>' })),
    ],
    silent: [
      at(
        '30m',
        client.grows('rest_client_requests_total', 600, { code: '200' }),
        client.grows('rest_client_requests_total', 1, { code: '503' }),
      ),
      // It says little, and one request failed.
      at(
        '30m',
        client.grows('rest_client_requests_total', 2, { code: '200' }),
        client.runs('rest_client_requests_total', '0x20 1x100', { code: '503' }),
      ),
      at(
        '30m',
        client.grows('rest_client_requests_total', 60, { code: '200' }),
        client.grows('rest_client_requests_total', 60, { code: '404' }),
      ),
    ],
  },
];

// Scheduler, controller manager and kube-proxy: a row for each part whose metrics the cluster exposes.

import type { ControlPlanePart } from '../../kit/cluster.js';
import { board, type Row, row } from '../../kit/dashboard-board.js';
import { query, stat, timeseries } from '../../kit/dashboard-panels.js';
import { job, ksm, scheduler } from '../rules/select.js';
import { uid } from './links.js';

const manager = `job="${job.controllerManager}"`;
const proxy = `job="${job.kubeProxy}"`;

export function controlPlaneDashboard(parts: readonly ControlPlanePart[]): unknown {
  const has = (part: ControlPlanePart) => parts.includes(part);
  return board({
    uid: uid.controlPlane,
    title: 'Control plane',
    description:
      'Scheduler, controller manager and kube-proxy, where the cluster lets Prometheus reach them.',
    tags: ['kubernetes', 'control-plane'],
    links: [
      { board: uid.cluster, title: 'Cluster' },
      { board: uid.apiserver, title: 'API server' },
    ],
    rows: [
      row('State', [
        ...(has('scheduler') ? [up('Schedulers up', scheduler), pending] : []),
        ...(has('controller-manager') ? [up('Controller managers up', manager), deepest] : []),
        ...(has('kube-proxy') ? [up('Proxies up', proxy), stale] : []),
      ]),
      ...(has('scheduler') ? schedulerRows : []),
      ...(has('controller-manager') ? managerRows : []),
      ...(has('kube-proxy') ? proxyRows : []),
    ],
  });
}

function up(title: string, select: string) {
  return stat({
    title,
    description: 'Instances that Prometheus can scrape. One of them leads; the others wait.',
    unit: 'short',
    expr: `sum(up{${select}}) or vector(0)`,
    limits: { worse: 'below', critical: 1 },
  });
}

const pending = stat({
  title: 'Unschedulable pods',
  description: 'Pods that the scheduler tried to place and could not: `kubectl describe pod` says why.',
  unit: 'short',
  expr: `sum(kube_pod_status_unschedulable{${ksm}}) or vector(0)`,
  limits: { warning: 1, critical: 10 },
});

const deepest = stat({
  title: 'Deepest work queue',
  description: 'Items that wait in the fullest queue of the controller manager.',
  unit: 'short',
  expr: `max(workqueue_depth{${manager}})`,
  limits: { warning: 100, critical: 1000 },
});

const stale = stat({
  title: 'Rules synced, slowest',
  description:
    'Time since the proxy that is furthest behind last wrote its rules. Above minutes, Services of that node are stale.',
  unit: 's',
  expr: `time() - min(kubeproxy_sync_proxy_rules_last_timestamp_seconds{${proxy}} > 0)`,
  limits: { warning: 120, critical: 600 },
});

const schedulerRows: readonly Row[] = [
  row('Scheduler', [
    timeseries({
      title: 'Scheduling attempts',
      description:
        'Attempts per second by result. `unschedulable` repeats with back-off; `error` is the scheduler itself.',
      unit: 'ops',
      queries: [
        query(
          `sum by (result) (rate(scheduler_schedule_attempts_total{${scheduler}}[$__rate_interval]))`,
          '{{result}}',
        ),
      ],
    }),
    timeseries({
      title: 'Pods in queues',
      description:
        'Pods that wait: active are next, backoff wait after a failure, unschedulable wait for a change, gated for their gates.',
      unit: 'short',
      stack: true,
      queries: [query(`sum by (queue) (scheduler_pending_pods{${scheduler}})`, '{{queue}}')],
    }),
    timeseries({
      title: 'Time to schedule a pod',
      description: 'From the first look at a pod until it has a node, attempts and waits included.',
      unit: 's',
      queries: [
        query(
          'cluster_quantile:scheduler_pod_scheduling_sli_duration_seconds:histogram_quantile',
          'quantile {{quantile}}',
        ),
      ],
    }),
    timeseries({
      title: 'Time of one attempt',
      description:
        'Algorithm and binding of one attempt. Above a second: too many pods with affinity, or a slow API server.',
      unit: 's',
      queries: [
        query(
          'cluster_quantile:scheduler_scheduling_attempt_duration_seconds:histogram_quantile',
          'quantile {{quantile}}',
        ),
      ],
    }),
  ]),
];

const managerRows: readonly Row[] = [
  row('Controller manager', [
    timeseries({
      title: 'Work queue depth',
      description:
        'Items that wait, by controller. A queue that only grows belongs to a controller that is stuck.',
      unit: 'short',
      queries: [query(`topk(15, sum by (name) (workqueue_depth{${manager}}))`, '{{name}}')],
    }),
    timeseries({
      title: 'Work added',
      description:
        'Items per second, by controller. A controller far above the rest fights with another writer.',
      unit: 'ops',
      queries: [
        query(
          `topk(15, sum by (name) (rate(workqueue_adds_total{${manager}}[$__rate_interval])))`,
          '{{name}}',
        ),
      ],
    }),
    timeseries({
      title: 'Wait in queue, 99th percentile',
      description: 'How long items wait before a worker takes them.',
      unit: 's',
      queries: [
        query(
          `
topk(15, histogram_quantile(0.99, sum by (name, le) (
  rate(workqueue_queue_duration_seconds_bucket{${manager}}[$__rate_interval])
)))`,
          '{{name}}',
        ),
      ],
    }),
    timeseries({
      title: 'Requests to the API server',
      description: 'By response code. 429 is overload, 5xx an API server in trouble, 403 a missing role.',
      unit: 'reqps',
      queries: [
        query(`sum by (code) (rate(rest_client_requests_total{${manager}}[$__rate_interval]))`, '{{code}}'),
      ],
    }),
  ]),
];

const proxyRows: readonly Row[] = [
  row('kube-proxy', [
    timeseries({
      title: 'Rule sync, 99th percentile',
      description: 'How long one write of all rules takes. It grows with the number of Services.',
      unit: 's',
      queries: [
        query(
          `
histogram_quantile(0.99, sum by (le) (
  rate(kubeproxy_sync_proxy_rules_duration_seconds_bucket{${proxy}}[$__rate_interval])
))`,
          'all nodes',
        ),
      ],
    }),
    timeseries({
      title: 'Network programming, 99th percentile',
      description:
        'From a change of endpoints until it is in the rules of a node: how long a dead pod still gets traffic.',
      unit: 's',
      queries: [
        query(
          `
histogram_quantile(0.99, sum by (le) (
  rate(kubeproxy_network_programming_duration_seconds_bucket{${proxy}}[$__rate_interval])
))`,
          'all nodes',
        ),
      ],
    }),
  ]),
];

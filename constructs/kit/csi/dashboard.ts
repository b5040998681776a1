// The dashboard of a CSI driver: what it is asked for, how long it takes, and what fails.
import { board, type Row, row } from '../dashboard-board.js';
import { query, stat, timeseries } from '../dashboard-panels.js';
import type { CsiDriver } from './driver.js';

export function csiDashboard(
  driver: CsiDriver,
  options: { readonly title: string; readonly rows?: readonly Row[] },
): unknown {
  const job = `job="${driver.controller.name}"`;
  const seconds = 'csi_sidecar_operations_seconds';
  const ofNodes = `job="kube-state-metrics", namespace="${driver.node.namespace}", daemonset="${driver.node.name}"`;
  return board({
    uid: `plinth-${driver.addon}`,
    title: options.title,
    description: `Calls to the storage driver ${driver.driver}.`,
    tags: ['platform', 'storage'],
    from: 'now-6h',
    rows: [
      row('State', [
        stat({
          title: 'Controllers',
          description: 'Pods that are available; one of them leads.',
          unit: 'short',
          expr: `max(kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="${driver.controller.namespace}", deployment="${driver.controller.name}"})`,
          limits: { critical: 1, worse: 'below' },
        }),
        stat({
          title: 'Nodes without plugin',
          description: 'Nodes that should mount its volumes and cannot.',
          unit: 'short',
          expr: `max(kube_daemonset_status_desired_number_scheduled{${ofNodes}}) - max(kube_daemonset_status_number_available{${ofNodes}})`,
          limits: { warning: 1 },
        }),
        stat({
          title: 'Failed calls in 1 h',
          description: 'Calls that did not end well. Some are tried again and then succeed.',
          unit: 'short',
          expr: `sum(increase(${seconds}_count{${job}, grpc_status_code!~"OK|Aborted"}[1h])) or vector(0)`,
          limits: { warning: 1 },
        }),
      ]),
      row('Calls', [
        timeseries({
          title: 'Calls',
          description: 'By method. Probe and GetPluginInfo are left out.',
          unit: 'ops',
          queries: [
            query(
              `sum by (method_name) (rate(${seconds}_count{${job}, method_name!~".*(Probe|GetPluginInfo|Capabilities)"}[$__rate_interval]))`,
              '{{method_name}}',
            ),
          ],
        }),
        timeseries({
          title: 'Failed calls',
          description:
            'By method and gRPC status. ResourceExhausted: a quota. DeadlineExceeded: the storage is slow.',
          unit: 'ops',
          queries: [
            query(
              `sum by (method_name, grpc_status_code) (rate(${seconds}_count{${job}, grpc_status_code!="OK"}[$__rate_interval]))`,
              '{{method_name}} {{grpc_status_code}}',
            ),
          ],
        }),
        timeseries({
          title: 'Duration, 90th percentile',
          description:
            'By method. Attaching takes seconds in most clouds; minutes mean that the cloud is in trouble.',
          unit: 's',
          queries: [
            query(
              `histogram_quantile(0.9, sum by (le, method_name) (rate(${seconds}_bucket{${job}, method_name!~".*(Probe|GetPluginInfo|Capabilities)"}[$__rate_interval])))`,
              '{{method_name}}',
            ),
          ],
        }),
      ]),
      ...(options.rows ?? []),
    ],
  });
}

// Alerts that hold for every CSI driver, in the words of one.
import type { AlertRule } from '../alerts.js';
import type { CsiDriver } from './driver.js';

export interface CsiAlertOptions {
  /** Begins the names of the alerts: `HcloudCsi`. */
  readonly prefix: string;
  /** For people: `Hetzner Cloud`. */
  readonly storage: string;
  /** Its sidecars serve metrics. */
  readonly sidecarMetrics: boolean;
  /** What to look at when the driver refuses: credentials, quota, network. Markdown. */
  readonly hints: string;
}

/**
 * csi_sidecar_operations_seconds: kubernetes-csi/csi-lib-utils:metrics/metrics.go. kube_*: kube-state-metrics.
 */
export function csiAlerts(driver: CsiDriver, o: CsiAlertOptions): readonly AlertRule[] {
  const { controller, node } = driver;
  const calls = `csi_sidecar_operations_seconds_count{job="${controller.name}"`;
  return [
    {
      alert: `${o.prefix}ControllerDown`,
      expr: `
kube_deployment_status_replicas_available{job="kube-state-metrics", namespace="${controller.namespace}", deployment="${controller.name}"} == 0`,
      for: '10m',
      severity: 'warning',
      summary: `The controller of ${o.storage} storage does not run`,
      description:
        'No volume is made, attached, resized or deleted: pods that are started or moved to another node wait for theirs. Volumes in use are not affected.',
      runbook: `
\`kubectl -n ${controller.namespace} get pods,events\`, then the log of each container that restarts: \`kubectl -n ${controller.namespace} logs deploy/${controller.name} --all-containers --prefix --tail=50\`. If only the driver fails, the sidecars fail with it, as they talk to its socket.

${o.hints}`,
    },
    {
      alert: `${o.prefix}NodePluginDown`,
      expr: `
kube_daemonset_status_number_unavailable{job="kube-state-metrics", namespace="${node.namespace}", daemonset="${node.name}"} > 0`,
      for: '15m',
      severity: 'warning',
      summary: `${o.storage} volumes cannot be mounted on {{ $value }} nodes`,
      description:
        'The node plugin does not run there. Pods with such volumes do not start on these nodes, and those that end stay Terminating.',
      runbook: `
\`kubectl -n ${node.namespace} get pods -o wide -l app.kubernetes.io/name=${node.name}\` names the nodes. Is the node itself well? \`kubectl -n ${node.namespace} logs POD --all-containers --prefix\`: the registrar that finds no folder means another \`kubeletPath\`; the driver that cannot tell its node means that the cloud's metadata service is not reached. \`kubectl get csinode NODE -o yaml\` must list ${driver.driver}.`,
    },
    ...(o.sidecarMetrics ? [failing(driver, o, calls)] : []),
  ];
}

function failing(driver: CsiDriver, o: CsiAlertOptions, calls: string): AlertRule {
  return {
    alert: `${o.prefix}OperationsFailing`,
    // Aborted says that the same operation is under way already.
    expr: `
sum by (method_name) (increase(${calls}, grpc_status_code!~"OK|Aborted"}[15m])) > 0
unless
sum by (method_name) (increase(${calls}, grpc_status_code="OK"}[15m])) > 0`,
    for: '15m',
    severity: 'warning',
    summary: `{{ $labels.method_name }} of ${o.storage} storage fails, and has not succeeded for 15 minutes`,
    description:
      'CreateVolume and ControllerPublishVolume: pods wait for their volumes. ControllerUnpublishVolume: pods cannot move to another node. DeleteVolume: volumes stay, and are paid for.',
    runbook: `
The log of the driver has the storage's answer: \`kubectl -n ${driver.controller.namespace} logs deploy/${driver.controller.name} --all-containers --prefix | grep -i error\`; so have the events of the claim (\`kubectl -n NAMESPACE describe pvc NAME\`) and \`kubectl get volumeattachments -o yaml\`.

${o.hints}`,
  };
}

/** What the alerts above and the dashboard read, beside the driver's own metrics. */
export const csiMetrics: readonly string[] = [
  'csi_sidecar_operations_seconds_bucket',
  'csi_sidecar_operations_seconds_count',
  'csi_sidecar_operations_seconds_sum',
  'kube_daemonset_status_desired_number_scheduled',
  'kube_daemonset_status_number_available',
  'kube_daemonset_status_number_unavailable',
  'kube_deployment_status_replicas_available',
  'up',
];

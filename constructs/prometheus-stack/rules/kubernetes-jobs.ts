// Alerts on Jobs, CronJobs, autoscalers, disruption budgets and namespaces.
import type { AlertRule } from '../../kit/alerts.js';
import { ksm } from './select.js';

export const jobAlerts: readonly AlertRule[] = [
  {
    alert: 'KubeJobNotCompleted',
    expr: `
time() - max by (namespace, job_name) (
  kube_job_status_start_time{${ksm}} and kube_job_status_active{${ksm}} > 0
) > 12 * 3600`,
    severity: 'warning',
    summary: 'Job {{ $labels.namespace }}/{{ $labels.job_name }} has run for more than 12 hours',
    description:
      'It started {{ $value | humanizeDuration }} ago and has pods that are still active. It hangs, waits for something, or is much slower than usual.',
    runbook:
      'See what it does: `kubectl -n NAMESPACE logs job/NAME --tail 50`. If it waits for something that will not come, delete it; a CronJob makes the next one. Set `activeDeadlineSeconds` on Jobs that must not run that long, so that they fail and say so. A Job that is meant to run for days can be silenced by its name.',
  },
  {
    alert: 'KubeJobFailed',
    // A failed Job stays in the history: it is old news once a later run of its CronJob has succeeded.
    expr: `
max by (namespace, job_name) (kube_job_failed{${ksm}, condition="true"} == 1)
unless on (namespace, job_name) (
  (
    label_replace(
      max by (namespace, job_name, owner_name) (kube_job_owner{${ksm}, owner_kind="CronJob"}),
      "cronjob", "$1", "owner_name", "(.*)"
    )
    * on (namespace, cronjob) group_left ()
    max by (namespace, cronjob) (kube_cronjob_status_last_successful_time{${ksm}})
  )
  > on (namespace, job_name) max by (namespace, job_name) (kube_job_status_start_time{${ksm}})
)`,
    for: '5m',
    severity: 'warning',
    summary: 'Job {{ $labels.namespace }}/{{ $labels.job_name }} has failed',
    description:
      'It used up its retries or its deadline, and no later run of the same CronJob has succeeded since. What it should have done is not done.',
    runbook:
      '1. `kubectl -n NAMESPACE describe job NAME` tells BackoffLimitExceeded from DeadlineExceeded; `kubectl -n NAMESPACE logs job/NAME` has its last words, if its pods still exist.\n2. After the cause is fixed, run it again: `kubectl -n NAMESPACE create job NAME-again --from=cronjob/CRONJOB`, and delete the failed one.\n3. A Job that may fail now and then wants `ttlSecondsAfterFinished`, so that it goes away by itself.',
  },
  {
    alert: 'KubeCronJobNotScheduled',
    expr: `
time() - max by (namespace, cronjob) (
  kube_cronjob_next_schedule_time{${ksm}} unless kube_cronjob_spec_suspend{${ksm}} == 1
) > 3600`,
    for: '15m',
    severity: 'warning',
    summary: 'CronJob {{ $labels.namespace }}/{{ $labels.cronjob }} has missed its schedule',
    description:
      'Its next run was due {{ $value | humanizeDuration }} ago and has not started. Backups, clean-ups or reports that hang on it are late.',
    runbook:
      '1. `kubectl -n NAMESPACE describe cronjob NAME`: "Too many missed start times" means that more than 100 runs were missed; it starts again once `startingDeadlineSeconds` is set or the object is made anew.\n2. `concurrencyPolicy: Forbid` waits for the run before: see whether one hangs (KubeJobNotCompleted).\n3. If several CronJobs are late, look at kube-controller-manager.',
  },
  {
    alert: 'KubeHpaReplicasMismatch',
    expr: `
max by (namespace, horizontalpodautoscaler) (
  kube_horizontalpodautoscaler_status_desired_replicas{${ksm}}
    != kube_horizontalpodautoscaler_status_current_replicas{${ksm}}
  and changes(kube_horizontalpodautoscaler_status_current_replicas{${ksm}}[15m]) == 0
)`,
    for: '15m',
    severity: 'warning',
    summary:
      'Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} does not reach its wanted size',
    description:
      'It asks for {{ $value }} replicas, and the workload has had another number for half an hour without moving.',
    runbook:
      'See what keeps the workload from following: `kubectl -n NAMESPACE describe hpa NAME` (condition AbleToScale), then the target itself for pods that were refused (quota, admission) or are Pending for want of nodes. If something else writes `spec.replicas` too, such as a GitOps controller that carries the field in Git, the two fight: leave replicas out of the manifest.',
  },
  {
    alert: 'KubeHpaMaxedOut',
    expr: `
max by (namespace, horizontalpodautoscaler) (
  kube_horizontalpodautoscaler_status_current_replicas{${ksm}}
    == kube_horizontalpodautoscaler_spec_max_replicas{${ksm}}
  unless kube_horizontalpodautoscaler_spec_min_replicas{${ksm}}
    == kube_horizontalpodautoscaler_spec_max_replicas{${ksm}}
)`,
    for: '15m',
    severity: 'warning',
    summary:
      'Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} has been at its maximum for 15 minutes',
    description: 'All {{ $value }} replicas that it may have run already. More load has nowhere to go.',
    runbook:
      'Look at the metric it scales on (`kubectl -n NAMESPACE describe hpa NAME`) and at latency and errors of the service. Real load: raise `maxReplicas`, and see that nodes, quota and the database behind it bear that. A runaway metric, such as CPU burnt in a retry loop: find that cause first, as more replicas feed it.',
  },
  {
    alert: 'KubeHpaMetricsMissing',
    expr: `
max by (namespace, horizontalpodautoscaler) (
  kube_horizontalpodautoscaler_status_condition{${ksm}, condition="ScalingActive", status="false"} == 1
)
and on (namespace, horizontalpodautoscaler) kube_horizontalpodautoscaler_status_current_replicas{${ksm}} > 0`,
    for: '15m',
    severity: 'warning',
    summary:
      'Autoscaler {{ $labels.namespace }}/{{ $labels.horizontalpodautoscaler }} cannot read its metrics',
    description: 'Without them it does not scale: the workload stays at its present size, whatever the load.',
    runbook:
      '`kubectl -n NAMESPACE describe hpa NAME` quotes the error. "unable to get metrics": `kubectl get apiservices v1beta1.metrics.k8s.io` must be Available and `kubectl top pods -n NAMESPACE` must answer, else look at metrics-server. "missing request for cpu": every container of the target needs that request, sidecars too.',
  },
  {
    alert: 'KubePdbNotEnoughHealthyPods',
    // A workload that is scaled to zero expects no pods and misses none.
    expr: `
max by (namespace, poddisruptionbudget) (
  kube_poddisruptionbudget_status_desired_healthy{${ksm}}
    - kube_poddisruptionbudget_status_current_healthy{${ksm}} > 0
  and kube_poddisruptionbudget_status_expected_pods{${ksm}} > 0
)`,
    for: '15m',
    severity: 'warning',
    summary:
      'Disruption budget {{ $labels.namespace }}/{{ $labels.poddisruptionbudget }} is {{ $value }} healthy pods short',
    description:
      'Fewer pods are healthy than it demands, so every further eviction is refused: draining a node, and with it an upgrade, will hang.',
    runbook:
      'The pods that it selects (`kubectl -n NAMESPACE get pdb NAME -o yaml`, `spec.selector`) are not ready or too few: go on as in KubePodNotReady. If a drain has to go on although they stay broken, `unhealthyPodEvictionPolicy: AlwaysAllow` lets pods that are not ready be evicted.',
  },
  {
    alert: 'KubeNamespaceStuckTerminating',
    expr: `max by (namespace) (kube_namespace_status_phase{${ksm}, phase="Terminating"} == 1)`,
    for: '1h',
    severity: 'warning',
    summary: 'Namespace {{ $labels.namespace }} has been terminating for an hour',
    description:
      'Something in it cannot be deleted, or an API that has to be asked does not answer. Nothing can be created in it, so a deployment that needs the namespace fails.',
    runbook:
      '1. `kubectl get namespace NAMESPACE -o jsonpath="{.status.conditions}"` names what is left.\n2. DiscoveryFailed: an aggregated API is down (`kubectl get apiservices | grep False`); repair or remove it.\n3. Finalizers: the controller that owns them must run to do its clean-up; install it again if it was removed too early. Take a finalizer away by hand only when you know what it would have cleaned up.',
  },
];

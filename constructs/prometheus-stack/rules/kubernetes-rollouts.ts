// Alerts on Deployments, StatefulSets and DaemonSets that are not what their specification asks for.
import type { AlertRule } from '../../kit/alerts.js';
import { ksm } from './select.js';

export const rolloutAlerts: readonly AlertRule[] = [
  {
    alert: 'KubeDeploymentGenerationMismatch',
    expr: `
max by (namespace, deployment) (
  kube_deployment_metadata_generation{${ksm}} != kube_deployment_status_observed_generation{${ksm}}
)`,
    for: '15m',
    severity: 'warning',
    summary: 'A change of Deployment {{ $labels.namespace }}/{{ $labels.deployment }} is not being acted on',
    description:
      'Its specification has a newer generation than the one the Deployment controller has seen. The controller is stuck or away; what runs is still the old specification.',
    runbook:
      'The controller lives in kube-controller-manager: see that one runs and leads (`kubectl -n kube-system get lease kube-controller-manager`, `kubectl -n kube-system logs -l component=kube-controller-manager`). Errors about quota or webhooks there name the object that is in the way. When many objects are behind, the API server is slow or refuses the controller: see KubeAPIErrorBudgetBurn and KubeClientErrors.',
  },
  {
    alert: 'KubeDeploymentReplicasMismatch',
    expr: `
max by (namespace, deployment) (
  kube_deployment_spec_replicas{${ksm}} > kube_deployment_status_replicas_available{${ksm}}
  and changes(kube_deployment_status_replicas_updated{${ksm}}[10m]) == 0
)`,
    for: '15m',
    severity: 'warning',
    summary: 'Deployment {{ $labels.namespace }}/{{ $labels.deployment }} has too few available replicas',
    description:
      'Of {{ $value }} wanted replicas some are missing, and no rollout is under way that would explain it. The ones that are left carry the load.',
    runbook:
      '1. `kubectl -n NAMESPACE get pods` with the selector of the Deployment shows which replicas are missing or not ready; KubePodNotReady tells how to go on from a pod.\n2. If pods are missing altogether, `kubectl -n NAMESPACE describe replicaset` quotes what refused them: a quota, an admission webhook, Pod Security.\n3. If nodes are full, the pods are Pending: add nodes or lower requests.',
  },
  {
    alert: 'KubeDeploymentRolloutStuck',
    expr: `
max by (namespace, deployment) (
  kube_deployment_status_condition{${ksm}, condition="Progressing", status="false"} == 1
)`,
    for: '15m',
    severity: 'warning',
    summary: 'The rollout of Deployment {{ $labels.namespace }}/{{ $labels.deployment }} does not progress',
    description:
      'It has passed its progressDeadlineSeconds. New replicas do not become available, so the old ones are kept: two versions stand side by side, and capacity may be reduced.',
    runbook:
      '1. `kubectl -n NAMESPACE rollout status deployment/NAME` and the pods of the newest ReplicaSet show what fails; go on as in KubePodNotReady.\n2. If the new version is at fault, revert it in Git, or `kubectl -n NAMESPACE rollout undo deployment/NAME` for the time being.\n3. Condition ReplicaFailure in `kubectl -n NAMESPACE describe deployment NAME` means that pods were refused, by quota or admission.',
  },
  {
    alert: 'KubeStatefulSetReplicasMismatch',
    expr: `
max by (namespace, statefulset) (
  kube_statefulset_replicas{${ksm}} != kube_statefulset_status_replicas_ready{${ksm}}
  and changes(kube_statefulset_status_replicas_updated{${ksm}}[10m]) == 0
)`,
    for: '15m',
    severity: 'warning',
    summary:
      'StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} does not have its wanted number of ready replicas',
    description:
      '{{ $value }} replicas are wanted. With the default pod management they start one after the other, so one that fails holds back all after it.',
    runbook:
      '1. The first pod by number that is not ready is the one to look at: `kubectl -n NAMESPACE get pods`, then `describe` and `logs`.\n2. Pending with "volume node affinity conflict": its volume is bound to a node or zone that has no room or is gone.\n3. A pod that stays Terminating on a lost node blocks its successor, as two with one identity must not run. When the node is certainly off, mark it: `kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute`.',
  },
  {
    alert: 'KubeStatefulSetGenerationMismatch',
    expr: `
max by (namespace, statefulset) (
  kube_statefulset_metadata_generation{${ksm}} != kube_statefulset_status_observed_generation{${ksm}}
)`,
    for: '15m',
    severity: 'warning',
    summary:
      'A change of StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} is not being acted on',
    description:
      'Its specification is newer than what the StatefulSet controller has seen. What runs is still the old specification.',
    runbook:
      'Check kube-controller-manager as in KubeDeploymentGenerationMismatch: it must run, lead and reach the API server. `kubectl -n NAMESPACE describe statefulset NAME` shows the last events of the controller for this object; a refusal by an admission webhook appears there.',
  },
  {
    alert: 'KubeStatefulSetUpdateNotRolledOut',
    expr: `
max by (namespace, statefulset) (
  kube_statefulset_status_current_revision{${ksm}}
  unless on (namespace, statefulset, revision) kube_statefulset_status_update_revision{${ksm}}
)
and on (namespace, statefulset) (
  kube_statefulset_replicas{${ksm}} > kube_statefulset_status_replicas_updated{${ksm}}
)
and on (namespace, statefulset) (changes(kube_statefulset_status_replicas_updated{${ksm}}[10m]) == 0)`,
    for: '15m',
    severity: 'warning',
    summary:
      'The update of StatefulSet {{ $labels.namespace }}/{{ $labels.statefulset }} has stopped half-way',
    description:
      'Some pods run the new revision and some the old one, and nothing has moved for 25 minutes. Members of one cluster with two versions may not work together for long.',
    runbook:
      '1. Updates go from the highest number down and wait for each pod to be ready: the newest pod with the update revision is the one that holds it up (`kubectl -n NAMESPACE get pods -L controller-revision-hash`).\n2. `updateStrategy: OnDelete`, or a `partition`, waits for a person on purpose: delete the pods in turn, or lower the partition.\n3. After a revert, a pod of the bad revision that never became ready has to be deleted by hand; the controller waits for it forever.',
  },
  {
    alert: 'KubeDaemonSetRolloutStuck',
    expr: `
max by (namespace, daemonset) (
  (
    kube_daemonset_status_desired_number_scheduled{${ksm}} > kube_daemonset_status_updated_number_scheduled{${ksm}}
    or kube_daemonset_status_desired_number_scheduled{${ksm}} > kube_daemonset_status_number_available{${ksm}}
  )
  and changes(kube_daemonset_status_updated_number_scheduled{${ksm}}[10m]) == 0
)`,
    for: '15m',
    severity: 'warning',
    summary: 'DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} is not up to date on every node',
    description:
      '{{ $value }} nodes should run it. On some of them its pod is old or not available, and the rollout does not move.',
    runbook:
      '1. `kubectl -n NAMESPACE get pods -o wide` shows the nodes whose pod is not ready; a node that is not ready itself explains it (KubeNodeNotReady).\n2. `kubectl -n NAMESPACE rollout status daemonset/NAME` counts what is left. One bad pod is enough to stop a rollout with maxUnavailable 1.\n3. A host port or host path that the old pod still holds keeps the new one from starting.',
  },
  {
    alert: 'KubeDaemonSetNotScheduled',
    expr: `
max by (namespace, daemonset) (
  kube_daemonset_status_desired_number_scheduled{${ksm}}
  - kube_daemonset_status_current_number_scheduled{${ksm}}
) > 0`,
    for: '10m',
    severity: 'warning',
    summary: 'DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} has no pod on {{ $value }} nodes',
    description:
      'Those nodes should run it, and the controller has created no pod there: what it provides is missing on them.',
    runbook:
      '`kubectl -n NAMESPACE describe daemonset NAME` has the event FailedCreate with the reason: a quota, Pod Security, or an admission webhook that does not answer. If there are no events, look at kube-controller-manager. If pods exist and are Pending, requests exceed what the node has left; give the DaemonSet a higher priority class so that it may displace others.',
  },
  {
    alert: 'KubeDaemonSetMisScheduled',
    expr: `max by (namespace, daemonset) (kube_daemonset_status_number_misscheduled{${ksm}}) > 0`,
    for: '15m',
    severity: 'warning',
    summary:
      'DaemonSet {{ $labels.namespace }}/{{ $labels.daemonset }} runs on {{ $value }} nodes where it should not',
    description:
      'The labels or taints of those nodes have changed, or its node selector has, and its pods were not removed. They use resources, and what they do there may do harm.',
    runbook:
      "Compare `spec.template.spec.nodeSelector`, affinity and tolerations of the DaemonSet with `kubectl get nodes --show-labels` and the nodes' taints. A taint with effect NoSchedule leaves running pods in place: delete them, or use NoExecute. On a node that is not ready the pod cannot be removed until the node is back or deleted.",
  },
];

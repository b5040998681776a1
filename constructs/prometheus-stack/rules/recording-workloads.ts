// One recorded series per pod with the workload that a person would name as its owner: the Deployment rather than
// its ReplicaSet, the CronJob rather than its Job. Dashboards join on (namespace, pod) and group by `workload`.
import type { RecordingRule, RuleGroup } from '../../kit/alerts.js';
import { ksm } from './select.js';

const record = 'namespace_workload_pod:kube_pod_owner:relabel';

export const workloadRecordings: readonly RuleGroup[] = [
  {
    name: 'k8s.rules.pod_owner',
    rules: [
      throughOwner('ReplicaSet', 'replicaset', 'Deployment'),
      withoutOwner('ReplicaSet', 'replicaset', 'Deployment'),
      throughOwner('Job', 'job_name', 'CronJob'),
      withoutOwner('Job', 'job_name', 'CronJob'),
      direct('StatefulSet'),
      direct('DaemonSet'),
      {
        record,
        labels: { workload_type: 'staticpod' },
        expr: podsAs('pod', `kube_pod_owner{${ksm}, owner_kind="Node"}`),
      },
      {
        record,
        labels: { workload_type: 'barepod' },
        expr: podsAs('pod', `kube_pod_owner{${ksm}, owner_kind=""}`),
      },
      // Operators own pods with kinds of their own (Cluster, StrimziPodSet, …): the kind is the type.
      {
        record,
        expr: `
label_replace(
  label_replace(
    max by (namespace, pod, owner_kind, owner_name) (
      kube_pod_owner{${ksm}, owner_kind!~"|Node|ReplicaSet|Job|StatefulSet|DaemonSet"}
    ),
    "workload", "$1", "owner_name", "(.*)"
  ),
  "workload_type", "$1", "owner_kind", "(.*)"
)`,
      },
    ],
  },
];

/** Pods whose owner is itself owned: Deployment → ReplicaSet → Pod, CronJob → Job → Pod. */
function throughOwner(kind: string, label: string, ownerKind: string): RecordingRule {
  return {
    record,
    labels: { workload_type: ownerKind.toLowerCase() },
    expr: podsAs(
      'owner_name',
      `
  ${podsOf(kind, label)}
  * on (namespace, ${label}) group_left (owner_name)
  max by (namespace, ${label}, owner_name) (${ownerMetric(kind)}{${ksm}, owner_kind="${ownerKind}"})`,
    ),
  };
}

function withoutOwner(kind: string, label: string, ownerKind: string): RecordingRule {
  return {
    record,
    labels: { workload_type: kind.toLowerCase() },
    expr: podsAs(
      label,
      `
  ${podsOf(kind, label)}
  unless on (namespace, ${label}) ${ownerMetric(kind)}{${ksm}, owner_kind="${ownerKind}"}`,
    ),
  };
}

function direct(kind: string): RecordingRule {
  return {
    record,
    labels: { workload_type: kind.toLowerCase() },
    expr: podsAs('owner_name', `kube_pod_owner{${ksm}, owner_kind="${kind}"}`),
  };
}

function podsOf(kind: string, label: string): string {
  return `label_replace(kube_pod_owner{${ksm}, owner_kind="${kind}"}, "${label}", "$1", "owner_name", "(.*)")`;
}

function ownerMetric(kind: string): string {
  return kind === 'Job' ? 'kube_job_owner' : 'kube_replicaset_owner';
}

/** One series a pod, with the value of `label` as its workload. */
function podsAs(label: string, expr: string): string {
  return `
max by (namespace, workload, pod) (
  label_replace(${expr.trimEnd()}, "workload", "$1", "${label}", "(.*)")
)`;
}

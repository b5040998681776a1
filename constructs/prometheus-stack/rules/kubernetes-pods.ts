// Alerts on pods and their containers. Pods of Jobs are judged by the alerts on Jobs.
import type { AlertRule } from '../../kit/alerts.js';
import { ksm } from './select.js';

const where = '{{ $labels.namespace }}/{{ $labels.pod }}';

export const podAlerts: readonly AlertRule[] = [
  {
    alert: 'KubePodCrashLooping',
    // The kubelet waits five minutes at most between starts: ten minutes bridge the time that the container runs.
    expr: `
max by (namespace, pod, container) (
  max_over_time(kube_pod_container_status_waiting_reason{${ksm}, reason="CrashLoopBackOff"}[10m])
  or max_over_time(kube_pod_init_container_status_waiting_reason{${ksm}, reason="CrashLoopBackOff"}[10m])
) > 0`,
    for: '15m',
    severity: 'warning',
    summary: `Container {{ $labels.container }} of ${where} keeps crashing`,
    description:
      'It starts, ends and is started again with growing pauses (CrashLoopBackOff). While it is down, the pod serves nothing; replicas that are left carry its load.',
    runbook:
      '1. Read what it said last: `kubectl -n NAMESPACE logs POD -c CONTAINER --previous`.\n2. Read why it ended: `kubectl -n NAMESPACE describe pod POD`, under Last State. Exit code 137 with reason OOMKilled: raise the memory limit or find the leak. 1 or 2: an error of the program, most often configuration. A failing liveness probe shows as an event "Unhealthy".\n3. See what changed: `kubectl -n NAMESPACE rollout history deployment/NAME`, and the Secrets and ConfigMaps that it mounts.\n4. If a new version is to blame, revert it in Git; `kubectl rollout undo` helps until then.',
  },
  {
    alert: 'KubePodNotReady',
    expr: `
(
  max by (namespace, pod) (kube_pod_status_phase{${ksm}, phase=~"Pending|Unknown"} == 1)
  or (
    max by (namespace, pod) (kube_pod_status_ready{${ksm}, condition="false"} == 1)
    and on (namespace, pod) (kube_pod_status_phase{${ksm}, phase="Running"} == 1)
  )
)
unless on (namespace, pod) kube_pod_owner{${ksm}, owner_kind="Job"}`,
    for: '15m',
    severity: 'warning',
    summary: `Pod ${where} has not been ready for 15 minutes`,
    description:
      'It is not scheduled, its containers do not start, or they run and fail their readiness probe. It gets no traffic from Services.',
    runbook:
      "1. `kubectl -n NAMESPACE describe pod POD`: the events at the end name the reason.\n2. FailedScheduling: the message counts the nodes by what they lack (CPU, memory, a taint, an affinity, a volume in another zone). Lower the request, add a node, or fix the rule.\n3. FailedMount or FailedAttachVolume: look at the PersistentVolumeClaim and at the storage driver's pods.\n4. Readiness probe failed: ask the program itself, `kubectl -n NAMESPACE logs POD`, and see whether what it depends on is up.\n5. Phase Unknown: its node is gone, see KubeNodeUnreachable.",
  },
  {
    alert: 'KubeContainerWaiting',
    // Without the reason: it changes back and forth (ErrImagePull, ImagePullBackOff) and would start the hour anew.
    expr: `
max by (namespace, pod, container) (
  kube_pod_container_status_waiting_reason{${ksm}, reason!="CrashLoopBackOff"}
) > 0`,
    for: '1h',
    severity: 'warning',
    summary: `Container {{ $labels.container }} of ${where} has been waiting for an hour`,
    description:
      'The kubelet cannot start it: an image that cannot be pulled, a Secret or ConfigMap that does not exist, a volume that does not mount, or a network that gives no address.',
    runbook:
      '1. The reason stands in `kubectl -n NAMESPACE get pod POD -o jsonpath="{.status.containerStatuses[*].state.waiting}"`.\n2. CreateContainerConfigError: the message names the Secret, ConfigMap or key that is missing. Create it (Secrets of the platform: `plinth secrets`).\n3. ContainerCreating for long: look at the events for FailedMount and FailedCreatePodSandBox; the latter points at the CNI plugin on that node.\n4. ImagePullBackOff: see KubeImagePullFailing.',
  },
  {
    alert: 'KubeImagePullFailing',
    expr: `
max by (namespace, pod, container) (
  max_over_time(kube_pod_container_status_waiting_reason{${ksm}, reason=~"ErrImagePull|ImagePullBackOff|InvalidImageName"}[5m])
  or max_over_time(kube_pod_init_container_status_waiting_reason{${ksm}, reason=~"ErrImagePull|ImagePullBackOff|InvalidImageName"}[5m])
) > 0`,
    for: '15m',
    severity: 'warning',
    summary: `The image of container {{ $labels.container }} of ${where} cannot be pulled`,
    description:
      'The node has asked the registry for 15 minutes without success. Other pods with the same image fail too as soon as they move to a node that does not hold it yet.',
    runbook:
      '1. The events of the pod quote the registry\'s answer: `kubectl -n NAMESPACE describe pod POD`.\n2. "not found" or "manifest unknown": the tag does not exist, or the mirror has not copied it.\n3. "unauthorized", "denied": the pull Secret is missing in this namespace, is named wrongly or has expired.\n4. "toomanyrequests": the public registry limits this address. Sign in or use a mirror.\n5. "x509" or a time-out: try from the node, `crictl pull IMAGE`; check its proxy, DNS and trusted certificates.',
  },
  {
    alert: 'KubeContainerOOMKilled',
    expr: `
sum by (namespace, pod, container) (increase(kube_pod_container_status_restarts_total{${ksm}}[15m])) > 0
and on (namespace, pod, container) (
  kube_pod_container_status_last_terminated_reason{${ksm}, reason="OOMKilled"} == 1
)`,
    severity: 'warning',
    summary: `Container {{ $labels.container }} of ${where} was killed at its memory limit`,
    description:
      'The kernel ended it because it needed more memory than its limit, and the kubelet started it again within the last 15 minutes. What it was working on is lost.',
    runbook:
      '1. See how it grew: `node_namespace_pod_container:container_memory_working_set_bytes{namespace="NAMESPACE",container="CONTAINER"}` over a day, beside `kube_pod_container_resource_limits{resource="memory"}`.\n2. A saw-tooth that grows slowly is a leak: restart it on your own terms, and fix the program.\n3. A jump belongs to a request, a query or a batch: bound it, or raise the limit to what it needs and a margin of a third.\n4. JVM, Go and Node read their limit differently: check -XX:MaxRAMPercentage, GOMEMLIMIT, --max-old-space-size.',
  },
];

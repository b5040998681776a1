// Alerts on nodes as Kubernetes sees them, and on their kubelets.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { kubeletAgentAlerts } from './kubelet-agent.js';
import { ksm, kubelet } from './select.js';

/** A cordoned node is being worked on. */
const cordoned = `kube_node_spec_unschedulable{${ksm}} == 1`;

const nodeAlerts: readonly AlertRule[] = [
  {
    alert: 'KubeNodeNotReady',
    expr: `
max by (node) (kube_node_status_condition{${ksm}, condition="Ready", status="true"} == 0)
unless on (node) ${cordoned}`,
    for: '10m',
    severity: 'warning',
    summary: 'Node {{ $labels.node }} is not ready',
    description:
      'Its kubelet says so, or has stopped reporting. After five minutes its pods are evicted; those of StatefulSets wait until it is known to be off.',
    runbook:
      '1. `kubectl describe node NODE`: the conditions have a reason and the time of the last heartbeat.\n2. "Kubelet stopped posting node status": the machine, its network or the kubelet is down. `ssh NODE`, `systemctl status kubelet`, `journalctl -u kubelet -n 100`.\n3. "container runtime is down" or "PLEG is not healthy": `systemctl status containerd`, `crictl ps`. A disk that hangs does this too (`dmesg`).\n4. "cni plugin not initialized": the CNI\'s pod on that node does not run.\n5. If it stays down, drain it, or delete the node so that its pods are replaced.',
  },
  {
    alert: 'KubeNodePressure',
    expr: `
max by (node, condition) (
  kube_node_status_condition{${ksm}, condition=~"MemoryPressure|DiskPressure|PIDPressure", status="true"} == 1
)
unless on (node) ${cordoned}`,
    for: '10m',
    severity: 'info',
    summary: 'Node {{ $labels.node }} reports {{ $labels.condition }}',
    description:
      'It takes no new pods that would make it worse, and evicts some of those it has, beginning with the ones that use more than they requested.',
    runbook:
      'MemoryPressure: `kubectl top pods -A --sort-by memory` and the pods on that node; set requests near real use. DiskPressure: image and log space on /var/lib; `crictl rmi --prune`, large emptyDirs, container logs (`du -xsh /var/lib/* /var/log/*`). PIDPressure: a pod that forks without end; set `podPidsLimit` for the kubelet.',
  },
  {
    alert: 'KubeNodeUnreachable',
    expr: `
max by (node) (kube_node_spec_taint{${ksm}, key="node.kubernetes.io/unreachable", effect="NoSchedule"})
unless on (node) kube_node_spec_taint{${ksm}, key=~"ToBeDeletedByClusterAutoscaler|cloud.google.com/impending-node-termination|aws-node-termination-handler/.+"}`,
    for: '15m',
    severity: 'warning',
    summary: 'Node {{ $labels.node }} is unreachable',
    description:
      'Its kubelet has not reported for so long that the control plane gave it up and began to move its pods. What runs there may still run, unseen.',
    runbook:
      "Find out whether the machine is off, by its console or the cloud's API, not by ping alone. If it is off for certain, `kubectl taint node NODE node.kubernetes.io/out-of-service=nodeshutdown:NoExecute` releases its volumes and StatefulSet pods at once. If it runs and is cut off, repair the network first: a volume that two nodes write to is lost.",
  },
  {
    alert: 'KubeNodeReadinessFlapping',
    expr: `
sum by (node) (changes(kube_node_status_condition{${ksm}, condition="Ready", status="true"}[15m])) > 2
unless on (node) ${cordoned}`,
    for: '15m',
    severity: 'warning',
    summary: 'Node {{ $labels.node }} keeps changing between ready and not ready',
    description:
      'It changed {{ $value }} times in 15 minutes. Its pods drop out of Services and come back each time.',
    runbook:
      'Compare the times with `journalctl -u kubelet`: heartbeats that come late point at a machine without CPU or with a slow disk, or at a lossy way to the API server. A container runtime that restarts (`journalctl -u containerd`), and memory that runs out, look the same. Cordon it until you know.',
  },
  {
    alert: 'KubeletTooManyPods',
    expr: `
count by (node) (
  node_namespace_pod:kube_pod_info:
  and on (namespace, pod) (kube_pod_status_phase{${ksm}, phase="Running"} == 1)
)
/ max by (node) (kube_node_status_allocatable{${ksm}, resource="pods"} > 1)
> 0.95`,
    for: '15m',
    severity: 'info',
    summary: 'Node {{ $labels.node }} is close to its limit of pods',
    description:
      'It runs {{ $value | humanizePercentage }} of the pods that it may run. Soon none can be scheduled there, whatever CPU and memory it has left.',
    runbook:
      'Add nodes, or raise `maxPods` of the kubelet if the pod address range of the node is large enough (a /24 holds 254) and the CNI allows it. Many small pods that finished count only while they run: see whether a CronJob leaves some hanging.',
  },
  {
    alert: 'KubeNodeEviction',
    // The counter begins to exist with the first eviction: then there is no earlier value to grow from.
    expr: `
sum by (node, eviction_signal) (
  increase(kubelet_evictions{${kubelet}}[15m]) > 0
  or (kubelet_evictions{${kubelet}} unless kubelet_evictions{${kubelet}} offset 15m)
    and on (node) (up{${kubelet}} offset 15m == 1)
)`,
    severity: 'info',
    summary: 'Node {{ $labels.node }} evicts pods',
    description:
      'Within 15 minutes its kubelet evicted pods because of {{ $labels.eviction_signal }}. Their replacements go elsewhere; data in emptyDir is lost.',
    runbook:
      '`kubectl get events -A --field-selector reason=Evicted` names the pods and what they used. memory.available: they used more than they requested; set requests to real use. nodefs.available or imagefs.available: as for DiskPressure in KubeNodePressure. Pods that must not be evicted need requests equal to limits and a high priority class.',
  },
];

export const kubeletRules: readonly RuleGroup[] = [
  { name: 'kubernetes-system-kubelet', rules: [...nodeAlerts, ...kubeletAgentAlerts] },
];

// Alerts on the kubelet as a program: its speed, its certificates, whether it can be reached.
import type { AlertRule } from '../../kit/alerts.js';
import { kubelet } from './select.js';

const day = 24 * 3600;

export const kubeletAgentAlerts: readonly AlertRule[] = [
  {
    alert: 'KubeletPlegDurationHigh',
    expr: `
node_quantile:kubelet_pleg_relist_duration_seconds:histogram_quantile{quantile="0.99"} >= 10`,
    for: '5m',
    severity: 'warning',
    summary: 'The container runtime of node {{ $labels.node }} answers slowly',
    description:
      'Listing the containers takes the kubelet {{ $value | humanizeDuration }} (99th percentile). At three minutes the node turns not ready; starts and stops of pods are late already.',
    runbook:
      'Look at the runtime: `crictl ps` and `crictl stats` by hand, `journalctl -u containerd`. Usual causes are a disk at its limit (NodeDiskIOSaturation), very many containers including dead ones (`crictl ps -a | wc -l`), and a kernel or CNI call that hangs (processes in state D in `ps axo stat,cmd`).',
  },
  {
    alert: 'KubeletPodStartUpLatencyHigh',
    expr: `
histogram_quantile(0.99, sum by (node, le) (
  rate(kubelet_pod_worker_duration_seconds_bucket{${kubelet}}[5m])
)) > 60`,
    for: '15m',
    severity: 'warning',
    summary: 'Pods start slowly on node {{ $labels.node }}',
    description:
      "One turn of the kubelet's work on a pod takes {{ $value | humanizeDuration }} (99th percentile). Deployments and recoveries take accordingly long.",
    runbook:
      'Events of pods on that node show where the time goes: pulling images (a slow registry, large images), attaching volumes (the CSI driver), making the sandbox (the CNI plugin). `rate(kubelet_runtime_operations_duration_seconds_sum[5m]) / rate(kubelet_runtime_operations_duration_seconds_count[5m])` by operation_type tells runtime calls apart. A node short of CPU or disk does everything late.',
  },
  ...certificate('Client', 'client', 'sign in to the API server: the node turns not ready'),
  ...certificate('Server', 'server', 'be asked for logs, exec and metrics'),
  renewal('Client', 'kubelet_certificate_manager_client_expiration_renew_errors'),
  renewal('Server', 'kubelet_server_expiration_renew_errors'),
  {
    alert: 'KubeletInstanceUnreachable',
    expr: `min by (node) (up{${kubelet}}) == 0`,
    for: '15m',
    severity: 'warning',
    summary: 'The kubelet of node {{ $labels.node }} cannot be scraped',
    description:
      'Prometheus has not reached it for 15 minutes: there are no metrics of its containers and volumes, so alerts on them are blind for that node.',
    runbook:
      "If the node is not ready, KubeNodeNotReady leads. If it is ready, see the error of the target on Prometheus' Status page: 401 or 403 is a missing right on nodes/metrics or `--authentication-token-webhook=false`; a time-out is a firewall on port 10250 or a very busy node. A node that was deleted leaves the target list by itself within minutes.",
  },
  {
    alert: 'KubeletDown',
    expr: `absent(up{${kubelet}} == 1)`,
    for: '10m',
    severity: 'critical',
    summary: 'No kubelet can be scraped',
    description:
      'Prometheus has reached none for ten minutes. Either the nodes are cut off, or discovery is broken; there are no metrics of any container meanwhile.',
    runbook:
      'If `kubectl get nodes` shows them ready, it is discovery: prometheus-operator keeps the Service kube-system/kubelet and its EndpointSlices (`kubectl -n kube-system get endpointslices -l kubernetes.io/service-name=kubelet`); see its log when they are empty. If all targets say 403, the token or the ClusterRole of Prometheus was changed. If the nodes are not ready, the API server or the network between them is the cause.',
  },
];

function certificate(which: 'Client' | 'Server', metric: string, purpose: string): readonly AlertRule[] {
  return (
    [
      ['warning', 7, 'a week'],
      ['critical', 1, 'a day'],
    ] as const
  ).map(([severity, days, words]) => ({
    alert: `Kubelet${which}CertificateExpiration`,
    expr: `min by (node) (kubelet_certificate_manager_${metric}_ttl_seconds{${kubelet}}) < ${days} * ${day}`,
    for: '15m',
    severity,
    summary: `The kubelet ${metric} certificate of node {{ $labels.node }} expires within ${words}`,
    description: `It ends in {{ $value | humanizeDuration }} and should have been renewed long before. After that the kubelet cannot ${purpose}.`,
    runbook:
      '1. `kubectl get csr` shows requests that wait for approval. kubeadm approves client certificates by itself; serving certificates (`serverTLSBootstrap: true`) need an approver or `kubectl certificate approve NAME`.\n2. `journalctl -u kubelet | grep -i certificate` on the node has the error. Its clock must be right.\n3. kube-controller-manager signs: its flags `--cluster-signing-cert-file` and `--cluster-signing-key-file` must name the CA that is in use.\n4. An expired client certificate needs a new bootstrap: `kubeadm token create`, delete /var/lib/kubelet/pki/kubelet-client-current.pem, restart the kubelet.',
  }));
}

function renewal(which: 'Client' | 'Server', metric: string): AlertRule {
  const word = which.toLowerCase();
  return {
    alert: `Kubelet${which}CertificateRenewalErrors`,
    expr: `sum by (node) (increase(${metric}{${kubelet}}[15m])) > 0`,
    for: '15m',
    severity: 'warning',
    summary: `The kubelet of node {{ $labels.node }} fails to renew its ${word} certificate`,
    description: `Its attempts have failed for half an hour. The certificate is valid still; see Kubelet${which}CertificateExpiration for how long.`,
    runbook:
      '`journalctl -u kubelet | grep -i csr` on the node quotes the refusal, and `kubectl get csr` shows requests that are Pending or Denied. Approve them (`kubectl certificate approve NAME`) after checking that node and addresses in them are right, and find out why the approver did not: a missing ClusterRoleBinding for system:certificates.k8s.io:certificatesigningrequests:nodeclient, or no approver for serving certificates.',
  };
}

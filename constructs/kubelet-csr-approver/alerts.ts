// Alerts on the approver. What becomes of the requests themselves is told by kube-state-metrics.
import type { RuleGroup } from '../kit/alerts.js';

const signer = 'signer_name="kubernetes.io/kubelet-serving"';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'kubelet-csr-approver',
    rules: [
      {
        alert: 'KubeletCSRApproverDown',
        expr: 'absent(up{job="kubelet-csr-approver"} == 1)',
        for: '15m',
        severity: 'warning',
        summary: 'Nobody approves the serving certificates of kubelets',
        description:
          'Nodes that join, or whose certificate runs out, get none: `kubectl logs` and `exec` and metrics-server fail for their pods. Nodes with a valid certificate are well.',
        runbook: `
1. \`kubectl -n kubelet-csr-approver get pods,events\` and \`kubectl -n kubelet-csr-approver logs deploy/kubelet-csr-approver\`; if logs cannot be had because of this very fault, read them on the node with \`crictl logs\`.
2. "Unable to parse IP prefix" or a panic in regexp: nodeAddresses or nodeNames in the profile.
3. Until it runs again, look at \`kubectl get csr\` and approve what is right by hand: \`kubectl certificate approve NAME\`.
4. If the pods are well, Prometheus is not let in: NetworkPolicy kubelet-csr-approver-from-prometheus.`,
      },
      {
        alert: 'KubeletServingCSRDenied',
        expr: `count by (signer_name) (kube_certificatesigningrequest_condition{${signer}, condition="denied"} == 1)`,
        for: '5m',
        severity: 'warning',
        summary: '{{ $value }} requests of kubelets for a serving certificate were denied',
        description:
          'Either names or addresses of new nodes do not fit the rules in the profile, or a node asks for a certificate that is not its own, which a stolen node would do.',
        runbook: `
\`kubectl get csr\` shows who asked; \`kubectl describe csr NAME\` shows the names and addresses and, as message of the condition, the rule that was broken.

- "could not be resolved" or "not contained in the set of resolved IP addresses": the DNS of the nodes does not know the name with that address. Add the record, or set \`resolveNames: false\`.
- "not allowed by the Cloud provider regex": \`nodeNames\` does not fit the node.
- "allowed IP Prefixes": the address is outside of \`nodeAddresses\` or cluster.nodeCidrs.
- "not prefixed by the node name", or a name or address of another machine: cordon the node and find out who asked.

Denied requests stay for an hour and the alert with them. Once the cause is gone, restart the kubelet or wait: it asks again.`,
      },
      {
        alert: 'KubeletServingCSRPending',
        expr: `
count by (signer_name) (
  (time() - kube_certificatesigningrequest_created{${signer}} > 900)
  unless on (certificatesigningrequest)
    kube_certificatesigningrequest_condition{condition=~"approved|denied"} == 1
)`,
        for: '5m',
        severity: 'warning',
        summary:
          '{{ $value }} requests of kubelets for a serving certificate wait for longer than 15 minutes',
        description:
          'Nobody has decided on them. The nodes behind them serve no certificate that can be verified, or one that runs out.',
        runbook: `
\`kubectl get csr\` lists them as Pending. The log of kubelet-csr-approver says of each why it was left alone: with \`deny: false\` in the profile, requests that break a rule stay pending, and one that no node made (username without system:node:) is left to people.

An approver without a leader does nothing: \`kubectl -n kubelet-csr-approver get lease kubelet-csr-approver -o yaml\`.`,
      },
    ],
  },
];

// Metric names that rules on the approver read.

/**
 * Checked against controller-runtime v0.23.3, which serves them, and kube-state-metrics:
 * docs/metrics/auth/certificatesigningrequest-metrics.md. The approver counts nothing of its own.
 */
export const metrics: readonly string[] = [
  'kube_certificatesigningrequest_condition',
  'kube_certificatesigningrequest_created',
  'up',
];

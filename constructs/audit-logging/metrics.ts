// Metric names that audit logging adds to what Prometheus scrapes, for rules and dashboards.

/**
 * The API server's own, checked against k8s.io/apiserver@v0.34.4:pkg/audit/metrics.go, and the counters that Fluent Bit
 * makes of signals.ts: audit_signal_<metric>_total, seen in test/e2e/audit-policy.test.ts.
 */
export const metrics: readonly string[] = [
  'apiserver_audit_error_total',
  'apiserver_audit_event_total',
  'apiserver_audit_level_total',
  'apiserver_audit_requests_rejected_total',
  'audit_signal_admission_change_total',
  'audit_signal_anonymous_access_total',
  'audit_signal_anonymous_denied_total',
  'audit_signal_certificate_approval_total',
  'audit_signal_cluster_admin_grant_total',
  'audit_signal_debug_container_total',
  'audit_signal_denied_total',
  'audit_signal_exec_total',
  'audit_signal_impersonation_total',
  'audit_signal_node_proxy_total',
  'audit_signal_rbac_change_total',
  'audit_signal_rbac_denied_total',
  'audit_signal_secret_read_total',
  'audit_signal_super_admin_total',
  'audit_signal_token_request_total',
  'audit_signal_unauthenticated_total',
];

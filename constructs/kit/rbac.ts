// Roles and their bindings, together: a role that nobody is bound to, or the reverse, cannot be written.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from './labels.js';

export interface Grant {
  readonly addon: string;
  /** Name of the role and of its binding. */
  readonly name: string;
  /** The ServiceAccount that gets it. */
  readonly serviceAccount: { readonly namespace: string; readonly name: string };
  readonly rules: readonly k8s.PolicyRule[];
  /** Why it has secrets, wildcards or escalation rights, where it has. Becomes an annotation. */
  readonly reason?: string;
}

/** ClusterRole and ClusterRoleBinding. */
export function clusterGrant(scope: Construct, g: Grant): void {
  const metadata = { name: g.name, labels: labels(g.addon, g.serviceAccount.name), ...reason(g) };
  new k8s.KubeClusterRole(scope, `cluster-role-${g.name}`, { metadata, rules: [...g.rules] });
  bindClusterRole(scope, g, g.name);
}

/** ClusterRoleBinding to a role that exists already, such as `system:auth-delegator`. */
export function bindClusterRole(scope: Construct, g: Omit<Grant, 'rules'>, role: string): void {
  new k8s.KubeClusterRoleBinding(scope, `cluster-role-binding-${g.name}`, {
    metadata: { name: g.name, labels: labels(g.addon, g.serviceAccount.name) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'ServiceAccount', ...g.serviceAccount }],
  });
}

/** Role and RoleBinding in one namespace. */
export function namespaceGrant(scope: Construct, namespace: string, g: Grant): void {
  const metadata = { name: g.name, namespace, labels: labels(g.addon, g.serviceAccount.name), ...reason(g) };
  new k8s.KubeRole(scope, `role-${namespace}-${g.name}`, { metadata, rules: [...g.rules] });
  bindRole(scope, namespace, g, g.name);
}

/** RoleBinding to a Role that exists already, such as `extension-apiserver-authentication-reader`. */
export function bindRole(scope: Construct, namespace: string, g: Omit<Grant, 'rules'>, role: string): void {
  new k8s.KubeRoleBinding(scope, `role-binding-${namespace}-${g.name}`, {
    metadata: { name: g.name, namespace, labels: labels(g.addon, g.serviceAccount.name) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role },
    subjects: [{ kind: 'ServiceAccount', ...g.serviceAccount }],
  });
}

function reason(g: Grant): { annotations?: Record<string, string> } {
  return g.reason ? { annotations: { 'plinth.dev/rbac-reason': g.reason } } : {};
}

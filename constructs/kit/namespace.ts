// A namespace that Plinth owns: Pod Security enforced, and nothing in or out unless a policy says so.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from './labels.js';
import { protection } from './protect.js';

export type PodSecurityLevel = 'privileged' | 'baseline' | 'restricted';

export interface NamespaceSpec {
  readonly name: string;
  /** The strictest level that admits the pods in it. */
  readonly podSecurity: PodSecurityLevel;
  /** Why the level is below `restricted`; required then, and printed as an annotation. */
  readonly reason?: string;
  /** Its deletion would take data with it: pruning passes it by. */
  readonly protect?: boolean;
}

/** Renders the Namespace and its default-deny NetworkPolicy. */
export function namespace(scope: Construct, addon: string, spec: NamespaceSpec): void {
  const level = spec.podSecurity;
  new k8s.KubeNamespace(scope, `namespace-${spec.name}`, {
    metadata: {
      name: spec.name,
      labels: {
        ...labels(addon, spec.name),
        'pod-security.kubernetes.io/enforce': level,
        'pod-security.kubernetes.io/enforce-version': 'latest',
        'pod-security.kubernetes.io/audit': level,
        'pod-security.kubernetes.io/warn': level,
      },
      ...annotations(spec),
    },
  });
  new k8s.KubeNetworkPolicy(scope, `default-deny-${spec.name}`, {
    metadata: { name: 'default-deny', namespace: spec.name, labels: labels(addon, 'default-deny') },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
}

function annotations(spec: NamespaceSpec): { annotations?: Record<string, string> } {
  const all = {
    ...(spec.protect ? protection : {}),
    ...(spec.reason ? { 'plinth.dev/pod-security-reason': spec.reason } : {}),
  };
  return Object.keys(all).length > 0 ? { annotations: all } : {};
}

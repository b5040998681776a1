// Finds pod templates in rendered objects, with where they stand.
import type { KubeObject } from '../../src/synth/document.js';

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly args?: readonly string[];
  readonly command?: readonly string[];
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly livenessProbe?: unknown;
  readonly readinessProbe?: unknown;
  readonly resources?: {
    readonly requests?: Record<string, string>;
    readonly limits?: Record<string, string>;
  };
  readonly securityContext?: {
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly privileged?: boolean;
    readonly capabilities?: { readonly drop?: readonly string[]; readonly add?: readonly string[] };
  };
}

export interface PodSpec {
  readonly containers: readonly Container[];
  readonly initContainers?: readonly Container[];
  readonly automountServiceAccountToken?: boolean;
  readonly enableServiceLinks?: boolean;
  readonly priorityClassName?: string;
  readonly serviceAccountName?: string;
  readonly hostNetwork?: boolean;
  readonly securityContext?: {
    readonly seccompProfile?: { readonly type: string };
    readonly runAsNonRoot?: boolean;
  };
  readonly topologySpreadConstraints?: readonly unknown[];
  readonly affinity?: unknown;
}

export interface PodTemplate {
  readonly owner: KubeObject;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: PodSpec;
}

export function podTemplates(objects: readonly KubeObject[]): PodTemplate[] {
  return objects.flatMap((owner) => {
    const spec = owner['spec'] as Record<string, unknown> | undefined;
    const job = spec?.['jobTemplate'] as { spec: Record<string, unknown> } | undefined;
    const template = (job?.spec['template'] ?? spec?.['template']) as
      | { metadata?: { labels?: Record<string, string> }; spec?: PodSpec }
      | undefined;
    if (!template?.spec?.containers) return [];
    return [{ owner, labels: template.metadata?.labels ?? {}, spec: template.spec }];
  });
}

// A document: one Kubernetes object with the addon that rendered it.

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly [field: string]: unknown;
}

export interface Document {
  /** Name of the addon, or of the folder it was read from. */
  readonly addon: string;
  readonly object: KubeObject;
}

/** `apps/v1` → `apps`; the core group is empty. */
export function groupOf(object: { readonly apiVersion: string }): string {
  const slash = object.apiVersion.indexOf('/');
  return slash < 0 ? '' : object.apiVersion.slice(0, slash);
}

/** Identity of an object in a cluster: `apps/Deployment monitoring/grafana`. */
export function identityOf(object: KubeObject): string {
  const group = groupOf(object);
  const { namespace, name } = object.metadata;
  return `${group ? `${group}/` : ''}${object.kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

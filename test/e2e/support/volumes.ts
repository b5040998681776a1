// Plays the storage provisioner: StorageClasses that the bundle names, and a volume for every claim.
import type { ControlPlane } from './control-plane.js';

interface Claim {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly storageClassName?: string;
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status?: { readonly phase?: string };
}

/** StorageClasses that nothing provisions; the first is the default one. */
export async function createStorageClasses(cluster: ControlPlane, names: readonly string[]): Promise<void> {
  const items = names.map((name, i) => ({
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': String(i === 0) } },
    provisioner: 'kubernetes.io/no-provisioner',
    volumeBindingMode: 'Immediate',
    allowVolumeExpansion: true,
  }));
  await applyObjects(cluster, items);
}

/** Creates volumes for the claims that wait for one. Call again until all are bound. */
export async function provision(cluster: ControlPlane): Promise<void> {
  const { items } = await cluster.get<{ items: readonly Claim[] }>('pvc', '-A');
  const volumes = items.filter((claim) => claim.status?.phase === 'Pending').map(volumeFor);
  await applyObjects(cluster, volumes);
}

async function applyObjects(cluster: ControlPlane, items: readonly object[]): Promise<void> {
  if (items.length === 0) return;
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  await cluster.kubectl(['apply', '-f', '-'], { input });
}

function volumeFor({ metadata, spec }: Claim) {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `${metadata.namespace}-${metadata.name}` },
    spec: {
      capacity: { storage: spec.resources.requests.storage },
      accessModes: spec.accessModes,
      claimRef: {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        namespace: metadata.namespace,
        name: metadata.name,
      },
      persistentVolumeReclaimPolicy: 'Retain',
      storageClassName: spec.storageClassName,
      hostPath: { path: `/var/lib/${metadata.namespace}-${metadata.name}` },
    },
  };
}

/** Every StorageClass that an object names, wherever: in claims, in templates, in custom resources. */
export function storageClassNames(value: unknown): string[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      if (key === 'storageClassName' && typeof child === 'string') found.add(child);
      else visit(child);
    }
  };
  visit(value);
  return [...found].sort();
}

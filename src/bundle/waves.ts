// Apply order. Webhooks decide it: an object whose API group a webhook of the bundle guards comes after that webhook.
import { type Document, groupOf, type KubeObject } from '../synth/document.js';

export type Stage = 'base' | 'custom-resources';

/** Documents that are applied together: one addon's base, or its custom resources. */
export interface Unit {
  readonly addon: string;
  readonly stage: Stage;
  readonly documents: readonly Document[];
}

/** Units in apply order; what is in one wave may be applied in any order. */
export type Waves = readonly (readonly Unit[])[];

export interface Ordering {
  readonly addon: string;
  readonly after: readonly string[];
}

/** Namespaces and priority classes: applied before every wave, and in none of them. */
export function isFoundation(object: KubeObject): boolean {
  return object.kind === 'Namespace' || object.kind === 'PriorityClass';
}

/** `order` is topological: providers first. */
export function planWaves(documents: readonly Document[], order: readonly Ordering[]): Waves {
  const guarded = guardedGroups(documents);
  const steps = new Map<string, { base: number; custom: number }>();
  // The first pass knows no webhook's step yet; each further pass corrects it. Depth bounds the passes.
  for (let pass = 0; pass <= order.length; pass++) {
    for (const { addon, after } of order) {
      const base = Math.max(0, ...after.map((p) => (steps.get(p)?.custom ?? 0) + 1));
      const groups = new Set(documents.filter((d) => d.addon === addon).map((d) => groupOf(d.object)));
      const hooks = [...groups]
        .flatMap((g) => guarded.get(g) ?? [])
        .map((owner) => (steps.get(owner)?.base ?? 0) + 1);
      steps.set(addon, { base, custom: Math.max(base, ...hooks) });
    }
  }
  const waves: Unit[][] = [];
  for (const { addon } of order) {
    const { base, custom } = steps.get(addon) ?? { base: 0, custom: 0 };
    const own = documents.filter((d) => d.addon === addon && !isFoundation(d.object));
    const later = (d: Document) => base < custom && (guarded.get(groupOf(d.object)) ?? []).length > 0;
    push(waves, base, { addon, stage: 'base', documents: own.filter((d) => !later(d)) });
    push(waves, custom, { addon, stage: 'custom-resources', documents: own.filter(later) });
  }
  return waves.filter((w) => w.length > 0);
}

function push(waves: Unit[][], step: number, unit: Unit): void {
  if (unit.documents.length === 0) return;
  while (waves.length <= step) waves.push([]);
  waves[step]?.push(unit);
}

/** API groups of custom resources that a webhook of the bundle intercepts, with the addons that own the webhook. */
function guardedGroups(documents: readonly Document[]): ReadonlyMap<string, readonly string[]> {
  const guarded = new Map<string, string[]>();
  for (const { addon, object } of documents) {
    if (!/^(Validating|Mutating)WebhookConfiguration$/.test(object.kind)) continue;
    for (const hook of (object['webhooks'] ?? []) as readonly Webhook[]) {
      for (const group of (hook.rules ?? []).flatMap((r) => r.apiGroups)) {
        if (!group.includes('.') || group.endsWith('.k8s.io')) continue;
        const owners = guarded.get(group) ?? [];
        if (!owners.includes(addon)) guarded.set(group, [...owners, addon]);
      }
    }
  }
  return guarded;
}

interface Webhook {
  readonly rules?: readonly { readonly apiGroups: readonly string[] }[];
}

/** Folder of a unit, relative to the bundle. */
export function folderOf(unit: Unit): string {
  return `${unit.addon}/${unit.stage}`;
}

export interface WaveFolder {
  /** `03-addons` */
  readonly name: string;
  /** Folders that it applies, relative to the bundle. */
  readonly folders: readonly string[];
}

export function waveFolders(waves: Waves, hasCrds: boolean): readonly WaveFolder[] {
  const wanted = [
    ...(hasCrds ? [{ label: 'crds', folders: ['crds'] }] : []),
    { label: 'namespaces', folders: ['namespaces'] },
    ...waves.map((units) => ({
      label: units.some((u) => u.stage === 'base') ? 'addons' : 'custom-resources',
      folders: units.map(folderOf).sort(),
    })),
  ];
  return wanted.map(({ label, folders }, i) => ({
    name: `${String(i + 1).padStart(2, '0')}-${label}`,
    folders,
  }));
}

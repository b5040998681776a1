// A bundle: every file of one cluster by its path, and the documents among them.
import type { Plan } from '../plan/resolve.js';
import type { CrdFile } from '../synth/crds.js';
import { type Document, groupOf, type KubeObject } from '../synth/document.js';
import { imagesOf } from './images.js';
import { manifest, manifestFile } from './manifest.js';
import { folderOf, isFoundation, planWaves, type Waves, waveFolders } from './waves.js';
import { toYaml } from './yaml.js';

export interface PlacedDocument extends Document {
  /** Path in the bundle, with forward slashes. */
  readonly file: string;
}

export interface Bundle {
  /** Content by path, sorted by path. */
  readonly files: ReadonlyMap<string, string | Buffer>;
  readonly documents: readonly PlacedDocument[];
  readonly images: readonly string[];
}

export interface BundleInput {
  readonly plan: Plan;
  readonly documents: readonly Document[];
  readonly crds: readonly CrdFile[];
  /** Files for humans and nodes, by path. */
  readonly extras: ReadonlyMap<string, string>;
}

export function layOut({ plan, documents, crds, extras }: BundleInput): Bundle {
  const order = [
    { addon: 'foundation', after: [] },
    ...plan.addons.map((a) => ({ addon: a.addon.name, after: a.after })),
  ];
  const waves = planWaves(documents, order);
  const placed = [
    ...place(
      'namespaces',
      documents.filter((d) => isFoundation(d.object)),
    ),
    ...waves.flat().flatMap((unit) => place(folderOf(unit), unit.documents)),
  ];
  const images = imagesOf(
    placed,
    plan.addons.map((a) => a.addon.pins),
    plan.platform,
  );
  const files = new Map<string, string | Buffer>([
    ...crds.map((c) => [`crds/${c.addon}/${c.name}`, c.content] as const),
    ...placed.map((d) => [d.file, toYaml(d.object)] as const),
    ...kustomizations(placed, crds, waves),
    ...extras,
    ['images.txt', images.map((i) => `${i}\n`).join('')],
    [manifestFile, manifest(plan, waves, crds.length > 0)],
  ]);
  return { files: new Map([...files].sort(byPath)), documents: placed, images };
}

function byPath([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `<folder>/<namespace or cluster>/<kind>-<name>.yaml`; kinds of one name in two groups get their group as well. */
function place(folder: string, documents: readonly Document[]): PlacedDocument[] {
  const plain = documents.map((d) => pathOf(folder, d.object, ''));
  const twins = new Set(plain.filter((p, i) => plain.indexOf(p) !== i));
  const placed = documents.map((d, i) => {
    const path = plain[i] ?? '';
    return {
      ...d,
      file: twins.has(path) ? pathOf(folder, d.object, `.${groupOf(d.object) || 'core'}`) : path,
    };
  });
  const paths = placed.map((d) => d.file);
  const clash = paths.find((p, i) => paths.indexOf(p) !== i);
  if (clash !== undefined) throw new Error(`two objects want the file ${clash}`);
  return placed;
}

function pathOf(folder: string, object: KubeObject, suffix: string): string {
  const { namespace, name } = object.metadata;
  // Colons, as in system:metrics-server, are no part of a file name on every system.
  const file = `${object.kind.toLowerCase()}${suffix}-${name.replaceAll(':', '.')}.yaml`;
  return `${folder}/${namespace ?? 'cluster'}/${file}`;
}

/** One kustomization a folder that is applied on its own, one a wave, and one for the whole. */
function kustomizations(
  placed: readonly PlacedDocument[],
  crds: readonly CrdFile[],
  waves: Waves,
): [string, string][] {
  const folders = new Map<string, string[]>();
  const add = (folder: string, resource: string) =>
    folders.set(folder, [...(folders.get(folder) ?? []), resource]);
  for (const addon of new Set(crds.map((c) => c.addon))) add('crds', addon);
  for (const crd of crds) add(`crds/${crd.addon}`, crd.name);
  for (const unit of waves.flat()) add(unit.addon, unit.stage);
  for (const document of placed) {
    const folder = document.file.split('/').slice(0, -2).join('/');
    add(folder, document.file.slice(folder.length + 1));
  }
  const names = waveFolders(waves, crds.length > 0);
  for (const { name, folders: targets } of names) {
    add('waves', name);
    for (const target of targets) add(`waves/${name}`, `../../${target}`);
  }
  add('.', 'waves');
  return [...folders].map(([folder, resources]) => [
    folder === '.' ? 'kustomization.yaml' : `${folder}/kustomization.yaml`,
    toYaml({
      apiVersion: 'kustomize.config.k8s.io/v1beta1',
      kind: 'Kustomization',
      resources: [...resources].sort(),
    }),
  ]);
}

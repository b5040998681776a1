// Reads any folder of manifests: ours, a chart's output, a single file. What is no manifest is said, not guessed.
import { lstatSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, resolve, sep } from 'node:path';
import { isMap, LineCounter, parseAllDocuments } from 'yaml';
import type { KubeObject } from '../synth/document.js';
import { UserError } from '../user-error.js';
import type { PlacedDocument } from './layout.js';
import { manifestFile } from './manifest.js';
import { isBundle } from './write.js';

/** A file larger than this is refused before it is parsed. Bytes: four times the largest CRD that an API server takes. */
const maxFileBytes = 8 * 1024 * 1024;

export interface ReadDocument extends PlacedDocument {
  /** First line of the document in its file. */
  readonly line: number;
}

export interface ReadBundle {
  readonly documents: readonly ReadDocument[];
  /** From bundle.json, when the folder is one of ours. */
  readonly kubernetesVersion?: string;
}

/** Errors: a UserError that names each file that cannot be read or parsed, with line and column. */
export function readBundle(path: string): ReadBundle {
  const root = resolve(path);
  const files = manifestFiles(path, root);
  const problems: string[] = [];
  const documents = files.flatMap((file) => readFile(root, file, problems));
  if (problems.length > 0) throw new UserError(problems);
  if (documents.length === 0)
    throw new UserError(`${path}: holds no Kubernetes objects (looked for .yaml, .yml and .json files)`);
  const version = bundleVersion(root);
  return { documents, ...(version ? { kubernetesVersion: version } : {}) };
}

function bundleVersion(root: string): string | undefined {
  if (!isBundle(root)) return undefined;
  const manifest: unknown = JSON.parse(readFileSync(join(root, manifestFile), 'utf8'));
  const version = (manifest as { kubernetesVersion?: unknown }).kubernetesVersion;
  return typeof version === 'string' ? version : undefined;
}

/** Paths relative to the root; the root itself when it is a file. Links out of the folder are refused. */
function manifestFiles(shown: string, root: string): string[] {
  try {
    if (statSync(root).isFile()) return [''];
  } catch {
    throw new UserError(`${shown}: no such file or folder`);
  }
  const ours = isBundle(root);
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory() && /\.(ya?ml|json)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.startsWith('.git/') && file !== manifestFile)
    .filter((file) => !(ours && /^[^/]+\/files\//.test(file)))
    .sort();
}

function readFile(root: string, file: string, problems: string[]): ReadDocument[] {
  const path = file === '' ? root : join(root, file);
  const shown = file === '' ? root : file;
  const stat = lstatSync(path);
  if (stat.isSymbolicLink()) {
    problems.push(`${shown}: is a symbolic link; put the file itself there`);
    return [];
  }
  if (stat.size > maxFileBytes) {
    problems.push(`${shown}: ${stat.size} bytes; a manifest has at most ${maxFileBytes}`);
    return [];
  }
  try {
    return parse(shown, new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)), problems);
  } catch (error) {
    problems.push(
      `${shown}: ${error instanceof TypeError ? 'is not UTF-8 text' : `cannot be read: ${(error as Error).message}`}`,
    );
    return [];
  }
}

function parse(file: string, text: string, problems: string[]): ReadDocument[] {
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    version: '1.1',
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
  });
  const found: ReadDocument[] = [];
  for (const document of Array.isArray(parsed) ? parsed : []) {
    for (const error of document.errors) {
      const { line, col } = lines.linePos(error.pos[0]);
      problems.push(`${file}:${line}:${col} ${error.message.split('\n')[0]}`);
    }
    if (document.errors.length > 0 || document.contents === null) continue;
    const line = lines.linePos(document.contents.range?.[0] ?? 0).line;
    if (!isMap(document.contents)) {
      problems.push(
        `${file}:${line}:1 is no Kubernetes object: expected a map with apiVersion, kind and metadata`,
      );
      continue;
    }
    for (const object of expandLists(document.toJS({ maxAliasCount: 100 }))) {
      if (isKustomization(object)) continue;
      const fault = shapeFault(object);
      if (fault) problems.push(`${file}:${line}:1 ${fault}`);
      else found.push({ addon: file.split('/')[0] ?? file, object: object as KubeObject, file, line });
    }
  }
  return found;
}

/** `List` and typed lists such as RoleList, whose items may leave out what the list says of them. */
function expandLists(value: unknown): unknown[] {
  const list = value as { apiVersion?: unknown; kind?: unknown; items?: unknown } | null;
  if (typeof list?.kind !== 'string' || !list.kind.endsWith('List') || !Array.isArray(list.items))
    return [value];
  const kind = list.kind.slice(0, -'List'.length);
  const common = kind ? { apiVersion: list.apiVersion, kind } : {};
  return list.items.map((item: unknown) => (typeof item === 'object' ? { ...common, ...item } : item));
}

function isKustomization(value: unknown): boolean {
  const { apiVersion, kind } = (value ?? {}) as { apiVersion?: unknown; kind?: unknown };
  return kind === 'Kustomization' && String(apiVersion).startsWith('kustomize.config.k8s.io/');
}

function shapeFault(value: unknown): string | undefined {
  const { apiVersion, kind, metadata } = (value ?? {}) as Record<string, unknown>;
  if (typeof apiVersion !== 'string') return 'is no Kubernetes object: apiVersion is missing';
  if (typeof kind !== 'string') return 'is no Kubernetes object: kind is missing';
  const name = (metadata as Record<string, unknown> | undefined)?.['name'];
  if (typeof name !== 'string') return `${kind} has no metadata.name`;
  return undefined;
}

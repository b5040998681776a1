// A profile's YAML with the memory of where each value stands, across the files that it extends.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import {
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  LineCounter,
  parseDocument,
  type Document as YamlDocument,
} from 'yaml';
import { packageRoot } from '../package-root.js';
import { UserError } from '../user-error.js';

/** Profiles are small; anything larger is a mistake or an attack. Bytes. */
const maxBytes = 1024 * 1024;

export interface Layer {
  readonly file: string;
  readonly document: YamlDocument.Parsed;
  readonly lines: LineCounter;
  readonly value: Readonly<Record<string, unknown>>;
}

export interface ProfileSource {
  /** The profile itself first, then what it extends, nearest first. */
  readonly layers: readonly Layer[];
  readonly value: Readonly<Record<string, unknown>>;
}

/** Reads a profile and all it extends. `reference`: a shipped profile's name or a path. */
export function readSource(reference: string): ProfileSource {
  const layers: Layer[] = [];
  const seen = new Set<string>();
  let file: string | undefined = findProfile(reference, process.cwd());
  while (file) {
    if (seen.has(file))
      throw new UserError(`${display(file)}: extends itself by way of ${[...seen].map(display).join(' → ')}`);
    seen.add(file);
    const layer = readLayer(file);
    layers.push(layer);
    const parent: unknown = layer.value['extends'];
    file = typeof parent === 'string' ? findProfile(parent, dirname(file), layer) : undefined;
  }
  return {
    layers,
    value: layers.reduceRight<Record<string, unknown>>((base, l) => merge(base, l.value), {}),
  };
}

/** Path relative to the working directory, as messages show it. */
export function display(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') ? file : path;
}

/** `file:line:column` of a path's value, or of its nearest ancestor that is written down. */
export function locate(source: ProfileSource, path: readonly PropertyKey[], key = false): string {
  for (let depth = path.length; depth >= 0; depth--) {
    for (const layer of source.layers) {
      const offset = offsetOf(layer.document, path.slice(0, depth), key && depth === path.length);
      if (offset === undefined) continue;
      const { line, col } = layer.lines.linePos(offset);
      return `${display(layer.file)}:${line}:${col}`;
    }
  }
  return display(source.layers[0]?.file ?? '');
}

function findProfile(reference: string, from: string, layer?: Layer): string {
  const path = resolve(from, reference);
  const shipped = join(packageRoot, 'profiles', `${reference}.yaml`);
  const named = /^[a-z0-9-]+$/.test(reference);
  if (named && !isFile(path) && existsSync(shipped)) return shipped;
  if (isFile(path)) return path;
  const where = layer ? `${display(layer.file)}: extends: ` : '';
  const kind = existsSync(path) ? 'is a folder, not a file' : 'no such profile';
  throw new UserError(
    `${where}${reference}: ${kind}; give a path to a YAML file or one of the shipped profiles: ${shippedNames()}`,
  );
}

function shippedNames(): string {
  const files = readdirSync(join(packageRoot, 'profiles')).filter((file) => file.endsWith('.yaml'));
  return files
    .map((file) => file.slice(0, -'.yaml'.length))
    .sort()
    .join(', ');
}

function readLayer(file: string): Layer {
  const text = readText(file);
  const lines = new LineCounter();
  const document = parseYaml(file, text, lines);
  if (document.errors.length > 0) {
    throw new UserError(
      document.errors.map((e) => {
        const { line, col } = lines.linePos(e.pos[0]);
        return `${display(file)}:${line}:${col} ${e.message.split('\n')[0]?.replace(/ at line .*$/, '')}`;
      }),
    );
  }
  const value: unknown = toValue(file, document);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new UserError(
      `${display(file)}:1:1 a profile is a map with apiVersion, kind, cluster and addons; got ${typeName(value)}`,
    );
  }
  return { file, document, lines, value: value as Record<string, unknown> };
}

function parseYaml(file: string, text: string, lines: LineCounter): YamlDocument.Parsed {
  try {
    return parseDocument(text, { lineCounter: lines, prettyErrors: false });
  } catch (error) {
    throw new UserError(`${display(file)}: cannot be read as YAML: ${(error as Error).message}`);
  }
}

function toValue(file: string, document: YamlDocument.Parsed): unknown {
  try {
    return document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    throw new UserError(`${display(file)}: ${(error as Error).message}`);
  }
}

function readText(file: string): string {
  try {
    const size = statSync(file).size;
    if (size > maxBytes)
      throw new UserError(`${display(file)}: ${size} bytes; a profile has at most ${maxBytes}`);
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof TypeError)
      throw new UserError(`${display(file)}: is not UTF-8 text; save it as UTF-8`);
    throw new UserError(`${display(file)}: cannot be read: ${(error as Error).message}`);
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

/** Maps merge key by key; lists and scalars replace. */
function merge(
  base: Record<string, unknown>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const merged = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function offsetOf(
  document: YamlDocument.Parsed,
  path: readonly PropertyKey[],
  wantKey: boolean,
): number | undefined {
  if (path.length === 0) return isNode(document.contents) ? document.contents.range?.[0] : 0;
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true);
  if (!isCollection(parent)) return undefined;
  const last = path[path.length - 1];
  if (wantKey && isMap(parent)) {
    const pair = parent.items.find((p) => isPair(p) && isScalar(p.key) && p.key.value === last);
    return pair && isScalar(pair.key) ? pair.key.range?.[0] : undefined;
  }
  const node = parent.get(last, true);
  return isNode(node) ? node.range?.[0] : undefined;
}

export function typeName(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a map' : `${typeof value} ${JSON.stringify(value)}`;
}

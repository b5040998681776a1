// Writing a bundle, all or nothing: into a sibling folder first, which then takes the old one's place.
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { UserError } from '../user-error.js';
import type { Bundle } from './layout.js';
import { manifestFile, manifestKind } from './manifest.js';

/**
 * Errors: a UserError when the folder holds something that Plinth did not write and `force` is not set, or when the disk
 * refuses. The former bundle is whole in every case: a run that was killed between the two renames is undone by the next.
 */
export function writeBundle(
  bundle: Bundle,
  folder: string,
  options: { readonly force?: boolean } = {},
): void {
  const target = resolve(folder);
  const fresh = sibling(target, 'new');
  const former = sibling(target, 'old');
  try {
    makeFolder(dirname(target));
    if (!existsSync(target) && existsSync(former)) renameSync(former, target);
    rmSync(former, { recursive: true, force: true });
    if (!options.force) refuseForeign(target, folder);
    rmSync(fresh, { recursive: true, force: true });
    writeFiles(bundle, fresh);
    if (existsSync(target)) renameSync(target, former);
    renameSync(fresh, target);
    rmSync(former, { recursive: true, force: true });
  } catch (error) {
    if (existsSync(former) && !existsSync(target)) renameSync(former, target);
    rmSync(fresh, { recursive: true, force: true });
    if (isSystemError(error)) {
      throw new UserError(`${folder}: cannot be written: ${error.message}; the former bundle is unchanged`);
    }
    throw error;
  }
}

/** Whether Plinth wrote the folder: its bundle.json says so. */
export function isBundle(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(join(folder, manifestFile), 'utf8'));
    return (manifest as { kind?: unknown } | null)?.kind === manifestKind;
  } catch {
    return false;
  }
}

function sibling(target: string, role: 'new' | 'old'): string {
  return join(dirname(target), `.plinth-${role}-${basename(target)}`);
}

function refuseForeign(target: string, shown: string): void {
  if (!existsSync(target)) return;
  if (!lstatSync(target).isDirectory()) {
    throw new UserError(`${shown}: is not a folder; choose another --out`);
  }
  const entries = readdirSync(target);
  if (entries.includes('.git'))
    throw new UserError(`${shown}: is the root of a git repository; choose a folder in it`);
  if (entries.length === 0 || isBundle(target)) return;
  throw new UserError(
    `${shown}: holds files that Plinth did not write; choose another --out, or replace it with --force`,
  );
}

/** Step by step: Node's recursive mkdir never ends where a file system refuses new folders, as /proc does. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function writeFiles(bundle: Bundle, folder: string): void {
  const made = new Set<string>();
  for (const [path, content] of bundle.files) {
    const file = join(folder, path);
    const parent = dirname(file);
    if (!made.has(parent)) makeFolder(parent);
    made.add(parent);
    writeFileSync(file, content);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

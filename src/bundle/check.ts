// Whether the folder on disk is, byte for byte, what would be rendered.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import type { Bundle } from './layout.js';

export interface Difference {
  readonly file: string;
  /** `missing` on disk, `changed`, or `stale`: on disk and no longer rendered. */
  readonly kind: 'missing' | 'changed' | 'stale';
}

/** Sorted by path; empty when nothing differs. */
export function compareWithDisk(bundle: Bundle, folder: string): readonly Difference[] {
  const onDisk = new Set(existsSync(folder) ? listFiles(folder) : []);
  const differences: Difference[] = [];
  for (const [file, content] of bundle.files) {
    if (!onDisk.has(file)) differences.push({ file, kind: 'missing' });
    else if (!readFileSync(join(folder, file)).equals(Buffer.from(content)))
      differences.push({ file, kind: 'changed' });
  }
  for (const file of onDisk) if (!bundle.files.has(file)) differences.push({ file, kind: 'stale' });
  return differences.sort((a, b) => (a.file < b.file ? -1 : 1));
}

/** Paths of all files below a folder, with forward slashes. */
export function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'));
}

// The package's own files (profiles, CRDs, schemas), wherever it is installed and whether it runs from build/ or source.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the folder that holds package.json. */
export const packageRoot: string = findRoot(dirname(fileURLToPath(import.meta.url)));

/** Version from package.json. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  return (manifest as { version: string }).version;
}

function findRoot(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const parent = dirname(folder);
  if (parent === folder) throw new Error('package.json of plinth not found above its own files');
  return findRoot(parent);
}

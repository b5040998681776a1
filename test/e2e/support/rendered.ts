// A bundle as a user gets it: by the command line, in a folder, read back file by file.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../../src/synth/document.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Rendered {
  readonly dir: string;
  /** Folders to apply, in order. */
  readonly waves: readonly string[];
  readonly cluster: {
    readonly controlPlanes: number;
    readonly workers: number;
    readonly zones: readonly string[];
  };
  /** Every manifest, CRDs included, kustomizations excepted. */
  readonly objects: readonly (KubeObject & { readonly file: string })[];
}

export async function plinth(...args: readonly string[]): Promise<string> {
  if (!existsSync(join(root, 'build'))) throw new Error('build/ is missing; make it with: npm run build');
  const { stdout } = await execa('node', [join(root, 'bin', 'plinth.js'), ...args], {
    cwd: root,
    timeout: 60_000,
  });
  return stdout;
}

/** Into a cache folder, to be looked at after a failure; `extra` goes to `plinth synth`. */
export async function render(profile: string, ...extra: readonly string[]): Promise<Rendered> {
  const dir = join(root, 'node_modules', '.cache', 'plinth-e2e', profile);
  await plinth('synth', '--profile', profile, '--out', dir, '--force', '--quiet', ...extra);
  const manifest = JSON.parse(readFileSync(join(dir, 'bundle.json'), 'utf8'));
  return {
    dir,
    waves: readdirSync(join(dir, 'waves'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => join(dir, 'waves', entry.name))
      .sort(),
    cluster: manifest.profile.cluster,
    objects: readObjects(dir),
  };
}

/** Below a folder: `*.yaml` but for kustomizations and the files for nodes and people in `<addon>/files`. */
function readObjects(dir: string): Rendered['objects'] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !/(^|\/)(kustomization\.yaml$|files\/)/.test(file))
    .sort()
    .flatMap((file) =>
      parseObjects(readFileSync(join(dir, file), 'utf8')).map((object) => ({ ...object, file })),
    );
}

/** A stream of YAML documents, read as kubectl reads it. */
export function parseObjects(text: string): readonly KubeObject[] {
  const documents = parseAllDocuments(text, { version: '1.1', merge: true });
  return (Array.isArray(documents) ? documents : [])
    .map((d) => d.toJS() as KubeObject)
    .filter((o) => o !== null);
}

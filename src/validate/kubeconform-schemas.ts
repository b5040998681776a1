// The shipped schemas as kubeconform reads them: one file a kind, complete in itself, below a folder named by their content.
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { KubeObject } from '../synth/document.js';
import { cacheFolder } from './kubeconform-program.js';
import { openSchemaStore, refName, type SchemaStore, schemasFolder } from './schema-store.js';

/** Writes what the objects need and is not there yet. Returns kubeconform's -schema-location. */
export function materializeSchemas(objects: readonly KubeObject[], kubernetesVersion: string): string {
  const store = openSchemaStore(kubernetesVersion);
  const folder = join(cacheFolder(), 'schemas', digestOfSchemas(), kubernetesVersion);
  for (const { apiVersion, kind } of objects) {
    const definition = store.find(apiVersion, kind);
    if (definition === undefined) continue;
    // kubeconform takes `v1` for the group of `v1`, and writes kinds in lower case.
    const [group, version] = [apiVersion.split('/')[0] ?? '', apiVersion.split('/').at(-1) ?? ''];
    const file = join(folder, group, version, `${kind.toLowerCase()}.json`);
    if (existsSync(file)) continue;
    mkdirSync(dirname(file), { recursive: true });
    const partial = `${file}.${randomUUID()}`;
    writeFileSync(partial, JSON.stringify(standAlone(store, definition)));
    renameSync(partial, file);
  }
  return join(folder, '{{.Group}}', '{{.ResourceAPIVersion}}', '{{.ResourceKind}}.json');
}

function standAlone(store: SchemaStore, root: string): unknown {
  const definitions = new Map<string, unknown>();
  const add = (name: string) => {
    if (definitions.has(name)) return;
    const definition = store.definition(name);
    definitions.set(name, definition);
    for (const [ref] of JSON.stringify(definition).matchAll(/#\/\$defs\/[^"]+/g)) add(refName(ref));
  };
  add(root);
  return {
    // kubeconform's default is draft 4, which knows no const and looks at nothing beside a $ref.
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $ref: `#/$defs/${root}`,
    $defs: Object.fromEntries(definitions),
  };
}

function digestOfSchemas(): string {
  const hash = createHash('sha256');
  const files = readdirSync(schemasFolder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(file.slice(schemasFolder.length)).update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}

// Generates schemas/ from Kubernetes' published schemas and our CRDs: `node tools/schemas.mjs`. Needs Python with pip.
// @ts-check
//
// kubernetes-<minor>.json.gz: { kinds: { 'apps/v1/Deployment': definition }, definitions }
// custom/<group>/<Kind>.json.gz: { '<version>': schema }, whose $refs point at those definitions
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { parse } from 'yaml';
import { fromKubernetes, fromStructural, singleKind } from './json-schema.mjs';

const minors = ['1.33', '1.34', '1.35', '1.36', '1.37'];
const wheel = {
  requirement: 'kubernetes-validate==1.37.0',
  sha256: '85136d018a27b50ec7fc049d902bfa5193f5976807e6c0f408e3ab6fe078cad9',
};
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const schemas = join(root, 'schemas');

const work = mkdtempSync(join(tmpdir(), 'plinth-schemas-'));
try {
  const published = await unpackWheel(work);
  rmSync(schemas, { recursive: true, force: true });
  mkdirSync(schemas, { recursive: true });
  for (const minor of minors)
    writeKubernetes(minor, join(published, `v${minor}.0-local`, '_definitions.json'));
  for (const file of crdFiles()) writeCustom(file);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** @param {string} folder */
async function unpackWheel(folder) {
  const pip = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--dest', folder];
  await execa('python3', [...pip, wheel.requirement], { timeout: 300_000 });
  const file = readdirSync(folder).find((name) => name.endsWith('.whl'));
  if (!file) throw new Error(`${wheel.requirement}: no wheel`);
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, file)))
    .digest('hex');
  if (sha256 !== wheel.sha256) throw new Error(`${file}: sha256 ${sha256}, not ${wheel.sha256}`);
  await execa('python3', ['-m', 'zipfile', '-e', join(folder, file), folder], { timeout: 300_000 });
  return join(folder, 'kubernetes_validate', 'kubernetes-json-schema');
}

/** @param {string} minor @param {string} file */
function writeKubernetes(minor, file) {
  const published = Object.entries(JSON.parse(readFileSync(file, 'utf8')).$defs);
  const all = new Map(published.map(([name, schema]) => [name, fromKubernetes(name, schema)]));
  /** @type {Record<string, string>} */
  const kinds = {};
  for (const [name, schema] of published) {
    const gvk = singleKind(schema);
    if (gvk) kinds[`${gvk.group ? `${gvk.group}/` : ''}${gvk.version}/${gvk.kind}`] = name;
  }
  /** @type {Map<string, unknown>} */
  const reached = new Map();
  for (const name of Object.values(kinds)) reach(name, all, reached);
  write(`kubernetes-${minor}.json.gz`, {
    kinds: sorted(Object.entries(kinds)),
    definitions: sorted([...reached]),
  });
}

/** Lists and options of requests are left behind. @param {string} name @param {Map<string, unknown>} all @param {Map<string, unknown>} reached */
function reach(name, all, reached) {
  if (reached.has(name)) return;
  const schema = all.get(name);
  if (schema === undefined) throw new Error(`${name}: referred to and not defined`);
  reached.set(name, schema);
  for (const [, target] of JSON.stringify(schema).matchAll(/"#\/\$defs\/([^"]+)"/g))
    reach(target ?? '', all, reached);
}

function crdFiles() {
  const folders = readdirSync(join(root, 'constructs')).map((addon) =>
    join(root, 'constructs', addon, 'crds'),
  );
  return [...folders, join(root, 'tools', 'crds')].flatMap(yamlFiles);
}

/** @param {string} folder */
function yamlFiles(folder) {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .map((file) => join(folder, file));
  } catch {
    return [];
  }
}

/** @param {string} file */
function writeCustom(file) {
  const { spec } = parse(readFileSync(file, 'utf8'));
  const { group } = spec;
  const { kind } = spec.names;
  /** @type {[string, unknown][]} */
  const versions = spec.versions
    .filter((/** @type {{ served: boolean }} */ v) => v.served)
    .map((/** @type {any} */ v) => [
      v.name,
      fromStructural({ group, version: v.name, kind }, v.schema.openAPIV3Schema),
    ]);
  mkdirSync(join(schemas, 'custom', group), { recursive: true });
  write(join('custom', group, `${kind}.json.gz`), sorted(versions));
}

/** @param {[string, unknown][]} entries */
function sorted(entries) {
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** @param {string} name @param {unknown} content */
function write(name, content) {
  const json = JSON.stringify(content);
  const packed = gzipSync(json, { level: 9 });
  // Byte 9 names the system that packed it.
  packed[9] = 255;
  writeFileSync(join(schemas, name), packed);
  console.log(`${name}: ${packed.length} bytes, ${json.length} unpacked`);
}

// Generates the CRDs of every addon from pinned API modules: `node tools/crds.mjs [--check] [ADDON...]`.
// @ts-check
// With --check nothing is written, and files that differ fail the run. Needs Go 1.26 and its module proxy.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { parse, stringify } from 'yaml';
import { crdSources } from './crd-sources.mjs';

const controllerGen = 'sigs.k8s.io/controller-tools/cmd/controller-gen@v0.23.0';
/** Bytes of JSON that kubectl can keep in the annotation of a client-side apply. */
const annotationLimit = 262_144;
const root = dirname(dirname(fileURLToPath(import.meta.url)));

const check = process.argv.includes('--check');
const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
for (const addon of new Set(crdSources.map((s) => s.addon))) {
  if (wanted.length > 0 && !wanted.includes(addon)) continue;
  const sources = crdSources.filter((s) => s.addon === addon);
  const files = [];
  for (const source of sources) files.push(...(await generate(source)));
  files.sort((a, b) => (a.name < b.name ? -1 : 1));
  (check ? compare : write)(folderOf(addon), files);
}

/** @param {import('./crd-sources.mjs').CrdSource} source */
async function generate(source) {
  const work = mkdtempSync(join(tmpdir(), 'plinth-crds-'));
  try {
    if (source.published) await copyPublished(source, source.published, work);
    else await runControllerGen(source, work);
    const folders = [join(work, 'out'), ...(source.byHand ? [join(root, source.byHand)] : [])];
    return folders
      .flatMap((folder) => readdirSync(folder).map((file) => join(folder, file)))
      .map((file) => finish(source, readFileSync(file, 'utf8')))
      .filter(({ name }) => source.only?.includes(name) ?? true);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** @param {string} folder @param {readonly { name: string, yaml: string }[]} files */
function write(folder, files) {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const { name, yaml } of files) writeFileSync(join(folder, `${name}.yaml`), yaml);
}

/** @param {string} folder @param {readonly { name: string, yaml: string }[]} files */
function compare(folder, files) {
  const expected = files.map(({ name }) => `${name}.yaml`);
  const differing = files
    .filter(({ name, yaml }) => readIfThere(join(folder, `${name}.yaml`)) !== yaml)
    .map(({ name }) => name);
  const stale = readdirSync(folder).filter((file) => !expected.includes(file));
  for (const name of [...differing, ...stale]) {
    console.error(`${folder}/${name}: is not what its module gives`);
    process.exitCode = 1;
  }
}

/** @param {string} file */
function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} addon */
function folderOf(addon) {
  return addon === 'schema-only' ? join(root, 'tools', 'crds') : join(root, 'constructs', addon, 'crds');
}

/**
 * Definitions that the module has as files, without their descriptions.
 * @param {import('./crd-sources.mjs').CrdSource} source
 * @param {string} folder
 * @param {string} work
 */
async function copyPublished(source, folder, work) {
  writeFileSync(join(work, 'go.mod'), 'module plinth/crds\n\ngo 1.26\n');
  const { stdout } = await execa('go', ['mod', 'download', '-json', `${source.module}@${source.version}`], {
    cwd: work,
    env: { GOFLAGS: '-mod=mod', GOWORK: 'off' },
    timeout: 900_000,
  });
  const from = join(JSON.parse(stdout).Dir, folder);
  mkdirSync(join(work, 'out'));
  for (const file of readdirSync(from)) {
    const crd = parse(readFileSync(join(from, file), 'utf8').split('\n---\n')[0] ?? '', { version: '1.1' });
    if (crd.kind !== 'CustomResourceDefinition') continue;
    delete crd.status;
    for (const version of crd.spec.versions) version.schema = withoutDescriptions(version.schema);
    writeFileSync(join(work, 'out', file), stringify(crd, { lineWidth: 0, version: '1.1' }));
  }
}

/**
 * A field may be called description; its schema is an object, and a description a text.
 * @param {any} schema
 * @returns {any}
 */
function withoutDescriptions(schema) {
  if (Array.isArray(schema)) return schema.map(withoutDescriptions);
  if (typeof schema !== 'object' || schema === null) return schema;
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key, value]) => key !== 'description' || typeof value !== 'string')
      .map(([key, value]) => [key, key === 'default' ? value : withoutDescriptions(value)]),
  );
}

/**
 * A module of its own that requires nothing but the API: what the packages import follows from that, and is the same everywhere.
 * @param {import('./crd-sources.mjs').CrdSource} source
 * @param {string} work
 */
async function runControllerGen(source, work) {
  const paths = source.packages.map((p) => `${source.module}/${p}`);
  const standIns = Object.entries(source.standIns ?? {}).map(([module, code], index) => {
    mkdirSync(join(work, `stand-in-${index}`));
    writeFileSync(join(work, `stand-in-${index}`, 'go.mod'), `module ${module}\n`);
    writeFileSync(join(work, `stand-in-${index}`, 'stand-in.go'), code);
    return `replace ${module} => ./stand-in-${index}\n`;
  });
  const replaces = Object.entries(source.replaces ?? {}).map(([from, to]) => `replace ${from} => ${to}\n`);
  writeFileSync(
    join(work, 'go.mod'),
    `module plinth/crds\n\ngo 1.26\n\nrequire ${source.module} ${source.version}\n\n${[...standIns, ...replaces].join('')}`,
  );
  writeFileSync(
    join(work, 'crds.go'),
    `package crds\n\nimport (\n${paths.map((p) => `\t_ "${p}"\n`).join('')})\n`,
  );
  const options = {
    cwd: work,
    env: { GOFLAGS: '-mod=mod', GOWORK: 'off', ...(source.noSumDb ? { GONOSUMDB: source.noSumDb } : {}) },
    timeout: 900_000,
    stdio: /** @type {const} */ (['ignore', 'ignore', 'inherit']),
  };
  // Loads what the packages import, so that go.mod and go.sum name it.
  await execa('go', ['list', '-deps', './...'], { ...options, reject: !source.gaps });
  await execa(
    'go',
    [
      'run',
      controllerGen,
      // allowDangerousTypes: some APIs hold floating point numbers.
      `crd:${['maxDescLen=0', 'allowDangerousTypes=true', ...(source.options ? [source.options] : [])].join()}`,
      ...paths.map((p) => `paths=${p}`),
      'output:crd:dir=out',
    ],
    options,
  );
}

/**
 * @param {import('./crd-sources.mjs').CrdSource} source
 * @param {string} generated
 */
function finish(source, generated) {
  // YAML 1.1 gives a bare `=` a type of its own, and PyYAML refuses it.
  let yaml = generated.replace(/^(\s*(?:- |[\w-]+: ))=$/gm, "$1'='");
  const name = parse(yaml).metadata.name;
  for (const patch of source.patches ?? []) if (patch.crd === name) yaml = patch.apply(yaml);
  const crd = parse(yaml, { version: '1.1' });
  const bytes = Buffer.byteLength(JSON.stringify(crd));
  console.log(`${source.addon}/${name}: ${bytes} bytes as JSON, ${Buffer.byteLength(yaml)} as YAML`);
  if (bytes >= annotationLimit)
    throw new Error(`${name}: ${bytes} bytes; a client-side apply holds ${annotationLimit}`);
  if ('status' in crd) throw new Error(`${name}: has a status, which belongs to the API server`);
  if (
    /\.(k8s|kubernetes)\.io$/.test(crd.spec.group) &&
    !crd.metadata.annotations['api-approved.kubernetes.io']
  )
    throw new Error(
      `${name}: the API server takes this group only with api-approved.kubernetes.io; patch it in`,
    );
  return { name, yaml };
}

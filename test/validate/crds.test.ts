import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { parse, parseDocument } from 'yaml';
import { packageRoot } from '../../src/package-root.js';
import { crdSources } from '../../tools/crd-sources.mjs';
import { fromStructural } from '../../tools/json-schema.mjs';

interface Crd {
  readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
  readonly status?: unknown;
  readonly spec: {
    readonly group: string;
    readonly conversion?: unknown;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: object };
    }[];
  };
}

const shipped = crdSources.filter((s) => s.addon !== 'schema-only');
const shippers = [...new Set(shipped.map((s) => s.addon))].sort();
const files = [
  ...shippers.flatMap((addon) => yamlFiles(join(packageRoot, 'constructs', addon, 'crds'))),
  ...yamlFiles(join(packageRoot, 'tools', 'crds')),
];
/** Definitions that their module has as files, with versions that convert by their name alone. */
const published = new Set(
  crdSources.flatMap((s) =>
    'published' in s
      ? yamlFiles(join(packageRoot, 'constructs', s.addon, 'crds')).map((f) => basename(f))
      : [],
  ),
);
/** Definitions that no module has; the tool that generates the others takes them as they are. */
const byHand = new Set(
  crdSources.flatMap((s) =>
    'byHand' in s && typeof s.byHand === 'string'
      ? yamlFiles(join(packageRoot, s.byHand)).map((file) => basename(file))
      : [],
  ),
);

describe.each(files.map((file) => [basename(file), file] as const))('the CRD %s', (name, file) => {
  const text = readFileSync(file, 'utf8');
  const crd = parse(text, { version: '1.1' }) as Crd;

  it('is named after its plural and group, in the file and in the object', () => {
    expect(crd.metadata.name).toBe(`${crd.spec.names.plural}.${crd.spec.group}`);
    expect(name).toBe(`${crd.metadata.name}.yaml`);
  });

  it('fits into the annotation of a client-side apply', () => {
    expect(Buffer.byteLength(JSON.stringify(crd))).toBeLessThan(262_144);
  });

  it('reads the same as YAML 1.1 and as 1.2', () => {
    expect(parse(text, { version: '1.2' })).toEqual(crd);
    expect(parseDocument(text, { version: '1.1' }).warnings).toEqual([]);
    // A value of its own type in YAML 1.1, which the parser here does not know.
    expect(text).not.toMatch(/(- |: )=$/m);
  });

  it('holds no description of fields and no status', () => {
    // A default may be an object with a field of that name.
    const withoutDefaults = (key: string, value: unknown) => (key === 'default' ? undefined : value);
    expect(
      JSON.stringify(
        crd.spec.versions.map((v) => v.schema),
        withoutDefaults,
      ),
    ).not.toContain('"description":"');
    expect(crd.status).toBeUndefined();
  });

  it('stores one version, and converts where it serves several that differ', () => {
    expect(crd.spec.versions.filter((v) => v.storage)).toHaveLength(1);
    const served = new Set(
      crd.spec.versions.filter((v) => v.served).map((v) => JSON.stringify(v.schema.openAPIV3Schema)),
    );
    if (served.size > 1 && !published.has(name)) expect(crd.spec.conversion).toBeDefined();
  });

  it('is what the shipped schema of its kind was made from', () => {
    const { group, names, versions } = crd.spec;
    const file = join(packageRoot, 'schemas', 'custom', group, `${names.kind}.json.gz`);
    const stored: unknown = JSON.parse(gunzipSync(readFileSync(file)).toString('utf8'));
    const made = versions
      .filter((v) => v.served)
      .map((v) => [
        v.name,
        fromStructural({ group, version: v.name, kind: names.kind }, v.schema.openAPIV3Schema),
      ]);
    expect(stored).toEqual(Object.fromEntries(made));
  });
});

describe('the generated CRDs', () => {
  const generated = files.filter((file) => !byHand.has(basename(file)) && !published.has(basename(file)));

  it.each(generated.map((file) => [basename(file), file] as const))(
    '%s says what generated it',
    (_, file) => {
      const crd = parse(readFileSync(file, 'utf8'), { version: '1.1' }) as Crd;
      expect(crd.metadata.annotations['controller-gen.kubebuilder.io/version']).toBe('v0.23.0');
    },
  );
});

describe('the sources of the CRDs', () => {
  it.each(shippers)('are the pins of %s', async (addon) => {
    const { pins } = (await import(join(packageRoot, 'constructs', addon, 'pins.ts'))) as {
      pins: { readonly crds?: readonly string[] };
    };
    const sources = shipped.filter((s) => s.addon === addon);
    expect([...(pins.crds ?? [])].sort()).toEqual(sources.map((s) => `${s.module}@${s.version}`).sort());
  });

  it('are known for every addon that ships CRDs', () => {
    const addons = readdirSync(join(packageRoot, 'constructs')).filter(
      (addon) => yamlFiles(join(packageRoot, 'constructs', addon, 'crds')).length > 0,
    );
    expect(addons).toEqual(shippers);
  });

  it('patch definitions that exist, with a reason', () => {
    for (const { addon, patches } of shipped) {
      for (const { crd, reason } of patches ?? []) {
        expect(files.map((f) => basename(f, '.yaml'))).toContain(crd);
        expect(`${addon}: ${reason}`.length).toBeGreaterThan(addon.length + 20);
      }
    }
  });
});

function yamlFiles(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith('.yaml'))
      .sort()
      .map((file) => join(folder, file));
  } catch {
    return [];
  }
}

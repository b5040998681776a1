import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kubernetesMinors } from '../../constructs/kit/cluster.js';
import { packageRoot } from '../../src/package-root.js';
import type { KubeObject } from '../../src/synth/document.js';
import type { Finding } from '../../src/validate/finding.js';
import { runKubeconform } from '../../src/validate/kubeconform.js';
import { type LocatedDocument, validateSchemas } from '../../src/validate/schema.js';
import { cases } from './cases.js';

describe.each(kubernetesMinors)('both validators on Kubernetes %s', (minor) => {
  it(`give the verdict that is known for each of ${cases.length} documents`, async () => {
    const documents = locate(cases.map((c) => c.object));
    const expected = cases.map(({ title, valid, except }) => ({
      title,
      valid: except?.includes(minor) ? !valid : valid,
    }));
    const verdicts = (findings: readonly Finding[]) => {
      const bad = failing(findings);
      return cases.map(({ title }, index) => ({ title, valid: !bad.has(`${index}`) }));
    };
    expect(verdicts(validateSchemas(documents, minor)), 'embedded').toEqual(expected);
    expect(verdicts(await runKubeconform(documents, minor)), 'kubeconform').toEqual(expected);
  });

  it('take every CRD that the addons ship', async () => {
    const documents = locate(shippedCrds());
    expect(documents.length).toBeGreaterThan(30);
    expect(validateSchemas(documents, minor)).toEqual([]);
    expect(await runKubeconform(documents, minor)).toEqual([]);
  });
});

describe('both validators', () => {
  it('agree on documents that were damaged at random', async () => {
    const bases = cases.filter((c) => c.valid && !c.except).map((c) => c.object);
    const damage = fc.record({
      base: fc.nat({ max: bases.length - 1 }),
      at: fc.nat(),
      value: fc.constantFrom<unknown>(
        undefined,
        null,
        '',
        'x',
        '3',
        0,
        -1,
        2.5,
        true,
        [],
        ['x', 'x'],
        {},
        { x: 1 },
      ),
    });
    const objects = fc
      .sample(damage, { seed: 20260, numRuns: 600 })
      .map(({ base, at, value }) => damaged(bases[base]!, at, value));
    const documents = locate(objects);
    const embedded = failing(validateSchemas(documents, '1.34'));
    const kubeconform = failing(await runKubeconform(documents, '1.34'));
    const disputed = objects.filter((_, i) => embedded.has(`${i}`) !== kubeconform.has(`${i}`));
    expect(disputed).toEqual([]);
    expect(embedded.size).toBeGreaterThan(100);
    expect(embedded.size).toBeLessThan(objects.length);
  });

  it('find the same when a document stands alone as among others', () => {
    const documents = locate(cases.map((c) => c.object));
    const together = validateSchemas(documents, '1.36');
    const alone = documents.flatMap((document) => validateSchemas([document], '1.36'));
    expect(alone).toEqual(together);
  });
});

function locate(objects: readonly KubeObject[]): readonly LocatedDocument[] {
  return objects.map((object, index) => ({ addon: 'test', object, file: `${index}` }));
}

function failing(findings: readonly Finding[]): ReadonlySet<string | undefined> {
  return new Set(findings.map((f) => f.file));
}

/** One field, somewhere below the identity, replaced or removed. */
function damaged(base: KubeObject, at: number, value: unknown): KubeObject {
  const copy = structuredClone(base) as unknown as Record<string, unknown>;
  const places: [Record<string, unknown>, string][] = [];
  const collect = (parent: Record<string, unknown>, path: string) => {
    for (const [key, child] of Object.entries(parent)) {
      if (!['/apiVersion', '/kind', '/metadata'].includes(`${path}/${key}`)) places.push([parent, key]);
      if (typeof child === 'object' && child !== null)
        collect(child as Record<string, unknown>, `${path}/${key}`);
    }
  };
  collect(copy, '');
  const [parent, key] = places[at % places.length]!;
  if (value !== undefined) parent[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  if (at % 3 === 0) parent[`${key}x`] = 'added';
  // An array with a named property is nothing that JSON can hold.
  return JSON.parse(JSON.stringify(copy)) as KubeObject;
}

function shippedCrds(): readonly KubeObject[] {
  const constructs = join(packageRoot, 'constructs');
  return readdirSync(constructs, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[/\\]crds[/\\][^/\\]+\.yaml$/.test(file))
    .sort()
    .map((file) => parse(readFileSync(join(constructs, file), 'utf8'), { version: '1.1' }) as KubeObject);
}

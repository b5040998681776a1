import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { kubernetesMinors } from '../../constructs/kit/cluster.js';
import { packageRoot } from '../../src/package-root.js';
import type { KubeObject } from '../../src/synth/document.js';
import type { Finding } from '../../src/validate/finding.js';
import { runKubeconform } from '../../src/validate/kubeconform.js';
import { type LocatedDocument, validateSchemas } from '../../src/validate/schema.js';
import { cases } from './cases.js';
import { damagedDocuments } from './damage.js';

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
    const objects = damagedDocuments(600);
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

function shippedCrds(): readonly KubeObject[] {
  const constructs = join(packageRoot, 'constructs');
  return readdirSync(constructs, { recursive: true, encoding: 'utf8' })
    .filter((file) => /[/\\]crds[/\\][^/\\]+\.yaml$/.test(file))
    .sort()
    .map((file) => parse(readFileSync(join(constructs, file), 'utf8'), { version: '1.1' }) as KubeObject);
}

// The API server has the last word on what is valid: the schemas must say the same of every known document.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { packageRoot } from '../../src/package-root.js';
import type { KubeObject } from '../../src/synth/document.js';
import { validateSchemas } from '../../src/validate/schema.js';
import { cases } from '../validate/cases.js';
import { damagedDocuments } from '../validate/damage.js';
import { type ControlPlane, startControlPlane } from './support/control-plane.js';

let cluster: ControlPlane;
beforeAll(async () => {
  cluster = await startControlPlane({
    nodes: 1,
    // A beta that is off by default and that a case needs.
    apiserverArgs: ['--runtime-config=networking.k8s.io/v1beta1=true'],
  });
  await cluster.kubectl(['create', 'namespace', 'web']);
});
afterAll(async () => {
  await cluster?.stop();
});

describe('a Kubernetes 1.34 API server', () => {
  it('takes every CRD by a plain client-side apply', async () => {
    const files = crdFiles();
    expect(files.length).toBeGreaterThan(30);
    for (const file of files) await cluster.kubectl(['apply', '-f', '-'], { input: withoutConversion(file) });
    await cluster.kubectl(['wait', '--for=condition=Established', 'crd', '--all', '--timeout=60s']);
  });

  it('refuses every damaged document that the schemas refuse', async () => {
    // Two places where they are meant to be stricter: fields of a CRD's schema behind Go's own decoders, lists as bytes.
    const objects = damagedDocuments(150).filter(
      (o) => !['CustomResourceDefinition', 'Secret'].includes(o.kind),
    );
    const documents = objects.map((object, index) => ({ addon: 'test', object, file: `${index}` }));
    const findings = validateSchemas(documents, '1.34');
    expect(findings.length).toBeGreaterThan(20);
    const wronged = [];
    for (const { file, path, message } of findings) {
      if ((await refusal(objects[Number(file)]!)) === '') wronged.push({ path, message });
    }
    expect(wronged).toEqual([]);
  });

  it('gives each known document the verdict that the schemas give it', async () => {
    const verdicts = [];
    for (const { title, object } of cases) {
      const said = await refusal(object);
      verdicts.push({ title, valid: said === '', said });
    }
    const disputed = verdicts.filter(({ valid }, i) => {
      const { valid: expected, except, dropped } = cases[i]!;
      return !dropped && valid !== (except?.includes('1.34') ? !expected : expected);
    });
    expect(disputed).toEqual([]);
  });
});

/** What the API server has against it; empty when it takes it. */
async function refusal(object: KubeObject): Promise<string> {
  const args = ['create', '--dry-run=server', '--validate=strict', '-f', '-'];
  return cluster.kubectl(args, { input: JSON.stringify(object) }).then(
    () => '',
    (error: Error) => error.message,
  );
}

function crdFiles(): readonly string[] {
  const constructs = readdirSync(join(packageRoot, 'constructs')).map((addon) =>
    join(packageRoot, 'constructs', addon, 'crds'),
  );
  return [...constructs, join(packageRoot, 'tools', 'crds')].flatMap((folder) => {
    try {
      return readdirSync(folder)
        .filter((file) => file.endsWith('.yaml'))
        .map((file) => join(folder, file));
    } catch {
      return [];
    }
  });
}

/** No webhook runs here, and a served version that is not stored asks for one. Other files stay as they are. */
function withoutConversion(file: string): string {
  const text = readFileSync(file, 'utf8');
  if (!text.includes('\n  conversion:\n')) return text;
  const crd = parse(text) as { spec: Record<string, unknown> };
  const { conversion: _, ...spec } = crd.spec;
  return JSON.stringify({ ...crd, spec });
}

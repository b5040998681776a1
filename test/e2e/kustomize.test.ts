// kustomize builds what the folders hold: nothing lost, doubled or changed on the way to the cluster.
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { identityOf, type KubeObject } from '../../src/synth/document.js';
import { parseObjects, type Rendered, render } from './support/rendered.js';
import { tool } from './support/tools.js';

describe('kustomize on the bundle of profile bare-metal', () => {
  let bundle: Rendered;

  beforeAll(async () => {
    bundle = await render('bare-metal');
  });

  it('builds every folder with a kustomization without an error', async () => {
    const folders = readdirSync(bundle.dir, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(^|\/)kustomization\.yaml$/.test(file))
      .map((file) => dirname(join(bundle.dir, file)));
    expect(folders.length).toBeGreaterThan(bundle.waves.length);
    for (const folder of folders) expect(await build(folder)).not.toEqual([]);
  });

  it('builds the whole bundle to exactly the documents in its files', async () => {
    expect(byIdentity(await build(bundle.dir))).toEqual(byIdentity(bundle.objects));
  });

  it('applies every document in exactly one wave', async () => {
    const waves = await Promise.all(bundle.waves.map(build));
    const identities = waves.flat().map(identityOf).sort();
    expect(identities).toEqual(bundle.objects.map(identityOf).sort());
  });
});

/** By the kustomize program; the one in kubectl builds the same. */
async function build(folder: string): Promise<readonly KubeObject[]> {
  const options = { timeout: 60_000, maxBuffer: 200_000_000 };
  const { stdout } = await execa(tool('kustomize'), ['build', folder], options);
  return parseObjects(stdout);
}

function byIdentity(objects: readonly (KubeObject & { readonly file?: string })[]): Record<string, unknown> {
  return Object.fromEntries(objects.map(({ file: _, ...object }) => [identityOf(object), object]));
}

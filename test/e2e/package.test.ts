import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { compareWithDisk } from '../../src/bundle/check.js';
import { packageRoot } from '../../src/package-root.js';
import { renderProfile } from '../../src/render.js';
import { identityOf, type KubeObject } from '../../src/synth/document.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-package-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the packed package, installed in an empty folder', () => {
  it('renders the shipped profile to the same bytes, and validates it', async () => {
    await execa('npm', ['pack', '--pack-destination', folder, '--ignore-scripts'], { cwd: packageRoot });
    const tarball = readdirSync(folder).find((f) => f.endsWith('.tgz')) ?? '';
    const app = join(folder, 'app');
    mkdirSync(app);
    writeFileSync(join(app, 'package.json'), '{"name":"app","private":true}');
    await execa('npm', ['install', '--no-audit', '--no-fund', '--omit=dev', join(folder, tarball)], {
      cwd: app,
    });
    const { stdout } = await execa('npx', ['plinth', 'synth', '--profile', 'bare-metal'], { cwd: app });
    expect(stdout).toContain('dist/bare-metal: ');
    expect(
      compareWithDisk((await renderProfile('bare-metal')).bundle, join(app, 'dist', 'bare-metal')),
    ).toEqual([]);
    const validated = await execa('npx', ['plinth', 'validate', 'dist/bare-metal'], { cwd: app });
    expect(validated.stdout).toMatch(/\d+ documents fit Kubernetes/);
  });
});

describe('cdk8s synth, by the real cdk8s-cli', () => {
  it('renders every object of the profile through cdk8s.yaml', async () => {
    const out = join(folder, 'cdk8s');
    await execa('npx', ['cdk8s', 'synth', '--output', out], {
      cwd: packageRoot,
      env: { CDK8S_CHECK_UPGRADE: 'false' },
    });
    const files = readdirSync(out).filter((f) => f.endsWith('.k8s.yaml') && f !== 'crds.k8s.yaml');
    const rendered = files
      .flatMap((f) => parseAllDocuments(readFileSync(join(out, f), 'utf8'), { version: '1.1' }))
      .map((d) => identityOf(d.toJS() as KubeObject));
    expect(rendered.sort()).toEqual(
      (await renderProfile('bare-metal')).bundle.documents.map((d) => identityOf(d.object)).sort(),
    );
  });
});

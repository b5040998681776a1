import { appendFileSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listFiles } from '../../src/bundle/check.js';
import { run } from '../support/cli.js';
import { folderWith } from '../support/files.js';

const small = `apiVersion: plinth.dev/v1alpha1
kind: Profile
metadata: { name: small }
cluster: { name: small, domain: small.example, kubernetesVersion: "1.36", distribution: eks }
addons: { cert-manager: {} }
`;

describe('plinth synth', () => {
  it('renders, validates and writes a profile, and says what to do next', async () => {
    const folder = folderWith({ 'small.yaml': small });
    const out = join(folder, 'out');
    const outcome = await run('synth', '--profile', join(folder, 'small.yaml'), '--out', out);
    expect(outcome).toMatchObject({ code: 0, err: '' });
    expect(outcome.out).toMatch(
      /1 addons, \d+ documents, 6 CRDs, 4 images\n {2}addons: cert-manager\n {2}next: {3}review and commit/,
    );
    expect(readdirSync(out).sort()).toEqual([
      'bundle.json',
      'cert-manager',
      'crds',
      'images.txt',
      'kustomization.yaml',
      'namespaces',
      'waves',
    ]);
    expect(readdirSync(join(out, 'waves')).sort()).toEqual([
      '01-crds',
      '02-namespaces',
      '03-addons',
      '04-custom-resources',
      'kustomization.yaml',
    ]);
  });

  it('is quiet when asked', async () => {
    const folder = folderWith({ 'small.yaml': small });
    const outcome = await run('synth', '-q', '-p', join(folder, 'small.yaml'), '-o', join(folder, 'out'));
    expect(outcome).toEqual({ code: 0, out: '', err: '' });
  });

  it('warns, after the summary, of what is valid and unwise', async () => {
    const ingress = '{ service: { type: NodePort } }';
    const retired = small.replace('cert-manager: {}', `cert-manager: {}, ingress-nginx: ${ingress}`);
    const folder = folderWith({ 'small.yaml': retired });
    const synth = ['synth', '-p', join(folder, 'small.yaml'), '-o', join(folder, 'out')];
    const outcome = await run(...synth);
    expect(outcome).toMatchObject({ code: 0 });
    expect(outcome.err).toMatch(/^ {2}warning: addons\.ingress-nginx: ingress-nginx was retired upstream/);
    expect(await run(...synth, '--quiet')).toEqual({ code: 0, out: '', err: '' });
  });

  it('renders the same bytes again, whatever the locale and the time zone', async () => {
    const folder = folderWith({ 'small.yaml': small });
    const profile = join(folder, 'small.yaml');
    await run('synth', '-p', profile, '-o', join(folder, 'a'));
    const { LANG, TZ } = process.env;
    Object.assign(process.env, { LANG: 'tr_TR.UTF-8', TZ: 'Asia/Kathmandu' });
    await run('synth', '-p', profile, '-o', join(folder, 'b'));
    Object.assign(process.env, { LANG: LANG ?? '', TZ: TZ ?? '' });
    const files = listFiles(join(folder, 'a'));
    expect(files.length).toBeGreaterThan(50);
    expect(listFiles(join(folder, 'b'))).toEqual(files);
    for (const file of files) {
      expect(readFileSync(join(folder, 'b', file)).equals(readFileSync(join(folder, 'a', file))), file).toBe(
        true,
      );
    }
  });

  it('checks a folder against what would be rendered, and names each file that differs', async () => {
    const folder = folderWith({ 'small.yaml': small });
    const [profile, out] = [join(folder, 'small.yaml'), join(folder, 'out')];
    await run('synth', '-p', profile, '-o', out);
    expect((await run('synth', '-p', profile, '-o', out, '--check')).code).toBe(0);

    appendFileSync(join(out, 'images.txt'), '\n');
    writeFileSync(join(out, 'extra.yaml'), '');
    rmSync(join(out, 'bundle.json'));
    const { code, err } = await run('synth', '-p', profile, '-o', out, '--check');
    expect(code).toBe(1);
    expect(err).toContain(`${join(out, 'bundle.json')}: missing\n`);
    expect(err).toContain(`${join(out, 'extra.yaml')}: stale\n`);
    expect(err).toContain(`${join(out, 'images.txt')}: changed\n`);
    expect(err).toContain('3 files differ; run plinth synth and commit the result');
    expect(existsSync(join(out, 'bundle.json'))).toBe(false);
  });

  it('writes nothing when the profile is wrong, and says where', async () => {
    const folder = folderWith({
      'small.yaml': small.replace('cert-manager: {}', 'cert-manager: { replica: 1 }'),
    });
    const { code, err } = await run('synth', '-p', join(folder, 'small.yaml'), '-o', join(folder, 'out'));
    expect(code).toBe(1);
    expect(err).toMatch(/small\.yaml:5:27 addons\.cert-manager\.replica: unknown key/);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('refuses a folder of somebody else', async () => {
    const folder = folderWith({ 'small.yaml': small, 'out/notes.txt': 'mine' });
    const { code, err } = await run('synth', '-p', join(folder, 'small.yaml'), '-o', join(folder, 'out'));
    expect(code).toBe(1);
    expect(err).toMatch(/holds files that Plinth did not write/);
    expect(readFileSync(join(folder, 'out', 'notes.txt'), 'utf8')).toBe('mine');
  });

  it('renders ExternalSecrets, and never a value, when a store holds the Secrets', async () => {
    const text = small
      .replace(
        'addons:',
        'secrets: { mode: external-secrets, store: { name: vault }, prefix: k8s/ }\nplatform: { storage: { block: x } }\naddons:',
      )
      .replace('cert-manager: {}', 'cert-manager: {}, prometheus-stack: {}');
    const folder = folderWith({ 'small.yaml': text });
    expect((await run('synth', '-p', join(folder, 'small.yaml'), '-o', join(folder, 'out'))).code).toBe(0);
    const file = join(folder, 'out/prometheus-stack/base/monitoring/externalsecret-grafana-admin.yaml');
    expect(readFileSync(file, 'utf8')).toContain('key: k8s/monitoring/grafana-admin\n');
  });
});

describe('the command line', () => {
  it('suggests the command and the option that were meant', async () => {
    expect((await run('sinth')).err).toMatch(/unknown command 'sinth'[\s\S]*Did you mean synth/);
    expect((await run('synth', '-p', 'x', '--quite')).err).toMatch(
      /unknown option '--quite'[\s\S]*Did you mean --quiet/,
    );
  });

  it('asks for what is missing', async () => {
    const { code, err } = await run('synth');
    expect(code).toBe(1);
    expect(err).toMatch(/required option '-p, --profile <name or path>' not specified/);
  });

  it('helps with examples', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    expect(out).toMatch(/Examples:\n {2}plinth synth --profile bare-metal/);
  });

  it('lists the addons', async () => {
    const { out } = await run('list');
    expect(out).toMatch(/^cert-manager +v1\.21\.1 +Certificates/m);
  });
});

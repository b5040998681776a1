import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from '../support/cli.js';
import { folderWith } from '../support/files.js';

const good = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  k: v\n';

describe('plinth validate', () => {
  it('accepts any folder of manifests, lists and several documents in a file included', async () => {
    const folder = folderWith({
      'a.yaml': `${good}---\n${good}`,
      'deep/b.yml': `apiVersion: v1\nkind: List\nitems:\n- ${good.replaceAll('\n', '\n  ').trimEnd()}\n`,
      'roles.yaml':
        'apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleList\nitems: [{ metadata: { name: r, namespace: ns }, rules: [] }]\n',
      'c.json': '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"n"}}',
      'kustomization.yaml': 'apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n',
      'notes.txt': 'not read',
    });
    const { code, out } = await run('validate', folder);
    expect(code).toBe(0);
    expect(out).toContain('5 documents fit Kubernetes 1.37');
  });

  it('finds a typo with file, line, object, path and what was meant', async () => {
    const folder = folderWith({
      'd.yaml': `${good}---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: x}\nspec: {replica: 2}\n`,
    });
    const { code, err } = await run('validate', folder);
    expect(code).toBe(1);
    expect(err).toMatch(/d\.yaml:8 apps\/Deployment x spec\.replica: unknown field; did you mean replicas\?/);
  });

  it.each([
    ['a folder that is not there', {}, 'nowhere', /nowhere: no such file or folder/],
    ['a folder without manifests', { 'a.txt': '' }, '.', /holds no Kubernetes objects/],
    ['broken YAML', { 'a.yaml': 'a: [\n' }, '.', /a\.yaml:\d+:\d+ /],
    ['a duplicate key', { 'a.yaml': `${good}kind: Secret\n` }, '.', /a\.yaml:7:1 Map keys must be unique/],
    [
      'a file that is no object',
      { 'values.yaml': 'replicas: 1\n' },
      '.',
      /values\.yaml:1:1 is no Kubernetes object: apiVersion is missing/,
    ],
    [
      'an object without a name',
      { 'a.yaml': 'apiVersion: v1\nkind: Pod\n' },
      '.',
      /Pod has no metadata\.name/,
    ],
    ['bytes that are no text', { 'a.yaml': new Uint8Array([0xff, 0xfe]) }, '.', /a\.yaml: is not UTF-8 text/],
    [
      'an alias bomb',
      {
        'a.yaml':
          'a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]\n',
      },
      '.',
      /Excessive alias count/,
    ],
  ] as const)('refuses %s', async (_, files, path, message) => {
    const { code, err } = await run('validate', join(folderWith(files), path));
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });

  it('does not follow a link out of the folder', async () => {
    const folder = folderWith({ 'a.yaml': good });
    symlinkSync('/etc/hostname', join(folder, 'b.yaml'));
    expect((await run('validate', folder)).err).toMatch(/b\.yaml: is a symbolic link/);
  });

  it('names the versions that it knows', async () => {
    const { code, err } = await run(
      'validate',
      folderWith({ 'a.yaml': good }),
      '--kubernetes-version',
      '1.12',
    );
    expect(code).toBe(1);
    expect(err).toMatch(/no schemas for it.*known: 1\.33, 1\.34, 1\.35, 1\.36, 1\.37/);
  });
});

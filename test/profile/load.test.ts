import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadProfile } from '../../src/profile/load.js';
import { UserError } from '../../src/user-error.js';
import { folderWith } from '../support/files.js';

const head = `apiVersion: plinth.dev/v1alpha1
kind: Profile
metadata: { name: acme }
`;
const cluster = `cluster:
  name: acme
  domain: acme.example
  kubernetesVersion: "1.36"
  distribution: kubeadm
`;

async function problemsOf(
  text: string | Uint8Array,
  others: Record<string, string> = {},
): Promise<readonly string[]> {
  const folder = folderWith({ 'profile.yaml': text, ...others });
  try {
    await loadProfile(join(folder, 'profile.yaml'));
  } catch (error) {
    if (error instanceof UserError) return error.problems.map((p) => p.replaceAll(`${folder}/`, ''));
    throw error;
  }
  return [];
}

describe('a profile that is right', () => {
  it('gets its defaults', async () => {
    const folder = folderWith({ 'p.yaml': `${head}${cluster}addons: { cert-manager: }\n` });
    const { profile } = await loadProfile(join(folder, 'p.yaml'));
    expect(profile.cluster.workers).toBe(3);
    expect(profile.secrets).toEqual({ mode: 'manual' });
    expect(profile.addons['cert-manager']).toBeDefined();
  });

  it('takes what it does not say from the profile that it extends, maps merged and lists replaced', async () => {
    const folder = folderWith({
      'base.yaml': `${head}${cluster}  podCidrs: [10.1.0.0/16, 10.2.0.0/16]\naddons: { cert-manager: {}, prometheus-stack: {} }\n`,
      'p.yaml': `extends: base.yaml\nmetadata: { name: mine }\ncluster: { workers: 7, podCidrs: [10.9.0.0/16] }\naddons: { prometheus-stack: false }\n`,
    });
    const { profile } = await loadProfile(join(folder, 'p.yaml'));
    expect(profile.metadata.name).toBe('mine');
    expect(profile.cluster).toMatchObject({ name: 'acme', workers: 7, podCidrs: ['10.9.0.0/16'] });
    expect(Object.keys(profile.addons)).toEqual(['cert-manager']);
  });
});

describe('a profile that is wrong is refused with file, line, column, what was got and the fix', () => {
  it.each([
    [
      'an unknown key',
      `${head}${cluster}  worker: 3\naddons: {}\n`,
      'profile.yaml:9:3 cluster.worker: unknown key; did you mean workers?',
    ],
    [
      'an unknown addon',
      `${head}${cluster}addons:\n  cert-manger: {}\n`,
      'profile.yaml:10:3 addons.cert-manger: unknown key; did you mean cert-manager?',
    ],
    [
      'a wrong type',
      `${head}${cluster}  workers: "3"\naddons: {}\n`,
      'profile.yaml:9:12 cluster.workers: expected a number, got string "3"',
    ],
    [
      'a value that is not in the list',
      `${head}${cluster.replace('kubeadm', 'kubeadmin')}addons: {}\n`,
      'profile.yaml:8:17 cluster.distribution: got string "kubeadmin", expected one of kubeadm, k3s, rke2, talos, eks, gke, aks, kind; did you mean kubeadm?',
    ],
    [
      'a number where a version belongs',
      `${head}${cluster.replace('"1.36"', '1.36')}addons: {}\n`,
      'profile.yaml:7:22 cluster.kubernetesVersion: got number 1.36, expected one of 1.33, 1.34, 1.35, 1.36, 1.37; did you mean 1.36?',
    ],
    [
      'a missing key',
      `${head}addons: {}\n`,
      'profile.yaml:1:1 cluster: is missing; expected a map (The cluster as it is before Plinth.)',
    ],
    [
      'a malformed value',
      `${head}${cluster}  podCidrs: [10.244.0.0]\naddons: {}\n`,
      'profile.yaml:9:14 cluster.podCidrs.0: must be a CIDR such as 10.244.0.0/16 or fd00::/48, got string "10.244.0.0"',
    ],
    [
      'a duplicate key',
      `${head}${cluster}  name: b\naddons: {}\n`,
      'profile.yaml:9:3 Map keys must be unique',
    ],
    ['broken YAML', `${head}cluster: [\n`, /^profile\.yaml:\d+:\d+ /],
    [
      'no map at all',
      '- 1\n',
      'profile.yaml:1:1 a profile is a map with apiVersion, kind, cluster and addons; got a list',
    ],
    [
      'an empty file',
      '',
      'profile.yaml:1:1 a profile is a map with apiVersion, kind, cluster and addons; got nothing',
    ],
    [
      'bytes that are no UTF-8',
      new Uint8Array([0xff, 0xfe, 0x00]),
      'profile.yaml: is not UTF-8 text; save it as UTF-8',
    ],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c]\n`,
      /^profile\.yaml: Excessive alias count/,
    ],
    [
      'an unknown secrets mode',
      `${head}${cluster}secrets: { mode: vault }\naddons: {}\n`,
      'profile.yaml:9:18 secrets.mode: got string "vault", expected one of manual, external-secrets',
    ],
  ] as const)('%s', async (_, text, expected) => {
    const problems = await problemsOf(text);
    expect(problems).toHaveLength(1);
    if (typeof expected === 'string') expect(problems[0]).toContain(expected);
    else expect(problems[0]).toMatch(expected);
  });

  it('tells all faults at once', async () => {
    const text = `${head}${cluster}  worker: 3\n  zones: 1\naddons: { nope: {} }\n`;
    expect(await problemsOf(text)).toHaveLength(3);
  });

  it('points into the file that holds the fault, also when that is an extended one', async () => {
    const base = `${head}${cluster}  workers: many\naddons: {}\n`;
    expect(await problemsOf('extends: base.yaml\n', { 'base.yaml': base })).toEqual([
      'base.yaml:9:12 cluster.workers: expected a number, got string "many"',
    ]);
  });

  it('refuses a circle of extends', async () => {
    const problems = await problemsOf('extends: b.yaml\n', { 'b.yaml': 'extends: profile.yaml\n' });
    expect(problems[0]).toContain('profile.yaml: extends itself by way of');
  });

  it('names the shipped profiles when there is none of that name', async () => {
    await expect(loadProfile('bare-metall')).rejects.toThrow(/bare-metall: no such profile; .*bare-metal/);
  });

  it('refuses a folder, and a file that is too large', async () => {
    const folder = folderWith();
    await expect(loadProfile(folder)).rejects.toThrow(/is a folder, not a file/);
    writeFileSync(join(folder, 'big.yaml'), `# ${'x'.repeat(1024 * 1024)}`);
    await expect(loadProfile(join(folder, 'big.yaml'))).rejects.toThrow(/a profile has at most 1048576/);
  });
});

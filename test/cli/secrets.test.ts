import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { run } from '../support/cli.js';
import { folderWith } from '../support/files.js';

const profile = `apiVersion: plinth.dev/v1alpha1
kind: Profile
metadata: { name: s }
cluster: { name: s, domain: s.example, kubernetesVersion: "1.36", distribution: eks }
platform: { storage: { block: x } }
addons:
  prometheus-stack:
    alertmanager:
      receivers: [{ type: slack, name: team, channel: "#a" }]
`;

function write(): string {
  return join(folderWith({ 'p.yaml': profile }), 'p.yaml');
}

describe('plinth secrets', () => {
  it('asks for what only the user has, and prints nothing without it', async () => {
    const { code, out, err } = await run('secrets', '-p', write());
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(
      'monitoring/alertmanager-team/url: the incoming webhook URL of the Slack app; give it with --set monitoring/alertmanager-team/url=VALUE or --set monitoring/alertmanager-team/url=@FILE\n',
    );
  });

  it('prints Secrets that kubectl takes, with the values that were given', async () => {
    const { code, out } = await run(
      'secrets',
      '-p',
      write(),
      '--set',
      'monitoring/alertmanager-team/url=https://hooks/1=2',
    );
    expect(code).toBe(0);
    const secrets = parseAllDocuments(out).map((d) => d.toJS());
    expect(secrets.map((s) => s.metadata.name)).toEqual(['grafana-admin', 'alertmanager-team']);
    expect(secrets[1]).toMatchObject({
      kind: 'Secret',
      type: 'Opaque',
      stringData: { url: 'https://hooks/1=2' },
    });
    expect(secrets[0].stringData['admin-password']).toHaveLength(32);
  });

  it('leaves out what is missing when told to, and says so', async () => {
    const { code, out, err } = await run('secrets', '-p', write(), '--skip-missing');
    expect(code).toBe(0);
    expect(out).not.toContain('alertmanager-team');
    expect(err).toMatch(/^left out: monitoring\/alertmanager-team\/url/);
  });

  it('lists needs without values', async () => {
    const { out } = await run('secrets', '-p', write(), '--list');
    expect(out).toContain('monitoring/grafana-admin: Admin user of Grafana');
    expect(out).toContain('  url: yours to give: the incoming webhook URL');
  });

  it('refuses names that the profile does not know', async () => {
    expect((await run('secrets', '-p', write(), '--only', 'monitoring/grafana')).err).toMatch(
      /needs no such Secret/,
    );
    expect((await run('secrets', '-p', write(), '--set', 'a/b/c=d')).err).toMatch(
      /--set a\/b\/c: no such key/,
    );
    expect(
      (await run('secrets', '-p', write(), '--set', 'monitoring/alertmanager-team/url=@/none')).err,
    ).toMatch(/cannot be read/);
  });
});

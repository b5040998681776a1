// The two shell scripts, run against a small stand-in for OpenSearch.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { opensearch } from '../../../constructs/opensearch/addon.js';
import { lifecycleFiles } from '../../../constructs/opensearch/index-templates.js';
import { retentionScript, setupScript } from '../../../constructs/opensearch/scripts.js';

const basic = `Basic ${Buffer.from('lifecycle:secret').toString('base64')}`;
const today = new Date().toISOString().slice(0, 10).replaceAll('-', '.');

interface Call {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
}

let server: Server;
let folder: string;
let calls: Call[];
let indices: { name: string; size: number }[];
let policies: Map<string, number>;

beforeEach(async () => {
  calls = [];
  indices = [];
  policies = new Map();
  folder = mkdtempSync(join(tmpdir(), 'plinth-opensearch-'));
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { status, body } = answer(request);
      response.writeHead(status).end(body);
    });
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterEach(async () => {
  rmSync(folder, { recursive: true });
  await new Promise((done) => server.close(done));
});

describe('retention', () => {
  const run = (budget: number, url?: string) =>
    script(retentionScript, { BUDGET_BYTES: String(budget) }, url);
  const deleted = () => calls.filter((c) => c.method === 'DELETE').map((c) => c.path.slice(1));

  beforeEach(() => {
    indices = [
      { name: 'logs-audit-2020.01.01', size: 100 },
      { name: 'logs-containers-2020.01.02', size: 100 },
      { name: 'logs-containers-2020.01.03', size: 100 },
      { name: `logs-containers-${today}`, size: 100 },
    ];
  });

  it('deletes nothing below the budget', async () => {
    expect((await run(400)).exitCode).toBe(0);
    expect(deleted()).toEqual([]);
  });

  it('deletes the oldest days until the rest fits, and spares older audit logs', async () => {
    expect((await run(300)).exitCode).toBe(0);
    expect(deleted()).toEqual(['logs-containers-2020.01.02']);
  });

  it('takes audit logs only when nothing else is left', async () => {
    expect((await run(100)).exitCode).toBe(0);
    expect(deleted()).toEqual([
      'logs-containers-2020.01.02',
      'logs-containers-2020.01.03',
      'logs-audit-2020.01.01',
    ]);
  });

  it('fails without touching today when today alone is too large', async () => {
    const result = await run(50);
    expect(result.exitCode).toBe(1);
    expect(result.stderr).toContain('still above the budget');
    expect(deleted()).not.toContain(`logs-containers-${today}`);
  });

  it('does well with no index at all', async () => {
    indices = [];
    expect((await run(1)).exitCode).toBe(0);
  });

  it('fails when OpenSearch does not answer', async () => {
    expect((await run(1, 'http://127.0.0.1:9')).exitCode).not.toBe(0);
  });

  it('signs in as the user of its Secret', async () => {
    await run(300);
    expect(new Set(calls.map((c) => c.authorization))).toEqual(new Set([basic]));
  });
});

describe('setup', () => {
  const run = () => script(setupScript, { OPENSEARCH_HOST: 'opensearch.logging.svc' });

  beforeEach(() => {
    const files = lifecycleFiles(opensearch.config.parse({}));
    for (const [name, body] of Object.entries(files)) writeFileSync(join(folder, name), body);
    writeFileSync(join(folder, 'securityadmin.sh'), '#!/bin/sh\necho "securityadmin $*"\n', { mode: 0o755 });
  });

  it('applies users first, then templates, then policies in the name of the lifecycle user', async () => {
    const result = await run();
    expect(result.exitCode).toBe(0);
    expect(result.stdout.indexOf('securityadmin')).toBeLessThan(result.stdout.indexOf('component-template'));
    const puts = calls.filter((c) => c.method === 'PUT');
    expect(puts.map((c) => c.path)).toEqual([
      '/_component_template/logs',
      '/_index_template/logs-audit',
      '/_index_template/logs-containers',
      '/_index_template/logs-kubelet',
      '/_index_template/logs',
      '/_plugins/_ism/policies/logs-audit',
      '/_plugins/_ism/policies/logs-containers',
      '/_plugins/_ism/policies/logs-kubelet',
    ]);
    for (const put of puts) expect(put.authorization).toBe(put.path.includes('_ism') ? basic : undefined);
  });

  it('can run again: it replaces the policies that are there, at the version that it read', async () => {
    await run();
    calls = [];
    expect((await run()).exitCode).toBe(0);
    expect(calls.filter((c) => c.method === 'PUT').map((c) => c.path)).toContain(
      '/_plugins/_ism/policies/logs-audit?if_seq_no=1&if_primary_term=1',
    );
  });

  it('moves indices that exist to the new policy', async () => {
    indices = [{ name: 'logs-audit-2020.01.01', size: 1 }];
    await run();
    expect(calls.filter((c) => c.method === 'POST').map((c) => c.path)).toEqual([
      '/_plugins/_ism/change_policy/logs-audit-*',
      '/_plugins/_ism/add/logs-audit-*',
    ]);
  });

  it('fails when users cannot be applied', async () => {
    writeFileSync(join(folder, 'securityadmin.sh'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    expect((await run()).exitCode).toBe(1);
    expect(calls.filter((c) => c.method === 'PUT')).toEqual([]);
  });
});

/** Runs a script as its pod would, with the pod's paths moved into the test's folder. */
function script(source: string, env: Record<string, string>, url?: string) {
  const { port } = server.address() as AddressInfo;
  const local = source.replaceAll(
    /\/usr\/share\/opensearch\/plugins\/opensearch-security\/tools\/|\/lifecycle\/|\/tmp\//g,
    `${folder}/`,
  );
  return execa('bash', ['-c', local], {
    env: {
      OPENSEARCH_URL: url ?? `http://127.0.0.1:${port}`,
      USERNAME: 'lifecycle',
      PASSWORD: 'secret',
      ...env,
    },
    reject: false,
    timeout: 30_000,
  });
}

function answer(request: IncomingMessage): { status: number; body?: string } {
  const method = request.method ?? '';
  const path = request.url ?? '';
  const [, pattern] = /^\/_cat\/indices\/([^?]+)/.exec(path) ?? [];
  if (pattern) {
    calls.push({ method, path, authorization: request.headers.authorization });
    return { status: 200, body: list(pattern) };
  }
  if (path.startsWith('/_plugins/_security/health')) return { status: 200 };
  calls.push({ method, path, authorization: request.headers.authorization });
  const [, policy] = /policies\/([^?]+)/.exec(path) ?? [];
  if (!policy) return { status: 200, body: '{}' };
  const version = policies.get(policy);
  if (method === 'PUT') {
    const expected = version === undefined ? '' : `?if_seq_no=${version}&if_primary_term=1`;
    if (!path.endsWith(`${policy}${expected}`)) return { status: 409 };
    policies.set(policy, (version ?? 0) + 1);
    return { status: 200, body: '{}' };
  }
  return version === undefined
    ? { status: 404 }
    : {
        status: 200,
        body: `{"_id":"${policy}","_version":2,"_seq_no":${version},"_primary_term":1,"policy":{}}`,
      };
}

/** What `_cat/indices` prints for `logs-*,-logs-audit-*`: the columns that were asked for, oldest first. */
function list(pattern: string): string {
  const [include = '', exclude] = pattern.split(',-').map((p) => p.replace('*', ''));
  return indices
    .filter((i) => i.name.startsWith(include) && !(exclude && i.name.startsWith(exclude)))
    .map((i, age) => `${1_577_836_800_000 + age} ${i.name} ${i.size}\n`)
    .join('');
}

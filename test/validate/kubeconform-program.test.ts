import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UserError } from '../../src/user-error.js';
import { findKubeconform, type Surroundings } from '../../src/validate/kubeconform-program.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plinth-test-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the search for kubeconform', () => {
  it('takes the one that PLINTH_KUBECONFORM names before any other', async () => {
    const named = program('named');
    const onPath = program('bin');
    expect(await findKubeconform(world({ PLINTH_KUBECONFORM: named, PATH: join(onPath, '..') }))).toBe(named);
  });

  it('says so when PLINTH_KUBECONFORM names nothing', async () => {
    const error = findKubeconform(world({ PLINTH_KUBECONFORM: join(folder, 'nothing') }));
    await expect(error).rejects.toThrow(/^PLINTH_KUBECONFORM=.*nothing: no program there/);
  });

  it('takes the one on PATH before the cache', async () => {
    const onPath = program('bin');
    program('cache/plinth/kubeconform-v0.8.0');
    expect(await findKubeconform(world({ PATH: join(onPath, '..') }))).toBe(onPath);
  });

  it('takes the one in the cache before it downloads', async () => {
    const cached = program('cache/plinth/kubeconform-v0.8.0');
    expect(await findKubeconform(world({}))).toBe(cached);
  });

  it('refuses a download with another digest, and leaves nothing of it', async () => {
    const content = Buffer.from('something else');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const error = findKubeconform(world({ PATH: folder }, async () => content));
    await expect(error).rejects.toThrow(
      `sha256 ${sha256}, pinned is 9bc2bffbf71f261128533edaf912153948b7ff238f9a531ae6d34466ec287883`,
    );
    expect(readdirSync(join(folder, 'cache/plinth/kubeconform-v0.8.0'))).toEqual([]);
  });

  it('builds it from source when the download fails, without a half program on the way', async () => {
    const go = fakeGo();
    const found = await findKubeconform(world({ PATH: join(go, '..') }));
    expect(found).toBe(join(folder, 'cache/plinth/kubeconform-v0.8.0/kubeconform'));
    expect(existsSync(found)).toBe(true);
    expect(readdirSync(join(found, '..'))).toEqual(['kubeconform']);
  });

  it('does not download for a machine without a pinned digest', async () => {
    const asked: string[] = [];
    const surroundings = world({ PATH: folder }, async (url) => {
      asked.push(url);
      return Buffer.from('');
    });
    const error = findKubeconform({ ...surroundings, machine: 'sunos-x64' });
    await expect(error).rejects.toThrow('download: no digest is pinned for sunos-x64');
    expect(asked).toEqual([]);
  });

  it('tells all that was tried, and what to do, when nothing works', async () => {
    const error = await findKubeconform(world({ PATH: folder })).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).problems).toEqual([
      'kubeconform v0.8.0 was not found and could not be brought:',
      '  download: https://github.com/yannh/kubeconform/releases/download/v0.8.0/kubeconform-linux-amd64.tar.gz: no network',
      '  go install: not installed',
      '  install it from https://github.com/yannh/kubeconform/releases, and put it into PATH or name it by PLINTH_KUBECONFORM',
    ]);
  });
});

function world(
  env: Readonly<Record<string, string>>,
  download: Surroundings['download'] = async () => {
    throw new Error('no network');
  },
): Surroundings {
  return { env: { XDG_CACHE_HOME: join(folder, 'cache'), ...env }, machine: 'linux-x64', download };
}

function program(where: string): string {
  return script(join(folder, where), 'kubeconform', 'exit 0');
}

/** Writes into GOBIN what it is asked to install. */
function fakeGo(): string {
  return script(join(folder, 'go'), 'go', 'printf "" > "$GOBIN/kubeconform"');
}

function script(place: string, name: string, body: string): string {
  mkdirSync(place, { recursive: true });
  const file = join(place, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

// Finds kubeconform, or brings it: the variable, PATH, our cache, a pinned download, and last the Go toolchain.
import { createHash, randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  existsSync,
  mkdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { UserError } from '../user-error.js';

export const kubeconformVersion = 'v0.8.0';

/**
 * Digests of the release archives, by Node's platform and architecture.
 * https://github.com/yannh/kubeconform/releases/download/v0.8.0/CHECKSUMS
 */
const archives: Readonly<Record<string, { readonly file: string; readonly sha256: string }>> = {
  'linux-x64': {
    file: 'kubeconform-linux-amd64.tar.gz',
    sha256: '9bc2bffbf71f261128533edaf912153948b7ff238f9a531ae6d34466ec287883',
  },
  'linux-arm64': {
    file: 'kubeconform-linux-arm64.tar.gz',
    sha256: '1f53fc8e81258197a35e8603054162a5af1de8c5af13746c71ab680d9534ed87',
  },
  'darwin-x64': {
    file: 'kubeconform-darwin-amd64.tar.gz',
    sha256: '71dbc87ac9f24099a62b93570e65aa06312ba6ac8aea63b7f86e9d999edf5a92',
  },
  'darwin-arm64': {
    file: 'kubeconform-darwin-arm64.tar.gz',
    sha256: 'f84f4dfbebf4a6b0b230385fa065a39ea35e02608c2b50d025dcf64775a69d67',
  },
};

/** What the search depends on, so that a test can put another world in its place. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `linux-x64` */
  readonly machine: string;
  download(url: string): Promise<Buffer>;
}

const here: Surroundings = {
  env: process.env,
  machine: `${process.platform}-${process.arch}`,
  download,
};

/** Absolute path of a kubeconform that runs. Errors: a UserError that tells each thing tried and how to help. */
export async function findKubeconform(surroundings: Surroundings = here): Promise<string> {
  const { env } = surroundings;
  const named = env.PLINTH_KUBECONFORM;
  if (named) {
    if (isProgram(named)) return named;
    throw new UserError(`PLINTH_KUBECONFORM=${named}: no program there; correct it or unset it`);
  }
  const onPath = searchPath(env.PATH ?? '');
  if (onPath) return onPath;
  const folder = join(cacheFolder(env), `kubeconform-${kubeconformVersion}`);
  const cached = join(folder, programName);
  if (isProgram(cached)) return cached;
  const failures: string[] = [];
  for (const bring of [fromRelease, fromSource]) {
    try {
      mkdirSync(folder, { recursive: true });
      return await bring(folder, surroundings);
    } catch (error) {
      failures.push(`  ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
    }
  }
  throw new UserError([
    `kubeconform ${kubeconformVersion} was not found and could not be brought:`,
    ...failures,
    '  install it from https://github.com/yannh/kubeconform/releases, and put it into PATH or name it by PLINTH_KUBECONFORM',
  ]);
}

/** `$XDG_CACHE_HOME/plinth`, by default `~/.cache/plinth`. */
export function cacheFolder(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'plinth');
}

const programName = process.platform === 'win32' ? 'kubeconform.exe' : 'kubeconform';

function searchPath(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, programName))
    .find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

async function fromRelease(folder: string, { machine, download }: Surroundings): Promise<string> {
  const archive = archives[machine];
  if (!archive) throw new Error(`download: no digest is pinned for ${machine}`);
  const url = `https://github.com/yannh/kubeconform/releases/download/${kubeconformVersion}/${archive.file}`;
  let content: Buffer;
  try {
    content = await download(url);
  } catch (error) {
    throw new Error(`download: ${url}: ${reason(error)}`);
  }
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (sha256 !== archive.sha256)
    throw new Error(`download: ${url}: sha256 ${sha256}, pinned is ${archive.sha256}`);
  const work = join(folder, `.${randomUUID()}`);
  mkdirSync(work);
  try {
    writeFileSync(join(work, archive.file), content);
    await execa('tar', ['-xzf', archive.file, programName], { cwd: work, timeout: 60_000 });
    return settle(join(work, programName), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

async function fromSource(folder: string, { env }: Surroundings): Promise<string> {
  const work = join(folder, `.${randomUUID()}`);
  mkdirSync(work);
  try {
    const module = `github.com/yannh/kubeconform/cmd/kubeconform@${kubeconformVersion}`;
    await execa('go', ['install', module], {
      env: { ...env, GOBIN: work, GOFLAGS: '', CGO_ENABLED: '0' },
      extendEnv: false,
      timeout: 600_000,
    });
    return settle(join(work, programName), folder);
  } catch (error) {
    throw new Error(`go install: ${reason(error)}`);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A rename, so that no other run ever sees half a program. */
function settle(program: string, folder: string): string {
  if (!existsSync(program)) throw new Error(`${program} is not in what was brought`);
  chmodSync(program, 0o755);
  const place = join(folder, programName);
  renameSync(program, place);
  return place;
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url, { signal: AbortSignal.timeout(120_000) });
  if (!response.ok) throw new Error(`${response.status} ${response.statusText}`);
  return Buffer.from(await response.arrayBuffer());
}

function reason(error: unknown): string {
  const { code, cause, shortMessage, message } = error as {
    code?: string;
    cause?: Error;
    shortMessage?: string;
    message?: string;
  };
  if (code === 'ENOENT') return 'not installed';
  return cause?.message ?? shortMessage ?? message ?? String(error);
}

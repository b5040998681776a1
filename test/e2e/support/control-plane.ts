// A real control plane for one test file, by test/cluster/up. It ends with the test, or with the test's process.
import { spawn } from 'node:child_process';
import { appendFileSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { tool, toolsFolder } from './tools.js';

const scripts = fileURLToPath(new URL('../../cluster/', import.meta.url));

export interface ControlPlaneOptions {
  /** Fake nodes, all schedulable; zones local-0, local-1, local-2 in turn. */
  readonly nodes?: number;
  /** More arguments for kube-apiserver; none may hold a space. */
  readonly apiserverArgs?: readonly string[];
}

export interface KubectlOptions {
  readonly input?: string;
  /** User to act as: `system:serviceaccount:monitoring:grafana`. */
  readonly as?: string;
  /** Seconds; 120 unless told. */
  readonly timeout?: number;
}

export interface Output {
  readonly stdout: string;
  readonly stderr: string;
}

export interface StartOptions {
  /** Name of the log; the program's unless told. */
  readonly name?: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface ControlPlane {
  readonly kubeconfig: string;
  /** Working folder; `run/log` in it has the programs' logs. */
  readonly dir: string;
  /** Errors: kubectl's exit code is not 0; the message has its standard error. */
  kubectl(args: readonly string[], options?: KubectlOptions): Promise<Output>;
  /** Parsed `kubectl get … -o json`. */
  get<T>(...args: readonly string[]): Promise<T>;
  /** Starts a program of the tools' folder that ends with the control plane, and returns the path of its log. */
  start(program: string, options: StartOptions): string;
  /** Errors: a program that was started has ended; the message has the end of its log. */
  check(): void;
  stop(): Promise<void>;
}

export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const dir = mkdtempSync(join(tmpdir(), 'plinth-e2e-'));
  const { stdout: kubeconfig } = await execa(join(scripts, 'up'), [dir, String(options.nodes ?? 3)], {
    env: {
      BIN: toolsFolder(),
      // A killed test run stops its cluster as well.
      OWNER: String(process.pid),
      APISERVER_ARGS: (options.apiserverArgs ?? []).join(' '),
    },
    timeout: 300_000,
  });
  const kubectl: ControlPlane['kubectl'] = async (args, { input = '', as, timeout = 120 } = {}) => {
    const impersonate = as === undefined ? [] : ['--as', as];
    const { stdout, stderr } = await execa(
      tool('kubectl'),
      ['--kubeconfig', kubeconfig, ...impersonate, ...args],
      { input, timeout: timeout * 1000, stripFinalNewline: false, maxBuffer: 200_000_000 },
    );
    return { stdout, stderr };
  };
  const ended: string[] = [];
  return {
    kubeconfig,
    dir,
    kubectl,
    get: async <T>(...args: readonly string[]) =>
      JSON.parse((await kubectl(['get', ...args, '-o', 'json'])).stdout) as T,
    start: (program, options) => startProgram(dir, program, options, ended),
    check: () => {
      if (ended.length > 0) throw new Error(ended.join('\n'));
    },
    stop: async () => {
      await execa(join(scripts, 'down'), [dir], { timeout: 120_000 });
      if (!process.env['PLINTH_KEEP_LOGS']) rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** In a session of its own and on the list that test/cluster/down works off, newest first. */
function startProgram(
  dir: string,
  program: string,
  { name = program, args, env }: StartOptions,
  ended: string[],
): string {
  const log = join(dir, 'run', 'log', `${name}.log`);
  const output = openSync(log, 'a');
  const child = spawn(tool(program), args, {
    detached: true,
    env: { ...process.env, no_proxy: '127.0.0.0/8', NO_PROXY: '127.0.0.0/8', ...env },
    stdio: ['ignore', output, output],
  });
  child.unref();
  child.on('exit', (code) => {
    const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-10);
    ended.push(`${name} has ended with ${code}: ${log}`, ...last.map((line) => `  ${line}`));
  });
  if (child.pid === undefined) throw new Error(`${program} does not start`);
  appendFileSync(join(dir, 'run', 'pids'), `${child.pid} ${program}\n`);
  return log;
}

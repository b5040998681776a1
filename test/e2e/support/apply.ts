// Applies a bundle the way the README tells users to: wave by wave, each again until the cluster takes it.
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ControlPlane } from './control-plane.js';
import type { Rendered } from './rendered.js';

export interface Applied {
  /** What the API server warned of: fields it does not keep, versions that end, pods against the Pod Security standard. */
  readonly warnings: readonly string[];
  /** How often each wave was tried, by name. */
  readonly tries: Readonly<Record<string, number>>;
}

export interface ApplyOptions {
  /** Called before each try: throws when it is of no use to go on. */
  readonly check?: () => void;
  /** Called when a wave is in the cluster; the README applies the Secrets after the namespaces. */
  readonly after?: (wave: string) => Promise<void>;
  /** Seconds that one wave may take. */
  readonly timeout?: number;
}

export async function applyBundle(
  cluster: ControlPlane,
  bundle: Rendered,
  { check, after, timeout = 240 }: ApplyOptions = {},
): Promise<Applied> {
  const warnings = new Set<string>();
  const tries: Record<string, number> = {};
  for (const folder of bundle.waves) {
    const wave = basename(folder);
    tries[wave] = 0;
    const end = Date.now() + timeout * 1000;
    for (;;) {
      check?.();
      tries[wave]++;
      const failure = await applyWave(cluster, folder, warnings);
      if (failure === undefined) break;
      if (Date.now() > end) throw new Error(`${wave}: not accepted in ${timeout} s\n${failure}`);
      await sleep(2000);
    }
    await after?.(wave);
  }
  return { warnings: [...warnings], tries };
}

/** The error, if there is one. */
async function applyWave(
  cluster: ControlPlane,
  folder: string,
  warnings: Set<string>,
): Promise<string | undefined> {
  const args = ['apply', '--server-side', '--field-manager=plinth', '--validate=strict', '-k', folder];
  try {
    const { stderr } = await cluster.kubectl(args);
    for (const line of stderr.split('\n')) if (line.startsWith('Warning:')) warnings.add(line);
    return undefined;
  } catch (error) {
    return String((error as { stderr?: string }).stderr || error);
  }
}

// Waiting for a cluster: asks again until the answer is right, and says what was wrong when time is up.
import { setTimeout as sleep } from 'node:timers/promises';

export interface WaitOptions {
  /** Seconds until it gives up. */
  readonly timeout: number;
  /** Seconds between two questions. */
  readonly every?: number;
}

/**
 * Calls `ask` until it returns an empty list of complaints. Errors: after the timeout, with the last complaints; what
 * `ask` throws counts as a complaint.
 */
export async function waitUntil(
  what: string,
  ask: () => Promise<readonly string[]>,
  { timeout, every = 1 }: WaitOptions,
): Promise<void> {
  const end = Date.now() + timeout * 1000;
  for (;;) {
    const complaints = await ask().catch((error: unknown) => [String(error)]);
    if (complaints.length === 0) return;
    if (Date.now() > end) {
      throw new Error(`${what}: not after ${timeout} s\n${complaints.map((c) => `  ${c}`).join('\n')}`);
    }
    await sleep(every * 1000);
  }
}

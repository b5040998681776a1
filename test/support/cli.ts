// Runs the command line in this process and hands back what a shell would see.
import { vi } from 'vitest';
import { main } from '../../src/cli/main.js';

export interface Outcome {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export async function run(...args: readonly string[]): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const write = (lines: string[]) => (chunk: unknown) => {
    lines.push(String(chunk));
    return true;
  };
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((...texts) => void out.push(`${texts.join(' ')}\n`)),
    vi.spyOn(console, 'error').mockImplementation((...texts) => void err.push(`${texts.join(' ')}\n`)),
    vi.spyOn(process.stdout, 'write').mockImplementation(write(out)),
    vi.spyOn(process.stderr, 'write').mockImplementation(write(err)),
  ];
  try {
    return { code: await main(args), out: out.join(''), err: err.join('') };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

// The outside programs of the e2e tests: where test/tools/install has put them.
import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export function toolsFolder(): string {
  const root =
    process.env['PLINTH_TOOLS'] ??
    join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'plinth', 'tools');
  return join(root, 'bin');
}

/** Absolute path of a program. Errors: it is not installed; the message has the command that installs it. */
export function tool(name: string): string {
  const path = join(toolsFolder(), name);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Error(`${path} is missing; install it with: test/tools/install ${name}`);
  }
  return path;
}

#!/usr/bin/env node
import { existsSync } from 'node:fs';
import module from 'node:module';
import { setFlagsFromString } from 'node:v8';

const [major, minor] = process.versions.node.split('.').map(Number);
const entry = new URL('../build/cli/main.mjs', import.meta.url);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`plinth: needs Node 20.12 or newer, this is ${process.version}; install a current Node LTS`);
  process.exitCode = 1;
} else if (!existsSync(entry)) {
  console.error('plinth: is not built; run npm ci, or npm run build after a change of the sources');
  process.exitCode = 1;
} else {
  // A run takes less than a second: optimise only what is really hot, and keep what was compiled where Node can.
  setFlagsFromString('--interrupt-budget=1500000');
  module.enableCompileCache?.();
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
}

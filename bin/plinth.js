#!/usr/bin/env node
import { existsSync } from 'node:fs';

const [major, minor] = process.versions.node.split('.').map(Number);
const entry = new URL('../build/cli/main.mjs', import.meta.url);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`plinth: needs Node 20.12 or newer, this is ${process.version}; install a current Node LTS`);
  process.exitCode = 1;
} else if (!existsSync(entry)) {
  console.error('plinth: is not built; run npm ci, or npm run build after a change of the sources');
  process.exitCode = 1;
} else {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv.slice(2));
}

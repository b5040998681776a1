#!/usr/bin/env node
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 12)) {
  console.error(`plinth: needs Node 20.12 or newer, this is ${process.version}; install a current Node LTS`);
  process.exit(3);
}
const { main } = await import('../build/src/cli/main.js');
process.exitCode = await main(process.argv.slice(2));

// `plinth list`: the catalogue, a line an addon.
import { catalog } from '../../constructs/catalog.js';

export function list(): void {
  const width = Math.max(...catalog.map((a) => a.name.length));
  for (const addon of [...catalog].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    console.log(`${addon.name.padEnd(width)}  ${addon.pins.version.padEnd(9)}  ${addon.title}`);
  }
}

// `plinth list`: the catalogue, a line an addon.
import { loadCatalog } from '../../constructs/catalog.js';

export async function list(): Promise<void> {
  const catalog = await loadCatalog();
  const width = Math.max(...catalog.map((a) => a.name.length));
  for (const addon of catalog) {
    console.log(`${addon.name.padEnd(width)}  ${addon.pins.version.padEnd(9)}  ${addon.title}`);
  }
}

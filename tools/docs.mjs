// Writes the generated pages of docs/: `npm run docs`, after a build.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadCatalog } from '../build/constructs/catalog.js';
import { renderPages } from '../build/src/docs/pages.js';

rmSync('docs/runbooks', { recursive: true, force: true });
for (const [path, content] of renderPages(await loadCatalog())) {
  const file = join('docs', path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

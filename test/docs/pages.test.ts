import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../constructs/catalog.js';
import { runbookPath } from '../../constructs/kit/alerts.js';
import { renderPages } from '../../src/docs/pages.js';
import { packageRoot } from '../../src/package-root.js';

const catalog = await loadCatalog();

const docs = join(packageRoot, 'docs');
const pages = renderPages(catalog);

describe('the generated pages', () => {
  it.each([...pages.keys()])('%s is what the code says; regenerate it with `npm run docs`', (path) => {
    expect(readFileSync(join(docs, path), 'utf8')).toBe(pages.get(path));
  });

  it('leave no runbook of an addon that is gone', () => {
    expect(
      readdirSync(join(docs, 'runbooks'))
        .map((f) => `runbooks/${f}`)
        .sort(),
    ).toEqual([...pages.keys()].filter((p) => p.startsWith('runbooks/')).sort());
  });

  it('have a section for each alert, at the address that the alert carries', () => {
    const alerts = catalog.flatMap((addon) =>
      (addon.alerts?.() ?? []).flatMap((g) =>
        g.rules.flatMap((r) => ('alert' in r ? [{ addon: addon.name, alert: r.alert }] : [])),
      ),
    );
    expect(alerts.length).toBeGreaterThan(150);
    for (const { addon, alert } of alerts) {
      const [file, anchor] = runbookPath(addon, alert).split('#');
      expect(file).toBe(`${addon}/files/runbooks.md`);
      const headings = [...(pages.get(`runbooks/${addon}.md`) ?? '').matchAll(/^## (.+)$/gm)];
      expect(
        headings.map(([, h]) => h?.toLowerCase()),
        alert,
      ).toContain(anchor);
    }
  });
});

describe('links in the documentation', () => {
  const files = [
    'README.md',
    'CHANGELOG.md',
    ...readdirSync(docs, { recursive: true, encoding: 'utf8' }).map((f) => `docs/${f}`),
  ];
  it.each(files.filter((f) => f.endsWith('.md')))('of %s lead somewhere', (file) => {
    const text = readFileSync(join(packageRoot, file), 'utf8').replace(/`[^`]*`/g, '');
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g)].map(([, target = '']) => target);
    expect(targets.filter((t) => !existsSync(join(packageRoot, dirname(file), t)))).toEqual([]);
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../src/package-root.js';

interface Import {
  readonly file: string;
  readonly target: string;
}

/** Relative imports of the sources, resolved to paths in the repository. */
const imports: Import[] = ['constructs', 'src'].flatMap((root) =>
  readdirSync(join(packageRoot, root), { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.ts'))
    .flatMap((f) => {
      const file = join(root, f);
      const text = readFileSync(join(packageRoot, file), 'utf8');
      return [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target = '']) => ({
        file,
        target: normalize(join(dirname(file), target)),
      }));
    }),
);

function offenders(from: RegExp, to: RegExp): string[] {
  return imports.filter((i) => from.test(i.file) && to.test(i.target)).map((i) => `${i.file} → ${i.target}`);
}

describe('the layers', () => {
  it('are read from the sources at all', () => {
    expect(imports.length).toBeGreaterThan(100);
  });

  it('keep constructs/ free of src/', () => {
    expect(offenders(/^constructs\//, /^src\//)).toEqual([]);
  });

  it('keep addons apart: each imports its own folder and the kit', () => {
    const crossing = imports.filter(({ file, target }) => {
      const from = /^constructs\/([^/]+)\//.exec(file)?.[1];
      const to = /^constructs\/([^/]+)\//.exec(target)?.[1];
      return from !== undefined && to !== undefined && from !== to && to !== 'kit';
    });
    expect(crossing.map((i) => `${i.file} → ${i.target}`)).toEqual([]);
  });

  it('keep the kit free of addons', () => {
    expect(offenders(/^constructs\/kit\//, /^constructs\/(?!kit\/)/)).toEqual([]);
  });

  it('let validation and diff know documents and never addons', () => {
    expect(offenders(/^src\/(validate|diff)\//, /^constructs\/(?!kit\/(did-you-mean|cluster)\.)/)).toEqual(
      [],
    );
  });

  it('let the command line alone print or exit', () => {
    const files = [...new Set(imports.map((i) => i.file))].filter((f) => !f.startsWith('src/cli/'));
    const loud = files.filter((f) =>
      /\bconsole\.\w+\(|process\.exit|process\.std(out|err)\./.test(
        readFileSync(join(packageRoot, f), 'utf8'),
      ),
    );
    expect(loud).toEqual([]);
  });

  it('run outside programs through execa alone', () => {
    const files = [...new Set(imports.map((i) => i.file))];
    const direct = files.filter((f) =>
      readFileSync(join(packageRoot, f), 'utf8').includes('node:child_process'),
    );
    expect(direct).toEqual([]);
  });
});

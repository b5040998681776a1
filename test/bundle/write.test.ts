import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compareWithDisk } from '../../src/bundle/check.js';
import type { Bundle } from '../../src/bundle/layout.js';
import { writeBundle } from '../../src/bundle/write.js';
import { folderWith } from '../support/files.js';

function bundle(files: Record<string, string>): Bundle {
  return {
    files: new Map([['bundle.json', '{"kind":"Bundle"}'], ...Object.entries(files)]),
    documents: [],
    images: [],
  };
}

describe('writing a bundle', () => {
  it('replaces the former one whole: stale files go', () => {
    const target = join(folderWith(), 'dist', 'acme');
    writeBundle(bundle({ 'a/old.yaml': '1' }), target);
    writeBundle(bundle({ 'a/new.yaml': '2' }), target);
    expect(readdirSync(join(target, 'a'))).toEqual(['new.yaml']);
    expect(readdirSync(join(target, '..'))).toEqual(['acme']);
  });

  it('leaves a folder alone that Plinth did not write, unless forced', () => {
    const target = folderWith({ 'mine.txt': 'x' });
    expect(() => writeBundle(bundle({}), target)).toThrow(/holds files that Plinth did not write; .*--force/);
    expect(readFileSync(join(target, 'mine.txt'), 'utf8')).toBe('x');
    writeBundle(bundle({}), target, { force: true });
    expect(existsSync(join(target, 'mine.txt'))).toBe(false);
  });

  it('never replaces the root of a repository', () => {
    const target = folderWith({ 'bundle.json': '{"kind":"Bundle"}', '.git/HEAD': 'x' });
    expect(() => writeBundle(bundle({}), target)).toThrow(/root of a git repository/);
  });

  it('leaves the former bundle whole when the disk refuses half-way', () => {
    const target = join(folderWith(), 'acme');
    writeBundle(bundle({ 'a.yaml': '1' }), target);
    // `x` is a file and then a folder: the second write fails as a full disk would, after the first succeeded.
    expect(() => writeBundle(bundle({ 'b.yaml': '2', x: '1', 'x/y': '2' }), target)).toThrow(
      /cannot be written: .*the former bundle is unchanged/,
    );
    expect(readFileSync(join(target, 'a.yaml'), 'utf8')).toBe('1');
    expect(readdirSync(join(target, '..'))).toEqual(['acme']);
  });

  it('brings the former bundle back after a run that was killed between its two renames', () => {
    const parent = folderWith();
    const target = join(parent, 'acme');
    writeBundle(bundle({ 'a.yaml': '1' }), target);
    renameSync(target, join(parent, '.plinth-old-acme'));
    mkdirSync(join(parent, '.plinth-new-acme'));
    expect(() => writeBundle(bundle({ x: '1', 'x/y': '2' }), target)).toThrow();
    expect(readFileSync(join(target, 'a.yaml'), 'utf8')).toBe('1');
  });

  it('gives up, and does not hang, where the file system refuses new folders', () => {
    expect(() => writeBundle(bundle({ 'a/b.yaml': '1' }), '/proc/plinth/deep')).toThrow(/cannot be written/);
  });

  it('says so when the target is a file', () => {
    const folder = folderWith({ taken: '' });
    expect(() => writeBundle(bundle({}), join(folder, 'taken'))).toThrow(/is not a folder/);
    chmodSync(folder, 0o700);
  });
});

describe('comparing with the disk', () => {
  it('finds missing, changed and stale files and nothing else', () => {
    const target = join(folderWith(), 'acme');
    writeBundle(bundle({ same: '1', changed: '1', 'gone/stale': '1' }), target);
    expect(compareWithDisk(bundle({ same: '1', changed: '2', 'in/new': '1' }), target)).toEqual([
      { file: 'changed', kind: 'changed' },
      { file: 'gone/stale', kind: 'stale' },
      { file: 'in/new', kind: 'missing' },
    ]);
    writeFileSync(join(target, 'changed'), '2');
  });

  it('finds everything missing where there is no folder', () => {
    expect(compareWithDisk(bundle({}), join(folderWith(), 'none'))).toEqual([
      { file: 'bundle.json', kind: 'missing' },
    ]);
  });
});

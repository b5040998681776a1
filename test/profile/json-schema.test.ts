import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadCatalog } from '../../constructs/catalog.js';
import { packageRoot } from '../../src/package-root.js';
import { profileJsonSchema } from '../../src/profile/json-schema.js';

const catalog = await loadCatalog();

const folder = join(packageRoot, 'profiles');
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(profileJsonSchema(catalog));

describe('profiles/schema.json', () => {
  it('is what the code says; regenerate it with `npm run schema`', () => {
    const committed: unknown = JSON.parse(readFileSync(join(folder, 'schema.json'), 'utf8'));
    expect(committed).toEqual(JSON.parse(JSON.stringify(profileJsonSchema(catalog))));
  });

  it.each(readdirSync(folder).filter((f) => f.endsWith('.yaml')))('accepts the shipped %s', (file) => {
    expect(validate(parse(readFileSync(join(folder, file), 'utf8'))), JSON.stringify(validate.errors)).toBe(
      true,
    );
  });

  it('refuses an unknown key and a wrong type, as an editor would underline them', () => {
    expect(validate({ cluster: { worker: 3 } })).toBe(false);
    expect(validate({ cluster: { workers: '3' } })).toBe(false);
    expect(validate({ addons: { 'cert-manager': { nope: 1 } } })).toBe(false);
  });

  it('accepts an addon that is switched off or left empty', () => {
    expect(validate({ addons: { 'cert-manager': false, 'prometheus-stack': null } })).toBe(true);
  });

  it('describes every key', () => {
    const bare: string[] = [];
    const visit = (schema: Record<string, unknown>, path: string): void => {
      for (const [key, value] of Object.entries(
        (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>,
      )) {
        if (!('description' in value) && !('anyOf' in value && path === 'addons'))
          bare.push(`${path}.${key}`);
        visit(value, `${path}.${key}`.replace(/^\./, ''));
        for (const option of (value['anyOf'] ?? value['oneOf'] ?? []) as Record<string, unknown>[])
          visit(option, `${path}.${key}`);
      }
    };
    visit(profileJsonSchema(catalog), '');
    expect(bare.filter((p) => !/^\.(cluster|platform|secrets|images|addons)$/.test(p))).toEqual([]);
  });
});

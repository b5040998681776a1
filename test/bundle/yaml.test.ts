import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../src/bundle/yaml.js';

/** Scalars that YAML 1.1 and 1.2, or their readers, take for different things. */
const surprising = [
  'yes',
  'no',
  'on',
  'off',
  'y',
  'n',
  'Y',
  'N',
  'true',
  'null',
  '~',
  '',
  '12:30',
  '1:30:00',
  '0o17',
  '017',
  '0x1F',
  '1_000',
  '1e3',
  '1.0',
  '.5',
  '.inf',
  '.NaN',
  '2024-01-01',
  '2024-01-01T00:00:00Z',
  '=',
  '<<',
  '- a',
  '# x',
  'a: b',
  '*a',
  '&a',
  '!a',
  '%x',
  '@x',
  '`x',
  '{a',
  '[a',
  '"q"',
  "it's",
  ' lead',
  'trail ',
  'a\nb',
  'a\n',
  '\n',
  'tab\t',
  'é',
  '\u2028',
  '0b11',
  '+1',
  '-0',
];

describe('the YAML that is written', () => {
  it.each(surprising)('reads back the same in YAML 1.1 and 1.2: %j', (text) => {
    const yaml = toYaml({ key: text, list: [text] });
    for (const version of ['1.1', '1.2'] as const) {
      expect(parse(yaml, { version })).toEqual({ key: text, list: [text] });
    }
  });

  it('reads back the same for any string as key and as value', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const yaml = toYaml({ [`k${text}`]: text });
        expect(parse(yaml, { version: '1.1' })).toEqual({ [`k${text}`]: text });
        expect(parse(yaml)).toEqual({ [`k${text}`]: text });
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back the same for any JSON value', () => {
    const strings = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(...surprising),
      fc
        .array(fc.constantFrom('a', ' ', '\n', '\t', '#', ':', '-', '|', '"', "'", '0', '1', '.', '_', 'e'))
        .map((c) => c.join('')),
    );
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 5 },
        strings,
        fc.integer(),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(strings, tie('any'), { maxKeys: 4, noNullPrototype: true }),
      ),
    })).any;
    fc.assert(
      fc.property(value, (json) => {
        const yaml = toYaml(json);
        expect(parse(yaml, { version: '1.1' })).toEqual(json);
        expect(parse(yaml)).toEqual(json);
      }),
      { numRuns: 2000 },
    );
  });

  it('puts what names a thing first, at every depth, and keeps the order of the rest', () => {
    const yaml = toYaml({
      spec: { b: 1, a: [{ image: 'i', name: 'c' }] },
      metadata: { namespace: 'ns', name: 'x' },
      kind: 'K',
      apiVersion: 'v1',
    });
    expect(yaml).toBe(
      'apiVersion: v1\nkind: K\nmetadata:\n  name: x\n  namespace: ns\nspec:\n  b: 1\n  a:\n    - name: c\n      image: i\n',
    );
  });

  it('folds no long lines and writes no anchors', () => {
    const same = { deep: 'x'.repeat(300) };
    const yaml = toYaml({ a: same, b: same });
    expect(yaml.split('\n')).toHaveLength(5);
    expect(yaml).not.toMatch(/[&*]/);
  });
});

// Valid documents with one field replaced, removed or added: more faults than anyone would think of, the same ones each time.
import fc from 'fast-check';
import type { KubeObject } from '../../src/synth/document.js';
import { cases } from './cases.js';

const values: readonly unknown[] = [
  undefined,
  null,
  '',
  'x',
  '3',
  0,
  -1,
  2.5,
  true,
  [],
  ['x', 'x'],
  {},
  { x: 1 },
];

export function damagedDocuments(count: number): readonly KubeObject[] {
  const bases = cases.filter((c) => c.valid && !c.except).map((c) => c.object);
  const damage = fc.record({
    base: fc.constantFrom(...bases),
    at: fc.nat(),
    value: fc.constantFrom(...values),
  });
  return fc
    .sample(damage, { seed: 20260, numRuns: count })
    .map(({ base, at, value }) => damaged(base, at, value));
}

/** One field, somewhere below the identity, replaced or removed. */
function damaged(base: KubeObject, at: number, value: unknown): KubeObject {
  const copy = structuredClone(base) as unknown as Record<string, unknown>;
  const places: [Record<string, unknown>, string][] = [];
  const collect = (parent: Record<string, unknown>, path: string) => {
    for (const [key, child] of Object.entries(parent)) {
      if (!['/apiVersion', '/kind', '/metadata'].includes(`${path}/${key}`)) places.push([parent, key]);
      if (typeof child === 'object' && child !== null)
        collect(child as Record<string, unknown>, `${path}/${key}`);
    }
  };
  collect(copy, '');
  const [parent, key] = places[at % places.length]!;
  if (value !== undefined) parent[key] = value;
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
  if (at % 3 === 0) parent[`${key}x`] = 'added';
  // An array with a named property is nothing that JSON can hold.
  return JSON.parse(JSON.stringify(copy)) as KubeObject;
}

// Keeps fields that newer operators know and an API module does not: marks the objects that gained some, in the CRD's text.
// @ts-check
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

const preserve = 'x-kubernetes-preserve-unknown-fields';

/**
 * Lets the API server keep unknown fields of these objects, and of nothing else: what is misspelt elsewhere is still found.
 * Paths are those of objects: `spec.mon.zones[].volumeClaimTemplate`.
 * @param {string} yaml @param {readonly string[]} paths
 */
export function keepUnknownFields(yaml, paths) {
  return insertAll(
    yaml,
    paths.flatMap((path) => {
      const { node, pair, indent } = entryOf(yaml, path, 'type');
      if (node.has(preserve)) return [];
      return [{ at: rangeEnd(pair.value), text: `\n${indent}${preserve}: true` }];
    }),
  );
}

/** @param {string} yaml @param {string} path @param {readonly string[]} values */
export function addToEnum(yaml, path, values) {
  const { pair, indent } = entryOf(yaml, path, 'enum');
  if (!isSeq(pair.value)) throw new Error(`${path}: its enum is no list`);
  const end = rangeEnd(pair.value.items.at(-1));
  return insertAll(yaml, [{ at: end, text: values.map((v) => `\n${indent}- ${v}`).join('') }]);
}

/** @param {string} yaml @param {string} path @param {string} key */
function entryOf(yaml, path, key) {
  const steps = path.split('.').flatMap((step) => {
    const name = step.replace(/(\[\])+$/, '');
    return ['properties', name, ...(step.match(/\[\]/g) ?? []).map(() => 'items')];
  });
  const schema = ['spec', 'versions', 0, 'schema', 'openAPIV3Schema', ...steps];
  const node = parseDocument(yaml).getIn(schema, true);
  if (!isMap(node)) throw new Error(`${path}: not in the definition`);
  const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
  if (!pair) throw new Error(`${path}: has no ${key}`);
  const start = isScalar(pair.key) ? (pair.key.range?.[0] ?? 0) : 0;
  return { node, pair, indent: ' '.repeat(start - yaml.lastIndexOf('\n', start) - 1) };
}

/** @param {unknown} node */
function rangeEnd(node) {
  const range = /** @type {{ range?: [number, number, number] }} */ (node).range;
  if (!range) throw new Error('no place in the text');
  return range[1];
}

/** @param {string} text @param {readonly { at: number, text: string }[]} insertions */
function insertAll(text, insertions) {
  return [...insertions]
    .sort((a, b) => b.at - a.at)
    .reduce((result, { at, text: added }) => result.slice(0, at) + added + result.slice(at), text);
}

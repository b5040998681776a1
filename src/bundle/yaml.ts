// YAML that readers of version 1.1 (kubectl, kubeconform, PyYAML) and of 1.2 understand alike.
import { Document, isScalar, Scalar, visit } from 'yaml';

/**
 * One document, keys sorted as Kubernetes' own tools expect them (apiVersion, kind, metadata first), lines not folded.
 * Strings that either version would take for something else are quoted.
 */
export function toYaml(value: unknown): string {
  const document = new Document(ordered(value), { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      if (typeof node.value === 'string' && ambiguous.test(node.value) && isScalar(node))
        node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0, directives: false, indentSeq: true });
}

/** What YAML 1.1 or 1.2 readers disagree on beyond what the printer knows: `=`, `<<`, `0o17`, `1_000`, `12:30`, bare `y`. */
const ambiguous =
  /^(=|<<|[yYnN]|0o[0-7]+|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[-+]?[0-9][0-9_]*(\.[0-9_]*)?([eE][-+]?[0-9]+)?|0[xb][0-9a-fA-F_]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$/;

const first = ['apiVersion', 'kind', 'metadata', 'name', 'namespace'];

/** Top level and metadata in the usual order; everything else as it was built. */
function ordered(value: unknown, depth = 0): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  if (depth > 1) return value;
  entries.sort(([a], [b]) => rank(a) - rank(b));
  return Object.fromEntries(entries.map(([k, v]) => [k, k === 'metadata' ? ordered(v, depth + 1) : v]));
}

function rank(key: string): number {
  const index = first.indexOf(key);
  return index < 0 ? first.length : index;
}

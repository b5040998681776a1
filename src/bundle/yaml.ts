// YAML that readers of version 1.1 (kubectl, kubeconform, PyYAML) and of 1.2 understand alike.
import { Document, isScalar, Scalar, visit } from 'yaml';

/**
 * One document: apiVersion, kind, metadata and name lead, lines are not folded.
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

/** What names a thing comes first, at every depth; the rest stays as it was built. cdk8s sorts keys by alphabet. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const keys = Object.keys(value);
  const leading = first.filter((key) => keys.includes(key));
  const rest = leading.length > 0 ? keys.filter((key) => !first.includes(key)) : keys;
  const source = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const key of [...leading, ...rest]) if (source[key] !== undefined) result[key] = ordered(source[key]);
  return result;
}

// YAML that readers of version 1.1 (kubectl, kubeconform, PyYAML) and of 1.2 understand alike.
//
// Our own printer, for plain JSON values alone: a library that also prints anchors, tags and comments takes a third of
// the whole run. Tests hold it to what the library reads in both versions, for any string.

/** One document: apiVersion, kind, metadata and name lead every map, lines are not folded. Errors: a value that is no JSON. */
export function toYaml(value: unknown): string {
  if (isEmpty(value) || typeof value !== 'object' || value === null) return `${inline(value)}\n`;
  return block(value, '');
}

const leading = ['apiVersion', 'kind', 'metadata', 'name', 'namespace'];

/** A map or list with at least one entry, each on lines of its own. */
function block(value: object, indent: string): string {
  if (Array.isArray(value)) {
    return value.map((item) => `${indent}-${entry(item, `${indent}  `, true)}`).join('');
  }
  return keysOf(value)
    .map((key) => {
      const child = (value as Record<string, unknown>)[key];
      return `${indent}${string(key, true)}:${entry(child, `${indent}  `, false)}`;
    })
    .join('');
}

/** What follows `key:` or `-`. A map in a list starts on the line of its dash. */
function entry(value: unknown, indent: string, inList: boolean): string {
  if (typeof value === 'string' && isText(value)) return ` ${text(value, indent)}`;
  if (typeof value !== 'object' || value === null || isEmpty(value)) return ` ${inline(value)}\n`;
  const lines = block(value, indent);
  return inList ? ` ${lines.slice(indent.length)}` : `\n${lines}`;
}

/** What names a thing comes first; the rest stays as it was built. */
function keysOf(value: object): string[] {
  const all = value as Record<string, unknown>;
  const keys = Object.keys(value).filter((key) => all[key] !== undefined);
  const first = leading.filter((key) => Object.hasOwn(value, key) && all[key] !== undefined);
  return first.length > 0 ? [...first, ...keys.filter((key) => !leading.includes(key))] : keys;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && keysOf(value).length === 0;
}

function inline(value: unknown): string {
  if (typeof value === 'string') return string(value, false);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return JSON.stringify(value);
  if (Array.isArray(value)) return '[]';
  if (typeof value === 'object') return '{}';
  throw new Error(`not a JSON value: ${String(value)}`);
}

function string(value: string, asKey: boolean): string {
  if (plain.test(value) && !misread.test(value) && !(asKey && value.length > 128)) return value;
  return quoted(value);
}

/**
 * Strings that need no quotes: they start with a letter, a digit or one of a few signs that mean nothing to YAML, and
 * hold neither `: ` nor ` #`, nor an end that would be taken off.
 */
const plain =
  /^([A-Za-z0-9_/.$(^~+\\<;\u00a1-\u2027]|-(?=-?[A-Za-z]))([\x21-\x39\x3b-\x7e\u00a1-\u2027\u202a-\u2fff]|:(?=[\x21-\x7e])| (?=[\x21\x22\x24-\x7e\u00a1-\u2027]))*$/;

/** What one of the versions takes for a boolean, null, number, base-60 number, date or merge key. */
const misread =
  /^(~|null|true|false|yes|no|on|off|y|n|=|<<|[-+]?[0-9_]*\.?[0-9_]*(e[-+]?[0-9]+)?|[-+]?\.(inf|nan)|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?|[-+]?0[xX][0-9a-fA-F_]+|[-+]?0[bB][01_]+|[-+]?0[oO][0-7_]+|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}.*)$/i;

/** Several lines that a literal block can hold as they are. */
function isText(value: string): boolean {
  return (
    value.includes('\n') && !/[^\n\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]/.test(value)
  );
}

function text(value: string, indent: string): string {
  const trailing = /\n*$/.exec(value)?.[0].length ?? 0;
  const body = value.slice(0, value.length - trailing);
  // Nothing but line ends, or a first line that starts with a space, would be read otherwise.
  if (body === '' || /^\n* /.test(value)) return `${quoted(value)}\n`;
  const chomp = trailing === 0 ? '-' : trailing === 1 ? '' : '+';
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${indent}${line}`));
  return `|${chomp}\n${lines.join('\n')}\n${'\n'.repeat(Math.max(0, trailing - 1))}`;
}

function quoted(value: string): string {
  return JSON.stringify(value).replace(unprintable, escaped);
}

/** Characters that JSON leaves as they are and YAML does not allow, or takes for line ends. */
const unprintable = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

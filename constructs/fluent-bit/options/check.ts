// Finds options that Fluent Bit does not know, values of the wrong kind, and credentials in plain sight.
import { didYouMean } from '../../kit/did-you-mean.js';
import type { Options } from '../config.js';
import type { OptionKind, OptionTable } from './table.js';

export interface Checked {
  /** What has these options, for the message: `the plugin tail`. */
  readonly what: string;
  readonly tables: readonly OptionTable[];
  /** Options that the profile has a key for, or that the rest of the manifests stands on: name to what to do instead. */
  readonly reserved: Readonly<Record<string, string>>;
  /** Variables that `${NAME}` may name. */
  readonly env: readonly string[];
}

/** Faults by option, each as the end of a sentence that starts with the option's path. */
export function checkOptions(options: Options, c: Checked): readonly { key: string; message: string }[] {
  const known = new Map(c.tables.flatMap((table) => Object.entries(table)));
  return Object.entries(options).flatMap(([key, value]) => {
    const message = fault(key.toLowerCase(), value, known, c);
    return message ? [{ key, message }] : [];
  });
}

function fault(
  name: string,
  value: Options[string],
  known: ReadonlyMap<string, OptionKind>,
  c: Checked,
): string | undefined {
  const instead = c.reserved[name];
  if (instead) return `cannot be set here; ${instead}`;
  const kind = known.get(name) ?? prefixed(name, known);
  if (!kind) return `is no option of ${c.what}${didYouMean(name, known.keys())}`;
  const values = Array.isArray(value) ? value : [value];
  if (values.length > 1 && kind !== 'text' && kind !== 'list') return 'takes one value, not a list';
  for (const one of values.map(String)) {
    const stranger = [...one.matchAll(/\$\{([^}:]*)/g)]
      .map((m) => m[1] ?? '')
      .find((v) => !c.env.includes(v));
    if (stranger !== undefined) return `refers to the variable ${stranger}, which is not in env`;
    if (credentials.has(name) && !/^\$\{[A-Z0-9_]+\}$/.test(one)) {
      return 'would put a credential into a ConfigMap; use the keys for credentials of the output, or name a variable of env';
    }
    if (!/\$\{/.test(one) && !forms[kind].pattern.test(one)) return `is ${one}, not ${forms[kind].name}`;
  }
  return undefined;
}

function prefixed(name: string, known: ReadonlyMap<string, OptionKind>): OptionKind | undefined {
  return [...known].some(([start, kind]) => kind === 'prefix' && name.startsWith(start) && name !== start)
    ? 'text'
    : undefined;
}

/** Options that hold secrets, in any plugin. */
const credentials: ReadonlySet<string> = new Set([
  'authorization_endpoint_bearer_token',
  'authorization_endpoint_password',
  'bearer_token',
  'cloud_auth',
  'http_api_key',
  'http_passwd',
  'oauth2.client_secret',
  'password',
  'shared_key',
  'splunk_token',
  'tls.key_passwd',
]);

const forms: Readonly<Record<OptionKind, { readonly pattern: RegExp; readonly name: string }>> = {
  bool: { pattern: /^(true|false|on|off|yes|no)$/i, name: 'true or false' },
  int: { pattern: /^-?\d+$/, name: 'a whole number' },
  double: { pattern: /^-?\d+(\.\d+)?$/, name: 'a number' },
  size: { pattern: /^(\d+(\.\d+)?([kmg]i?)?b?|false|unlimited)$/i, name: 'a size such as 512k or 5M' },
  time: { pattern: /^\d+(\.\d+)?[smhd]?$/i, name: 'a time such as 30s or 10m' },
  text: { pattern: /(?:)/, name: 'a text' },
  list: { pattern: /(?:)/, name: 'a list' },
  prefix: { pattern: /(?:)/, name: 'a text' },
};

// The policy as the file that the API server reads, with the reason of each rule above it.
import type { AuditRule, Config } from './config.js';
import { policyRules } from './policy.js';

export function policyFile(config: Config): string {
  return [
    '# What the API server records. The first rule that matches a request decides; the API server reads this file at',
    '# its start alone. Rendered by Plinth: change the profile, not this file.',
    'apiVersion: audit.k8s.io/v1',
    'kind: Policy',
    '# The same event comes again when the request is answered.',
    'omitStages: [RequestReceived]',
    'omitManagedFields: true',
    'rules:',
    ...policyRules(config).flatMap(({ reason, rule }) => [`  # ${reason}`, ...ruleLines(rule)]),
    '',
  ].join('\n');
}

/** A field a line, in the order of the rule. */
function ruleLines(rule: AuditRule): readonly string[] {
  const fields = Object.entries(rule).filter(([, value]) => value !== undefined);
  return fields.flatMap(([key, value], i) => {
    const name = `${i === 0 ? '  - ' : '    '}${key}:`;
    if (key !== 'resources') return [`${name} ${flow(value)}`];
    return [name, ...(rule.resources ?? []).map((r) => `      - ${flow(r)}`)];
  });
}

function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const fields = Object.entries(value).filter(([, v]) => v !== undefined);
    return `{${fields.map(([key, v]) => `${key}: ${flow(v)}`).join(', ')}}`;
  }
  return typeof value === 'string' && !isPlain(value) ? JSON.stringify(value) : String(value);
}

/** Words that every YAML reader takes for the same string without quotes. */
function isPlain(text: string): boolean {
  return /^[A-Za-z/][A-Za-z0-9./-]*\*?$/.test(text) && !/^(y|n|yes|no|on|off|true|false|null)$/i.test(text);
}

// `plinth secrets`: prints Secrets to standard output and nowhere else.
import { readFileSync } from 'node:fs';
import type { SecretNeed } from '../../constructs/kit/secret.js';
import { toYaml } from '../bundle/yaml.js';
import { planProfile } from '../render.js';
import { type MissingValue, makeSecrets } from '../secrets/generate.js';
import { secretNeeds } from '../synth/synthesize.js';
import { UserError } from '../user-error.js';

export interface SecretsOptions {
  readonly profile: string;
  readonly list?: boolean;
  readonly only?: readonly string[];
  readonly set?: readonly string[];
  readonly skipMissing?: boolean;
}

export async function secrets(options: SecretsOptions): Promise<void> {
  const plan = await planProfile(options.profile);
  const own = secretNeeds(plan).filter(
    (n) => plan.secrets.mode === 'manual' || Object.keys(n.keys).length === 0,
  );
  const needs = chosen(own, options.only);
  if (options.list) {
    printList(needs);
    return;
  }
  const { made, missing } = makeSecrets(needs, parseSettings(options.set ?? [], needs));
  if (missing.length > 0) {
    if (!options.skipMissing) throw new UserError(missing.map(describeMissing));
    for (const m of missing) console.error(`left out: ${describeMissing(m)}`);
  }
  for (const { need, values } of made) {
    process.stdout.write(
      `---\n# ${need.purpose}\n${toYaml({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          name: need.name,
          namespace: need.namespace,
          labels: { 'app.kubernetes.io/managed-by': 'plinth' },
        },
        type: need.type ?? 'Opaque',
        stringData: values,
      })}`,
    );
  }
}

function printList(needs: readonly SecretNeed[]): void {
  for (const need of needs) {
    console.log(`${need.namespace}/${need.name}: ${need.purpose}`);
    for (const [key, value] of Object.entries(need.keys)) {
      console.log(
        `  ${key}: ${value.kind === 'given' ? `yours to give: ${value.description}` : 'generated'}`,
      );
    }
  }
}

function describeMissing({ need, key, description }: MissingValue): string {
  const name = `${need.namespace}/${need.name}/${key}`;
  return `${name}: ${description}; give it with --set ${name}=VALUE or --set ${name}=@FILE`;
}

function chosen(needs: readonly SecretNeed[], only: readonly string[] | undefined): readonly SecretNeed[] {
  if (!only) return needs;
  const names = needs.map((n) => `${n.namespace}/${n.name}`);
  const unknown = only.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new UserError(
      unknown.map((name) => `--only ${name}: the profile needs no such Secret; it needs ${names.join(', ')}`),
    );
  }
  return needs.filter((n) => only.includes(`${n.namespace}/${n.name}`));
}

function parseSettings(
  settings: readonly string[],
  needs: readonly SecretNeed[],
): ReadonlyMap<string, string> {
  const known = new Set(
    needs.flatMap((n) => Object.keys(n.keys).map((key) => `${n.namespace}/${n.name}/${key}`)),
  );
  const values = new Map<string, string>();
  const problems: string[] = [];
  for (const setting of settings) {
    const equals = setting.indexOf('=');
    const name = equals < 0 ? setting : setting.slice(0, equals);
    if (equals < 0) problems.push(`--set ${setting}: has no value; write namespace/name/key=value`);
    else if (!known.has(name)) problems.push(`--set ${name}: no such key; --list shows what is needed`);
    else values.set(name, readValue(name, setting.slice(equals + 1), problems));
  }
  if (problems.length > 0) throw new UserError(problems);
  return values;
}

function readValue(name: string, value: string, problems: string[]): string {
  if (!value.startsWith('@')) return value;
  try {
    return readFileSync(value.slice(1), 'utf8');
  } catch (error) {
    problems.push(`--set ${name}: ${value.slice(1)} cannot be read: ${(error as Error).message}`);
    return '';
  }
}

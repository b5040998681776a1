// Values for the Secrets that a plan needs. A credential that several Secrets name is generated once for all of them.
import { randomBytes, randomInt } from 'node:crypto';
import bcrypt from 'bcryptjs';
import type { SecretNeed, SecretValue } from '../../constructs/kit/secret.js';

export interface MadeSecret {
  readonly need: SecretNeed;
  /** Plain values by key. */
  readonly values: Readonly<Record<string, string>>;
}

export interface MissingValue {
  readonly need: SecretNeed;
  readonly key: string;
  readonly description: string;
}

export interface MadeSecrets {
  readonly made: readonly MadeSecret[];
  readonly missing: readonly MissingValue[];
}

/** `given`: values of the user by `namespace/name/key`; they win over generated ones. */
export function makeSecrets(needs: readonly SecretNeed[], given: ReadonlyMap<string, string>): MadeSecrets {
  const credentials = new Credentials();
  fixGivenCredentials(needs, given, credentials);
  const made: MadeSecret[] = [];
  const missing: MissingValue[] = [];
  for (const need of needs) {
    const values: Record<string, string> = {};
    const lacking: MissingValue[] = [];
    for (const [key, value] of Object.entries(need.keys)) {
      const own = given.get(`${need.namespace}/${need.name}/${key}`);
      if (own !== undefined) values[key] = own;
      else if (value.kind === 'given') lacking.push({ need, key, description: value.description });
      else values[key] = credentials.render(value);
    }
    if (lacking.length > 0) missing.push(...lacking);
    else made.push({ need, values });
  }
  return { made, missing };
}

/** A password that the user sets in one Secret is the one that every other Secret with that credential gets. */
function fixGivenCredentials(
  needs: readonly SecretNeed[],
  given: ReadonlyMap<string, string>,
  credentials: Credentials,
): void {
  for (const need of needs) {
    for (const [key, value] of Object.entries(need.keys)) {
      const own = given.get(`${need.namespace}/${need.name}/${key}`);
      if (own !== undefined && value.kind === 'password') credentials.fix(value.credential, own);
    }
  }
}

class Credentials {
  private readonly passwords = new Map<string, string>();
  private readonly hashes = new Map<string, string>();

  fix(credential: string, password: string): void {
    this.passwords.set(credential, password);
  }

  render(value: Exclude<SecretValue, { kind: 'given' }>): string {
    switch (value.kind) {
      case 'literal':
        return value.value;
      case 'password':
        return this.password(value.credential, value.length);
      case 'htpasswd':
        return `${value.user}:${this.bcrypt(value.credential)}\n`;
      case 'random':
        return this.random(value.credential, value.bytes);
      case 'template':
        return value.template.replace(
          /\{\{(password|bcrypt|base64):([^}]+)\}\}/g,
          (_, form: string, name: string) => {
            if (form === 'bcrypt') return this.bcrypt(name);
            const password = this.password(name);
            return form === 'base64' ? Buffer.from(password).toString('base64') : password;
          },
        );
    }
  }

  private password(credential: string, length = 32): string {
    const known = this.passwords.get(credential);
    if (known !== undefined) return known;
    const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789';
    const fresh = Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
    this.passwords.set(credential, fresh);
    return fresh;
  }

  private random(credential: string, bytes: number): string {
    const known = this.passwords.get(credential);
    const fresh = known ?? randomBytes(bytes).toString('base64');
    this.passwords.set(credential, fresh);
    return fresh;
  }

  /** Cost 12: what OpenSearch's own hash tool uses. */
  private bcrypt(credential: string): string {
    const known = this.hashes.get(credential);
    if (known !== undefined) return known;
    const hash = bcrypt.hashSync(this.password(credential), 12);
    this.hashes.set(credential, hash);
    return hash;
  }
}

import bcrypt from 'bcryptjs';
import { describe, expect, it } from 'vitest';
import type { SecretNeed } from '../../constructs/kit/secret.js';
import { makeSecrets } from '../../src/secrets/generate.js';

function need(name: string, keys: SecretNeed['keys']): SecretNeed {
  return { namespace: 'n', name, purpose: 'test', keys };
}

const none = new Map<string, string>();

describe('generated Secrets', () => {
  it('agree on a credential wherever it is named, in each of its forms', () => {
    const { made } = makeSecrets(
      [
        need('client', { password: { kind: 'password', credential: 'c' } }),
        need('server', { users: { kind: 'template', template: 'w: "{{bcrypt:c}}" {{base64:c}}' } }),
        need('edge', { users: { kind: 'htpasswd', user: 'admin', credential: 'c' } }),
      ],
      none,
    );
    const password = made[0]?.values['password'] ?? '';
    expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
    const [, hash = '', encoded = ''] = /^w: "(.+)" (.+)$/.exec(made[1]?.values['users'] ?? '') ?? [];
    expect(bcrypt.compareSync(password, hash)).toBe(true);
    expect(Buffer.from(encoded, 'base64').toString()).toBe(password);
    expect(made[2]?.values['users']).toBe(`admin:${hash}\n`);
  });

  it('are fresh on each run and differ between credentials', () => {
    const needs = [
      need('a', {
        x: { kind: 'password', credential: '1' },
        y: { kind: 'random', credential: '2', bytes: 32 },
      }),
    ];
    const first = makeSecrets(needs, none).made[0]?.values ?? {};
    const second = makeSecrets(needs, none).made[0]?.values ?? {};
    expect(new Set([first['x'], first['y'], second['x'], second['y']]).size).toBe(4);
    expect(Buffer.from(first['y'] ?? '', 'base64')).toHaveLength(32);
  });

  it('take a given value, for every Secret that shares its credential', () => {
    const { made } = makeSecrets(
      [
        need('a', { p: { kind: 'password', credential: 'c' } }),
        need('b', { q: { kind: 'template', template: '{{password:c}}' } }),
      ],
      new Map([['n/a/p', 'mine']]),
    );
    expect(made.map((m) => Object.values(m.values))).toEqual([['mine'], ['mine']]);
  });

  it('are not made when a value is missing that only the user has', () => {
    const needs = [
      need('a', { token: { kind: 'given', description: 'the token' }, u: { kind: 'literal', value: 'x' } }),
    ];
    expect(makeSecrets(needs, none)).toMatchObject({
      made: [],
      missing: [{ key: 'token', description: 'the token' }],
    });
    expect(makeSecrets(needs, new Map([['n/a/token', 't']])).made[0]?.values).toEqual({ token: 't', u: 'x' });
  });
});

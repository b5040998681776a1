// Secrets of Harbor: which there are follows from where its data is. None is rendered, and none is random at render.
import type { Platform } from '../kit/platform.js';
import type { SecretNeed, SecretValue } from '../kit/secret.js';
import type { Config } from './config.js';
import { namespaceName, registryUser, secretNames } from './names.js';
import { isClaimed } from './registry-config.js';

const password = (credential: string, length?: number): SecretValue => ({
  kind: 'password',
  credential,
  ...(length === undefined ? {} : { length }),
});
const given = (description: string): SecretValue => ({ kind: 'given', description });

export function secrets(config: Config, platform: Platform): readonly SecretNeed[] {
  const needs: Record<string, Omit<SecretNeed, 'namespace' | 'name'> | false> = {
    [secretNames.admin]: {
      purpose:
        'Password of Harbor’s administrator, user admin, for people. Harbor reads it at its first start alone; change it in Harbor later.',
      keys: { password: password('harbor-admin') },
    },
    [secretNames.core]: {
      purpose:
        'Keys of core: secretKey encrypts the credentials in the database and must never change; the others sign cookies and calls among components',
      keys: {
        // AES: exactly 16 characters.
        secretKey: password('harbor-secret-key', 16),
        secret: password('harbor-core', 16),
        csrfKey: password('harbor-csrf', 32),
      },
    },
    [secretNames.jobservice]: {
      purpose: 'What the job service shows to core and to the registry’s controller',
      keys: { secret: password('harbor-jobservice', 16) },
    },
    [secretNames.registry]: {
      purpose: 'Sign-in of core and the job service to the registry, and the key of its upload sessions',
      keys: {
        password: password('harbor-registry'),
        passwd: { kind: 'htpasswd', user: registryUser, credential: 'harbor-registry' },
        httpSecret: password('harbor-registry-http', 16),
      },
    },
    [secretNames.database]: {
      purpose: 'Password of Harbor’s user at PostgreSQL',
      keys: {
        password:
          config.database.kind === 'internal'
            ? password('harbor-database')
            : given(`Password of ${config.database.external?.username} at ${config.database.external?.host}`),
      },
    },
    [secretNames.valkey]: {
      purpose: 'Password of Valkey',
      keys:
        config.valkey.kind === 'internal'
          ? {
              password: password('harbor-valkey'),
              'password.conf': { kind: 'template', template: 'requirepass {{password:harbor-valkey}}\n' },
            }
          : {
              password: given(
                'Password of the Redis or Valkey server: letters, digits, dots, dashes, underscores and tildes alone, for it becomes part of URLs',
              ),
            },
    },
    [secretNames.storage]: config.storage.kind !== 'volume' &&
      !isClaimed(config, platform) && {
        purpose: 'Keys of the bucket that holds image layers',
        keys: {
          accessKey: given('Access key id that may read, write, list and delete in the bucket'),
          secretKey: given('Secret access key'),
        },
      },
    [secretNames.trustedCa]: config.trustedCa && {
      purpose: 'CA that Harbor trusts beside the public ones',
      keys: { 'ca.crt': given('Certificates in PEM, one after the other') },
    },
    [secretNames.trivy]: config.trivy.enabled &&
      config.trivy.gitHubToken && {
        purpose: 'Raises the rate limits of Trivy’s downloads',
        keys: { token: given('GitHub token without any scope') },
      },
  };
  return Object.entries(needs).flatMap(([name, need]) =>
    need ? [{ namespace: namespaceName, name, ...need }] : [],
  );
}

// How the components reach PostgreSQL and Valkey: hosts from the profile, passwords from Secrets.
import type { k8s } from 'cdk8s-plus-28';
import type { Config } from './config.js';
import { nameOf, ports, secretNames } from './names.js';
import { secretEnv } from './pod.js';

export interface Database {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly database: string;
  readonly sslMode: string;
}

export function databaseOf(config: Config): Database {
  const { kind, external } = config.database;
  if (kind === 'external' && external) return external;
  // The image creates this database, for its superuser (make/photon/db/initial-registry.sql).
  return {
    host: nameOf('database'),
    port: ports.database,
    username: 'postgres',
    database: 'registry',
    sslMode: 'disable',
  };
}

/** Valkey databases by user, as Harbor's chart numbers them. */
const indexes = { core: 0, jobservice: 1, registry: 2, trivy: 5 } as const;

export interface Valkey {
  /** host:port, several with commas for sentinels. */
  readonly addresses: string;
  readonly master?: string | undefined;
  readonly username?: string | undefined;
  readonly tls: boolean;
}

export function valkeyOf(config: Config): Valkey {
  const { kind, external } = config.valkey;
  if (kind === 'external' && external) {
    return {
      addresses: external.addresses.join(','),
      master: external.sentinelMaster,
      username: external.username,
      tls: external.tls,
    };
  }
  return { addresses: `${nameOf('valkey')}:${ports.valkey}`, tls: false };
}

export function valkeySecretEnv(name: string): k8s.EnvVar {
  return secretEnv(name, secretNames.valkey, 'password');
}

/** The password, for the kubelet to put into the URLs that follow: `$(VALKEY_PASSWORD)`. */
export const valkeyPassword: k8s.EnvVar = valkeySecretEnv('VALKEY_PASSWORD');

/** `redis://:$(VALKEY_PASSWORD)@harbor-valkey:6379/0`; `rediss` with TLS, `redis+sentinel` with a master. */
export function valkeyUrl(
  config: Config,
  user: keyof typeof indexes,
  query = '?idle_timeout_seconds=30',
): string {
  const { addresses, master, username = '', tls } = valkeyOf(config);
  const scheme = `${tls ? 'rediss' : 'redis'}${master ? '+sentinel' : ''}`;
  const path = master ? `/${master}` : '';
  return `${scheme}://${username}:$(VALKEY_PASSWORD)@${addresses}${path}/${indexes[user]}${query}`;
}

export const registryIndex = indexes.registry;

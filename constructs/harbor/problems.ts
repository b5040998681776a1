// What is wrong with a configuration of Harbor beyond its schema, and what is valid and still unwise.
import type { Problem } from '../kit/addon.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { canShareStorage } from './registry-config.js';

export function problems(config: Config, platform: Platform): readonly Problem[] {
  const { storage, database, valkey, registry } = config;
  const found: Problem[] = [];
  const add = (path: Problem['path'], message: string) => found.push({ path, message });
  if ((registry.replicas ?? 1) > 1 && !canShareStorage(config))
    add(
      ['registry', 'replicas'],
      `${registry.replicas} registries cannot share a ReadWriteOnce volume; use 1, set storage.volume.shared, or keep layers in a bucket`,
    );
  if (
    storage.kind === 'volume' &&
    storage.volume.shared &&
    !storage.volume.className &&
    !platform.storage?.file
  )
    add(
      ['storage', 'volume', 'shared'],
      'needs a StorageClass for ReadWriteMany volumes and the platform has none; set storage.volume.className, set platform.storage.file, or use rook-ceph’s file system',
    );
  if (storage.kind === 's3' && !storage.s3)
    add(['storage', 's3'], 'is missing, and storage.kind is s3; name the bucket and its region');
  if (storage.kind !== 's3' && storage.s3)
    add(['storage', 's3'], `is set, and storage.kind is ${storage.kind}; use kind s3 or remove it`);
  if (storage.redirect && storage.kind === 'objectStore' && platform.objectStore?.namespace)
    add(
      ['storage', 'redirect'],
      `sends nodes to ${platform.objectStore.host}, a name that pods alone resolve; leave it off`,
    );
  if (database.kind === 'external' && !database.external)
    add(['database', 'external'], 'is missing, and database.kind is external; name the host and the user');
  if (database.kind === 'internal' && database.external)
    add(['database', 'external'], 'is set, and database.kind is internal; use kind external or remove it');
  if (valkey.kind === 'external' && !valkey.external)
    add(['valkey', 'external'], 'is missing, and valkey.kind is external; name the addresses');
  if (valkey.kind === 'internal' && valkey.external)
    add(['valkey', 'external'], 'is set, and valkey.kind is internal; use kind external or remove it');
  if (valkey.external && valkey.external.addresses.length > 1 && !valkey.external.sentinelMaster)
    add(
      ['valkey', 'external', 'addresses'],
      'names several servers without sentinels, which Harbor cannot use; name one, or set sentinelMaster',
    );
  if (database.maxIdleConnections > database.maxOpenConnections)
    add(
      ['database', 'maxIdleConnections'],
      `${database.maxIdleConnections} is above maxOpenConnections (${database.maxOpenConnections}); use less`,
    );
  if (database.kind === 'internal' && connections(config) > serverConnections)
    add(
      ['database', 'maxOpenConnections'],
      `${connections(config)} connections of all pods are more than the ${serverConnections} that the internal PostgreSQL admits; use less, or fewer replicas`,
    );
  const twice = config.proxyCache.findIndex(
    ({ registry: host }, i) => config.proxyCache.findIndex((m) => m.registry === host) !== i,
  );
  if (twice >= 0)
    add(['proxyCache', twice, 'registry'], `${config.proxyCache[twice]?.registry} is there twice; keep one`);
  return found;
}

/** The image's own default (make/photon/db/docker-entrypoint.sh). */
const serverConnections = 1024;

/** A rolling update has one pod more of each. */
function connections(config: Config): number {
  return (config.core.replicas + config.jobservice.replicas + 2) * config.database.maxOpenConnections + 20;
}

export function warnings(config: Config): readonly string[] {
  const single = [
    ...(config.database.kind === 'internal' ? ['PostgreSQL'] : []),
    ...(config.valkey.kind === 'internal' ? ['Valkey'] : []),
    ...(canShareStorage(config) ? [] : ['the registry (on a ReadWriteOnce volume)']),
  ];
  if (single.length === 0) return [];
  return [
    `${single.join(', ')} ${single.length > 1 ? 'run' : 'runs'} as a single pod: pulls and pushes fail while its node drains. Use database.kind and valkey.kind external, and a shared volume or a bucket, where that matters.`,
  ];
}

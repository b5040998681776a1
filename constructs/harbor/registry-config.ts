// Configuration of the registry and its controller, and where their layers are. Credentials come by environment.
import type { k8s } from 'cdk8s-plus-28';
import { stringify } from 'yaml';
import type { Platform } from '../kit/platform.js';
import { registryIndex, valkeyOf } from './backends.js';
import type { Config } from './config.js';
import { ports, registryClaim, secretNames } from './names.js';
import { secretEnv, tlsFile } from './pod.js';

export const volumeDirectory = '/storage';

/** distribution/distribution@v2.8.3: docs/configuration.md, with Harbor's additions for Redis. */
export function registrySettings(config: Config, platform: Platform): string {
  const valkey = valkeyOf(config);
  return stringify({
    version: 0.1,
    log: { level: config.logLevel === 'warning' ? 'warn' : config.logLevel, fields: { service: 'registry' } },
    storage: {
      ...driver(config, platform),
      cache: { layerinfo: 'redis' },
      maintenance: {
        uploadpurging: {
          enabled: true,
          age: `${config.storage.deleteUnfinishedAfterHours}h`,
          interval: '24h',
          dryrun: false,
        },
      },
      delete: { enabled: true },
      redirect: { disable: config.storage.kind === 'volume' || !config.storage.redirect },
    },
    redis: {
      addr: valkey.addresses,
      ...(valkey.master ? { sentinelMasterSet: valkey.master } : {}),
      ...(valkey.username ? { username: valkey.username } : {}),
      db: registryIndex,
      dialtimeout: '10s',
      readtimeout: '10s',
      writetimeout: '10s',
      enableTLS: valkey.tls,
      pool: { maxidle: 100, maxactive: 500, idletimeout: '60s' },
    },
    http: {
      addr: `:${ports.registry}`,
      relativeurls: false,
      tls: {
        certificate: tlsFile('registry', 'tls.crt'),
        key: tlsFile('registry', 'tls.key'),
        minimumtls: 'tls1.2',
      },
      debug: { addr: `:${ports.metrics}`, prometheus: { enabled: true, path: '/metrics' } },
    },
    auth: { htpasswd: { realm: 'harbor-registry-basic-realm', path: '/etc/registry/passwd' } },
    validation: { disabled: true },
    compatibility: { schema1: { enabled: true } },
  });
}

export function controllerSettings(config: Config): string {
  return stringify({
    protocol: 'https',
    port: String(ports.registryctl),
    https_config: { cert: tlsFile('registry', 'tls.crt'), key: tlsFile('registry', 'tls.key') },
    log_level: config.logLevel,
    registry_config: '/etc/registry/config.yml',
  });
}

function driver(config: Config, platform: Platform): Record<string, unknown> {
  const { kind, s3, objectStore } = config.storage;
  if (kind === 's3' && s3) {
    const { endpoint } = s3;
    return {
      s3: {
        region: s3.region,
        bucket: s3.bucket,
        ...(endpoint
          ? {
              regionendpoint: `${endpoint.tls ? 'https' : 'http'}://${endpoint.host}:${endpoint.port}`,
              secure: endpoint.tls,
            }
          : { secure: true }),
        v4auth: true,
        ...(s3.encrypt ? { encrypt: true } : {}),
        ...(s3.rootDirectory ? { rootdirectory: s3.rootDirectory } : {}),
      },
    };
  }
  const store = platform.objectStore;
  if (kind === 'objectStore' && store) {
    return {
      s3: {
        region: 'us-east-1',
        bucket: objectStore.bucket,
        regionendpoint: `http://${store.host}:${store.port}`,
        secure: false,
        v4auth: true,
      },
    };
  }
  return { filesystem: { rootdirectory: volumeDirectory, maxthreads: 100 } };
}

/** Whether the bucket is claimed, so that its keys come from the claim's Secret. */
export function isClaimed(config: Config, platform: Platform): boolean {
  return config.storage.kind === 'objectStore' && platform.objectStore?.bucketClass !== undefined;
}

/** Keys of the bucket, for both containers. */
export function bucketKeys(config: Config, platform: Platform): k8s.EnvVar[] {
  if (config.storage.kind === 'volume') return [];
  // lib-bucket-provisioner writes a Secret of the claim's name with these keys.
  const [secret, id, key] = isClaimed(config, platform)
    ? ([registryClaim, 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'] as const)
    : ([secretNames.storage, 'accessKey', 'secretKey'] as const);
  return [
    secretEnv('REGISTRY_STORAGE_S3_ACCESSKEY', secret, id),
    secretEnv('REGISTRY_STORAGE_S3_SECRETKEY', secret, key),
  ];
}

/** Two registries may not share a ReadWriteOnce volume. */
export function canShareStorage(config: Config): boolean {
  return config.storage.kind !== 'volume' || config.storage.volume.shared;
}

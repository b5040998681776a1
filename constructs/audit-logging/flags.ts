// The API server's flags for audit logs.
// https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/
import type { Config } from './config.js';
import { paths, type SelfManaged } from './names.js';

export interface Flag {
  readonly name: string;
  readonly value: string;
}

export function logPath(config: Config, distribution: SelfManaged): string {
  return config.path ?? paths[distribution].log;
}

/** Folder of the log: what has to exist, be mounted, and be read by the collector. */
export function logFolder(config: Config, distribution: SelfManaged): string {
  const path = logPath(config, distribution);
  return path.slice(0, path.lastIndexOf('/'));
}

export function fileFlags(config: Config, distribution: SelfManaged): readonly Flag[] {
  return [
    { name: 'audit-policy-file', value: paths[distribution].policy },
    { name: 'audit-log-path', value: logPath(config, distribution) },
  ];
}

export function limitFlags(config: Config): readonly Flag[] {
  const { maxAgeDays, maxBackups, maxSizeMegabytes } = config.retention;
  return [
    { name: 'audit-log-maxage', value: String(maxAgeDays) },
    { name: 'audit-log-maxbackup', value: String(maxBackups) },
    { name: 'audit-log-maxsize', value: String(maxSizeMegabytes) },
    // blocking is the API server's own default.
    ...(config.mode === 'blocking' ? [] : [{ name: 'audit-log-mode', value: config.mode }]),
  ];
}

// What the pods see of their node: logs, read-only, and a folder of their own for positions and records that wait.
import { dirname } from 'node:path';
import type { k8s } from 'cdk8s-plus-28';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import type { Output } from './config-outputs.js';
import { tlsFilesOf } from './credentials.js';
import { paths, type Stream } from './names.js';
import { sinkName } from './sinks.js';
import { auditPath, kubeletFile } from './streams.js';

export interface Mount {
  readonly volume: k8s.Volume;
  readonly mount: k8s.VolumeMount;
}

export function mountsFor(
  config: Config,
  platform: Platform,
  name: string,
  streams: readonly Stream[],
  sinks: readonly Output[],
): readonly Mount[] {
  const audit = auditPath(config, platform);
  const kubelet = kubeletFile(platform);
  return [
    {
      // A folder, not single files: those would never see a change.
      volume: { name: 'config', configMap: { name } },
      mount: { mountPath: paths.config, name: 'config', readOnly: true },
    },
    {
      volume: {
        name: 'state',
        // One folder a DaemonSet: neither may open the other's database.
        hostPath: { path: `${config.buffer.hostPath}/${name}`, type: 'DirectoryOrCreate' },
      },
      mount: { mountPath: paths.state, name: 'state' },
    },
    ...(streams.includes('containers') || streams.includes('kubelet') ? [host('var-log', '/var/log')] : []),
    ...(streams.includes('containers') && config.containerRuntime === 'docker'
      ? // Where the links of /var/log/pods lead to.
        [host('docker-containers', '/var/lib/docker/containers')]
      : []),
    ...(streams.includes('kubelet')
      ? [
          // The journal of nodes that keep none on disk, and the id that tells which journal is this machine's.
          host('run-log', '/run/log', 'DirectoryOrCreate'),
          host('machine-id', '/etc/machine-id', 'File'),
          ...(kubelet ? [host('kubelet-logs', dirname(kubelet), 'DirectoryOrCreate')] : []),
        ]
      : []),
    ...(streams.includes('audit') && audit
      ? // The folder: the file itself is another one after each rotation.
        [host('audit-logs', dirname(audit), 'DirectoryOrCreate')]
      : []),
    ...sinks.flatMap(tlsMount),
  ];
}

/** The same path inside and outside, so that links between log files lead somewhere. */
function host(name: string, path: string, type = 'Directory'): Mount {
  return {
    volume: { name, hostPath: { path, type } },
    mount: { mountPath: path, name, readOnly: true },
  };
}

function tlsMount(output: Output): Mount[] {
  const files = tlsFilesOf(output);
  if (files.length === 0) return [];
  const name = `tls-${sinkName(output)}`;
  return [
    {
      volume: {
        name,
        projected: {
          // Single keys: a key that the configuration does not name is not mounted.
          sources: files.map((f) => {
            const items = [{ key: f.source.key, path: f.file }];
            return 'secret' in f.source
              ? { secret: { items, name: f.source.secret } }
              : { configMap: { items, name: f.source.configMap } };
          }),
          defaultMode: 0o400,
        },
      },
      mount: { mountPath: `${paths.tls}/${sinkName(output)}`, name, readOnly: true },
    },
  ];
}

// Inputs: one a stream, each with positions of its own on the node's disk, so that a restart goes on where it stopped.
import type { Platform } from '../../kit/platform.js';
import type { Config } from '../config.js';
import { namespaceName, nodeName, paths, type Stream } from '../names.js';
import { auditPath, kubeletFile, kubeletUnits } from '../streams.js';
import { type Section, section } from './text.js';

export function inputs(config: Config, platform: Platform, streams: readonly Stream[]): readonly Section[] {
  return [
    ...(streams.includes('containers') ? [containers(config)] : []),
    ...(streams.includes('kubelet') ? kubelet(config, platform) : []),
    ...(streams.includes('audit') ? [audit(config, platform)] : []),
  ];
}

const file = '/var/log/containers';

function containers(config: Config): Section {
  const { excludeNamespaces, excludePaths } = config.containers;
  return section(
    {
      name: 'tail',
      alias: 'containers',
      tag: 'containers.*',
      path: `${file}/*.log`,
      exclude_path: [
        // Our own words about a failed delivery would be delivered, fail, and so on.
        `${file}/${nodeName}-*_${namespaceName}_*.log`,
        ...excludeNamespaces.map((namespace) => `${file}/*_${namespace}_*.log`),
        ...excludePaths,
      ].join(','),
      'multiline.parser': config.containerRuntime === 'docker' ? 'docker' : 'cri',
      ...position('containers'),
      refresh_interval: 10,
      rotate_wait: 30,
      buffer_chunk_size: '64k',
      buffer_max_size: '512k',
      skip_long_lines: true,
      'storage.type': 'filesystem',
    },
    config.options.containers,
  );
}

function kubelet(config: Config, platform: Platform): readonly Section[] {
  const path = kubeletFile(platform);
  return [
    section(
      {
        name: 'systemd',
        alias: 'kubelet',
        tag: 'kubelet.*',
        // No path: libsystemd reads the persistent and the volatile journal of this machine id, whichever exists. A
        // path that does not exist would keep Fluent Bit from starting.
        systemd_filter: kubeletUnits(config, platform).map((unit) => `_SYSTEMD_UNIT=${unit}`),
        systemd_filter_type: 'or',
        db: `${paths.state}/kubelet.db`,
        'db.sync': 'normal',
        // Weeks of journal at the first start help nobody.
        read_from_tail: true,
        lowercase: true,
        strip_underscores: true,
        'storage.type': 'filesystem',
      },
      config.options.kubelet,
    ),
    ...(path
      ? [
          section({
            name: 'tail',
            alias: 'kubelet-file',
            tag: 'kubelet.file',
            path,
            key: 'message',
            ...position('kubelet-file'),
            skip_long_lines: true,
            'storage.type': 'filesystem',
          }),
        ]
      : []),
  ];
}

function audit(config: Config, platform: Platform): Section {
  return section(
    {
      name: 'tail',
      alias: 'audit',
      tag: 'audit.log',
      // The exact file: rotated ones beside it have other names, and this one is followed while it is rotated.
      path: auditPath(config, platform) ?? '',
      parser: 'audit',
      ...position('audit'),
      refresh_interval: 10,
      rotate_wait: 30,
      // An event with the bodies of a large object is one line.
      buffer_chunk_size: '512k',
      buffer_max_size: '8M',
      skip_long_lines: true,
      'storage.type': 'filesystem',
    },
    config.options.audit,
  );
}

/** Files that appeared while no pod ran are read from their start; without positions they would be skipped. */
function position(name: string): Section {
  return { db: `${paths.state}/${name}.db`, 'db.locking': true, read_from_head: true };
}

// What would make volumes fail, or two provisioners answer the same claim.
import type { Problem } from '../kit/addon.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';

export function problems(config: Config, platform: Platform): readonly Problem[] {
  return [...bundled(config, platform), ...duplicates(config), ...readOnlyHost(config, platform)];
}

function bundled(config: Config, { cluster }: Platform): readonly Problem[] {
  if (cluster.distribution === 'k3s' && !config.replaceBundled) {
    return [
      {
        path: [],
        message:
          'k3s brings its own, and both would answer the same claims; remove this addon and set platform.storage.block: local-path, or put `disable: [local-storage]` into /etc/rancher/k3s/config.yaml of every server and set replaceBundled: true',
      },
    ];
  }
  if (cluster.distribution === 'kind') {
    return [
      {
        path: [],
        message:
          'kind brings its own, and both would answer the same claims; remove this addon and set platform.storage.block: standard',
      },
    ];
  }
  return [];
}

/** The provisioner refuses its whole configuration for these. */
function duplicates(config: Config): readonly Problem[] {
  const names = config.nodes.map((n) => n.name);
  const twice = (list: readonly string[]) => list.findIndex((item, i) => list.indexOf(item) < i);
  const node = twice(names);
  const lists: { path: Problem['path']; paths: readonly string[] }[] = [
    { path: ['paths'], paths: config.paths },
    ...config.nodes.map((n, i) => ({ path: ['nodes', i, 'paths'], paths: n.paths })),
  ];
  return [
    ...(node >= 0
      ? [{ path: ['nodes', node, 'name'], message: `is '${names[node]}' a second time; names must differ` }]
      : []),
    ...lists.flatMap(({ path, paths }) => {
      const at = twice(paths);
      return at >= 0 ? [{ path: [...path, at], message: `is '${paths[at]}' a second time; remove it` }] : [];
    }),
  ];
}

/** Talos mounts its root read-only: /var is where data may be. */
function readOnlyHost(config: Config, { cluster }: Platform): readonly Problem[] {
  if (cluster.distribution !== 'talos') return [];
  return config.paths.flatMap((path, i) =>
    path.startsWith('/var/')
      ? []
      : [{ path: ['paths', i], message: `${path} cannot be written on Talos; use a folder below /var` }],
  );
}

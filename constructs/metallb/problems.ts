// Faults of a MetalLB configuration that its webhook would refuse, or that the network would find.
import type { Problem } from '../kit/addon.js';
import type { Platform } from '../kit/platform.js';
import { type AddressRange, overlap, parseRange } from './addresses.js';
import type { Config } from './config.js';

interface Located {
  readonly path: readonly (string | number)[];
  readonly owner: string;
  readonly text: string;
  readonly range: AddressRange;
}

export function problems(config: Config, platform: Platform): readonly Problem[] {
  return [...ranges(config, platform), ...names(config), ...announcements(config), ...peers(config)];
}

function ranges(config: Config, platform: Platform): readonly Problem[] {
  const found: Problem[] = [];
  const seen: Located[] = [
    ...platform.cluster.podCidrs.map((text) => inCluster('the pods’ network', text)),
    ...platform.cluster.serviceCidrs.map((text) => inCluster('the Services’ network', text)),
  ].filter((l) => l !== undefined);
  for (const [i, pool] of config.pools.entries()) {
    for (const [j, text] of pool.addresses.entries()) {
      const path = ['pools', i, 'addresses', j];
      const range = parseRange(text);
      if (!range) {
        found.push({
          path,
          message: `is '${text}', which is no range of addresses; give a CIDR, or first-last of one family in ascending order`,
        });
        continue;
      }
      const other = seen.find((l) => overlap(l.range, range));
      if (other) {
        found.push({
          path,
          message: `overlaps ${other.text} of ${other.owner}; one address must belong to one owner`,
        });
      }
      if (pool.bgp && range.family === 6) {
        found.push({
          path,
          message:
            'is IPv6 in a pool that BGP announces, which native mode cannot; announce it by l2 in a pool of its own',
        });
      }
      seen.push({ path, owner: `pool ${pool.name}`, text, range });
    }
  }
  return found;
}

function inCluster(owner: string, text: string): Located | undefined {
  const range = parseRange(text);
  return range && { path: [], owner, text, range };
}

function names(config: Config): readonly Problem[] {
  return (['pools', 'peers'] as const).flatMap((key) =>
    config[key].flatMap((item, i) =>
      config[key].findIndex((other) => other.name === item.name) < i
        ? [{ path: [key, i, 'name'], message: `is '${item.name}' a second time; names must differ` }]
        : [],
    ),
  );
}

function announcements(config: Config): readonly Problem[] {
  const known = new Set(config.peers.map((p) => p.name));
  return config.pools.flatMap((pool, i) => {
    const path = ['pools', i];
    if (!pool.l2 && !pool.bgp) {
      return [
        { path, message: 'is announced by nothing, so its addresses reach nobody; add l2: {} or bgp: {}' },
      ];
    }
    if (!pool.bgp) return [];
    return [
      ...(known.size === 0
        ? [{ path: [...path, 'bgp'], message: 'has no router to tell; add an entry to peers' }]
        : pool.bgp.peers.flatMap((peer, j) =>
            known.has(peer)
              ? []
              : [
                  {
                    path: [...path, 'bgp', 'peers', j],
                    message: `names peer '${peer}', which is not among ${[...known].join(', ')}`,
                  },
                ],
          )),
    ];
  });
}

function peers(config: Config): readonly Problem[] {
  const used = config.pools.some((pool) => pool.bgp);
  return config.peers.length > 0 && !used
    ? [{ path: ['peers'], message: 'are told of no pool; add bgp: {} to a pool, or remove them' }]
    : [];
}

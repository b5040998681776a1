// Faults of a storage configuration that would cost data or never come up, each found at plan time.
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../constructs/kit/platform.js';
import { rookCeph } from '../../../constructs/rook-ceph/addon.js';
import { fullPlatform } from '../../support/platform.js';

const filter = { deviceFilter: '^sd[b-d]$' };
const problems = (config: unknown, cluster: Partial<Platform['cluster']> = {}) =>
  (
    rookCeph.problems?.(rookCeph.config.parse(config), {
      ...fullPlatform,
      cluster: { ...fullPlatform.cluster, ...cluster },
    }) ?? []
  ).map((p) => `${p.path.join('.')} ${p.message}`);
const nodes = (...names: string[]) => names.map((name) => ({ name, devices: ['sdb'] }));

describe('problems of a Ceph configuration', () => {
  it('are none for a filter, for listed nodes, and for all disks when that is said', () => {
    expect(problems({ storage: filter })).toEqual([]);
    expect(problems({ storage: { nodes: nodes('a', 'b', 'c') } })).toEqual([]);
    expect(problems({ storage: { useAllDevices: true } })).toEqual([]);
    expect(
      problems({ storage: { ...filter, nodes: [{ name: 'a' }, { name: 'b' }, { name: 'c' }] } }),
    ).toEqual([]);
  });

  it.each([
    ['no disks at all', {}, /^storage names no disks/],
    ['all disks beside some', { storage: { ...filter, useAllDevices: true } }, /^storage\.useAllDevices/],
    ['a filter for every disk', { storage: { deviceFilter: '.*' } }, /deviceFilter \.\* matches every disk/],
    ['a broken filter', { storage: { deviceFilter: '^sd[b' } }, /is no regular expression/],
    ['a node twice', { storage: { nodes: nodes('a', 'b', 'c', 'a') } }, /^storage\.nodes\.3\.name a is/],
    [
      'a node without disks',
      { storage: { nodes: [...nodes('a', 'b', 'c'), { name: 'd' }] } },
      /^storage\.nodes\.3 d gives no disks/,
    ],
    [
      'a disk twice',
      { storage: { nodes: [...nodes('a', 'b'), { name: 'c', devices: ['sdb', 'sdb'] }] } },
      /^storage\.nodes\.2\.devices sdb/,
    ],
    [
      'data on the metadata device',
      {
        storage: {
          metadataDevice: 'sdb',
          nodes: [...nodes('a')].concat({ name: 'b', devices: ['sdc'] }, { name: 'c', devices: ['sdc'] }),
        },
      },
      /metadata device/,
    ],
    ['ratios in the wrong order', { storage: { ...filter, nearFullRatio: 0.95 } }, /must rise in this order/],
    ['an even number of monitors', { storage: filter, mons: 2 }, /^mons 2 monitors survive no more/],
    ['more monitors than nodes', { storage: filter, mons: 5 }, /^mons 5 monitors .* 3 take them/],
    [
      'zones that are not there',
      { storage: filter, failureDomain: 'zone', filesystem: { enabled: false } },
      /^failureDomain zone: 3 copies .* names 0/,
    ],
    [
      'data in the kubelet’s folder',
      { storage: filter, dataDirHostPath: '/var/lib/kubelet/rook' },
      /^dataDirHostPath lies in/,
    ],
  ])('name %s', (_, config, message) => {
    expect(problems(config)).toEqual([expect.stringMatching(message)]);
  });

  it('name each kind of storage that has fewer nodes than copies', () => {
    const found = problems({ storage: { nodes: nodes('a', 'b') }, objectStore: { enabled: true } });
    expect(found).toEqual([
      expect.stringMatching(/^block\.replicas 3 copies need 3 nodes with disks and there are 2/),
      expect.stringMatching(/^filesystem\.replicas/),
      expect.stringMatching(/^objectStore\.replicas/),
    ]);
    expect(problems({ storage: filter, mons: 1, mgrs: 1 }, { workers: 1 })).toHaveLength(2);
  });

  it('are found by the schema where a value alone is wrong', () => {
    const refused = (config: unknown) => !rookCeph.config.safeParse(config).success;
    expect(refused({ storage: filter, block: { replicas: 1 } })).toBe(true);
    expect(refused({ storage: filter, dataDirHostPath: '/' })).toBe(true);
    expect(refused({ storage: { nodes: [{ name: 'a', devices: ['../sdb'] }] } })).toBe(true);
    expect(refused({ storage: filter, cleanupPolicy: { confirmation: 'yes-really-destroy-data' } })).toBe(
      true,
    );
  });
});

// What a profile may not say about the log store, and how it is told.
import { describe, expect, it } from 'vitest';
import { opensearch } from '../../../constructs/opensearch/addon.js';
import { budgetBytes, bytesOf } from '../../../constructs/opensearch/sizes.js';
import { cluster, fullPlatform } from '../../support/platform.js';

const problemsOf = (config: unknown, platform = fullPlatform) =>
  (opensearch.problems?.(opensearch.config.parse(config), platform) ?? []).map((p) => [
    p.path.join('.'),
    p.message,
  ]);

describe('problems', () => {
  it('are none with the defaults', () => {
    expect(problemsOf({})).toEqual([]);
  });

  it('refuse two nodes, which have no majority when one is lost', () => {
    expect(problemsOf({ nodes: 2 })).toEqual([['nodes', expect.stringContaining('use 1 or 3')]]);
  });

  it('refuse more nodes than machines', () => {
    const small = { ...fullPlatform, cluster: { ...cluster, workers: 1 } };
    expect(problemsOf({}, small)).toEqual([['nodes', expect.stringContaining('use at most 1')]]);
    expect(problemsOf({ nodes: 1 }, small)).toEqual([]);
  });

  it('refuse a budget that the watermarks would never let it reach', () => {
    expect(problemsOf({ retention: { maxSize: '140Gi' } })).toEqual([
      ['retention.maxSize', expect.stringContaining('85%')],
    ]);
    expect(problemsOf({ retention: { maxSize: '120Gi' } })).toEqual([]);
  });

  it('refuse too little memory, too small volumes and more shards than fit', () => {
    const config = {
      memory: '1Gi',
      storage: { size: '1Gi' },
      indices: { shards: 3 },
      retention: { days: { audit: 1000 } },
    };
    expect(problemsOf(config).map(([path]) => path)).toEqual([
      'memory',
      'storage.size',
      'retention.days.audit',
    ]);
  });

  it('refuse OpenID Connect where there is no host to come back to', () => {
    const { ingress: _, ...platform } = fullPlatform;
    const oidc = { discoveryUrl: 'https://id.example.org/x', clientId: 'a' };
    expect(problemsOf({ dashboards: { oidc } }, platform).map(([path]) => path)).toEqual(['dashboards.oidc']);
  });
});

describe('the schema', () => {
  it('refuses unknown keys, quantities without meaning and plain http for sign-in', () => {
    const refused = (config: unknown) => !opensearch.config.safeParse(config).success;
    expect(refused({ replicas: 3 })).toBe(true);
    expect(refused({ memory: '2GB' })).toBe(true);
    expect(refused({ dashboards: { oidc: { discoveryUrl: 'http://id.example.org', clientId: 'a' } } })).toBe(
      true,
    );
  });
});

describe('sizes', () => {
  it('are read in binary and decimal units', () => {
    expect(bytesOf('1.5Gi')).toBe(1.5 * 2 ** 30);
    expect(bytesOf('2G')).toBe(2e9);
    expect(bytesOf('123')).toBe(123);
  });

  it('give logs 70% of all volumes unless the profile says how much', () => {
    expect(budgetBytes(opensearch.config.parse({ storage: { size: '100Gi' } }))).toBe(210 * 2 ** 30);
    expect(budgetBytes(opensearch.config.parse({ retention: { maxSize: '20Gi' } }))).toBe(20 * 2 ** 30);
  });
});

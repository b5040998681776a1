// Ranges of addresses as numbers.
import { describe, expect, it } from 'vitest';
import { overlap, parseRange } from '../../../constructs/metallb/addresses.js';

describe('a range of addresses', () => {
  it.each([
    ['192.0.2.0/30', 4, 0xc0000200n, 0xc0000203n],
    // Host bits are cut off, as MetalLB does.
    ['192.0.2.2/30', 4, 0xc0000200n, 0xc0000203n],
    ['192.0.2.10-192.0.2.11', 4, 0xc000020an, 0xc000020bn],
    ['::1/128', 6, 1n, 1n],
    ['2001:db8::/126', 6, 0x20010db8n << 96n, (0x20010db8n << 96n) + 3n],
    ['::ffff:192.0.2.1/128', 6, 0xffffc0000201n, 0xffffc0000201n],
    ['fd00::1-fd00::ff', 6, (0xfd00n << 112n) + 1n, (0xfd00n << 112n) + 255n],
  ])('is read from %s', (text, family, first, last) => {
    expect(parseRange(text)).toEqual({ family, first, last });
  });

  it.each([
    '192.0.2.20-192.0.2.10',
    '192.0.2.1-fd00::1',
    '192.0.2.0/33',
    '300.0.0.1/32',
    '192.0.2.1',
    'fd00::g/64',
  ])('is not read from %s', (text) => {
    expect(parseRange(text)).toBeUndefined();
  });

  it('overlaps another of its family when they share an address', () => {
    const at = (text: string) => parseRange(text)!;
    expect(overlap(at('192.0.2.0/28'), at('192.0.2.15-192.0.2.20'))).toBe(true);
    expect(overlap(at('192.0.2.0/28'), at('192.0.2.16-192.0.2.20'))).toBe(false);
    expect(overlap(at('0.0.0.0/0'), at('::/0'))).toBe(false);
  });
});

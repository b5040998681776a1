// Ranges of addresses as numbers, so that overlaps can be found before the network finds them.
import { isIPv4, isIPv6 } from 'node:net';

export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** A CIDR or `first-last`. Undefined when it is not one, or runs backwards, or mixes families. */
export function parseRange(text: string): AddressRange | undefined {
  return text.includes('/') ? parseCidr(text) : parsePair(text);
}

export function overlap(a: AddressRange, b: AddressRange): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function parseCidr(text: string): AddressRange | undefined {
  const [address = '', prefix = ''] = text.split('/');
  const family = familyOf(address);
  if (!family || !/^\d+$/.test(prefix)) return undefined;
  const bits = family === 4 ? 32 : 128;
  const host = bits - Number(prefix);
  if (host < 0) return undefined;
  const size = 1n << BigInt(host);
  const first = (numberOf(address, family) / size) * size;
  return { family, first, last: first + size - 1n };
}

function parsePair(text: string): AddressRange | undefined {
  const [a = '', b = ''] = text.split('-');
  const family = familyOf(a);
  if (!family || familyOf(b) !== family) return undefined;
  const [first, last] = [numberOf(a, family), numberOf(b, family)];
  return first <= last ? { family, first, last } : undefined;
}

function familyOf(address: string): 4 | 6 | undefined {
  return isIPv4(address) ? 4 : isIPv6(address) ? 6 : undefined;
}

function numberOf(address: string, family: 4 | 6): bigint {
  return family === 4 ? v4(address) : v6(address);
}

function v4(address: string): bigint {
  return address.split('.').reduce((sum, part) => sum * 256n + BigInt(part), 0n);
}

function v6(address: string): bigint {
  // A trailing IPv4 part becomes two groups.
  const plain = address.replace(/\d+\.\d+\.\d+\.\d+$/, (tail) => {
    const n = v4(tail);
    return `${(n >> 16n).toString(16)}:${(n & 0xffffn).toString(16)}`;
  });
  const [head = '', tail] = plain.split('::');
  const groups = (s: string) => (s === '' ? [] : s.split(':'));
  const before = groups(head);
  const after = groups(tail ?? '');
  const zeros = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array<string>(zeros).fill('0'), ...after].reduce(
    (sum, group) => sum * 65_536n + BigInt(`0x${group}`),
    0n,
  );
}

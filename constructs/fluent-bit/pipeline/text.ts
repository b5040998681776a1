// A section of Fluent Bit's configuration: options in the order that a reader expects, the profile's own last.
import type { Platform } from '../../kit/platform.js';
import type { Options } from '../config.js';
import type { Stream } from '../names.js';

export type Section = Readonly<Record<string, Options[string] | readonly string[] | undefined>>;

/** Our options with the profile's over them; Fluent Bit ignores the case of names, so `Flush` replaces `flush`. */
export function section(ours: Section, theirs: Options = {}): Section {
  const lower = Object.fromEntries(Object.entries(theirs).map(([key, value]) => [key.toLowerCase(), value]));
  return { ...ours, ...lower };
}

/** What filters and outputs match: the tags of these streams. */
export function matching(streams: readonly Stream[]): Section {
  const [only] = streams;
  return streams.length === 1 && only !== undefined
    ? { match: `${only}.*` }
    : { match_regex: `^(${streams.join('|')})\\.` };
}

/** Every address of the pod, in the family that the cluster has. */
export function listenAddress(platform: Platform): string {
  return platform.cluster.podCidrs[0]?.includes(':') ? '::' : '0.0.0.0';
}

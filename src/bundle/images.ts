// Every image that the bundle makes a cluster pull, wherever a manifest names it: containers, arguments, custom resources.
import { imageRef, type Pins } from '../../constructs/kit/image.js';
import type { Platform } from '../../constructs/kit/platform.js';
import type { Document } from '../synth/document.js';

/** Sorted, each once. A string counts when it is, or ends in `=` and, a pinned reference, or stands in a field `image`. */
export function imagesOf(
  documents: readonly Document[],
  pins: readonly Pins[],
  platform: Platform,
): readonly string[] {
  const pinned = new Set(pins.flatMap((p) => Object.values(p.images)).map((pin) => imageRef(pin, platform)));
  const found = new Set<string>();
  const visit = (value: unknown, key: string): void => {
    if (typeof value === 'string') {
      if (key === 'image' && value.length > 0) found.add(value);
      const argument = value.slice(value.indexOf('=') + 1);
      for (const candidate of [value, argument]) if (pinned.has(candidate)) found.add(candidate);
    } else if (Array.isArray(value)) {
      for (const item of value) visit(item, key);
    } else if (typeof value === 'object' && value !== null) {
      for (const [k, v] of Object.entries(value)) visit(v, k);
    }
  };
  for (const { object } of documents) visit(object, '');
  return [...found].sort();
}

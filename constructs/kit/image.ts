// Images are pinned beside their addon and become references in one place, where a mirror registry is applied.
import type { Platform } from './platform.js';

export interface Pin {
  /** Full reference with registry and tag, as upstream publishes it. */
  readonly image: string;
  /** `sha256:…` where upstream publishes it. */
  readonly digest?: string;
  /** Upstream file that names this tag: `owner/repo@ref:path`. */
  readonly source: string;
}

export interface Pins {
  /** Upstream version that the addon renders. */
  readonly version: string;
  /** Upstream project, for humans. */
  readonly homepage: string;
  readonly images: Readonly<Record<string, Pin>>;
  /** Go module that the CRDs are generated from: `module@version`. */
  readonly crds?: readonly string[];
}

/** The reference to put into a manifest: mirrored when the profile names a registry, by digest when one is known. */
export function imageRef(pin: Pin, platform: Platform): string {
  const mirror = platform.images.registry;
  const image = mirror ? `${mirror}/${pathOf(pin.image)}` : pin.image;
  return pin.digest ? `${image}@${pin.digest}` : image;
}

/** `quay.io/a/b:v1` → `a/b:v1`. References without a registry host do not occur in pins. */
function pathOf(image: string): string {
  return image.slice(image.indexOf('/') + 1);
}

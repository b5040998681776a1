// Images of the AWS cloud controller: one release for each Kubernetes minor, and only for that.
import type { Pin, Pins } from '../kit/image.js';

const repository = 'registry.k8s.io/provider-aws/cloud-controller-manager';

/**
 * What registry.k8s.io was told to serve. The git repository has newer tags, v1.36.1 among them, that were never
 * promoted: their images cannot be pulled.
 */
const promotions = 'kubernetes/k8s.io@main:registry.k8s.io/images/k8s-staging-provider-aws/images.yaml';

const release = (tag: string, digest: string): Pin => ({
  image: `${repository}:${tag}`,
  digest: `sha256:${digest}`,
  source: promotions,
});

/** Newest release of each minor that was promoted. */
export const releases: Readonly<Record<string, Pin>> = {
  '1.33': release('v1.33.4', 'b54bc094711e9d7ace6c9bab3d6f02a598e7570ac1fedd6341940e1de79ea476'),
  '1.34': release('v1.34.3', 'ab45cec4a1ee68a556d09a362746db8fd66b258101aefcf0542f51e960248810'),
  '1.35': release('v1.35.2', '5a5d4e5942ad078a184c12bf5435f8226ccb157ee15e9e1f87c183a4bf4b8f1a'),
};

export const pins: Pins = {
  version: 'v1.35.2',
  homepage: 'https://github.com/kubernetes/cloud-provider-aws',
  images: releases,
};

// Images of the OpenStack cloud controller: one release for each Kubernetes minor, and only for that.
import type { Pin, Pins } from '../kit/image.js';

const repository = 'registry.k8s.io/provider-os/openstack-cloud-controller-manager';
const manifest = 'manifests/controller-manager/openstack-cloud-controller-manager-ds.yaml';

const release = (tag: string): Pin => ({
  image: `${repository}:${tag}`,
  source: `kubernetes/cloud-provider-openstack@${tag}:${manifest}`,
});

/** Newest release of each minor whose manifest names its image. */
export const releases: Readonly<Record<string, Pin>> = {
  '1.33': release('v1.33.1'),
  '1.34': release('v1.34.1'),
  '1.35': release('v1.35.0'),
  '1.36': release('v1.36.0'),
};

export const pins: Pins = {
  version: 'v1.36.0',
  homepage: 'https://github.com/kubernetes/cloud-provider-openstack',
  images: releases,
};

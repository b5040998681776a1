// Names that the parts of the Hetzner Cloud controller agree on.
export const addonName = 'hcloud-cloud-controller-manager';
export const namespaceName = 'hcloud-cloud-controller-manager';
/** DaemonSet, Service, ServiceAccount, lease and value of `job`. */
export const name = 'hcloud-cloud-controller-manager';
/** Upstream's name for the Secret. */
export const secretName = 'hcloud';

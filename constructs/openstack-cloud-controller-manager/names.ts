// Names that the parts of the OpenStack cloud controller agree on.
export const addonName = 'openstack-cloud-controller-manager';
export const namespaceName = 'openstack-cloud-controller-manager';
/** DaemonSet, Service, ServiceAccount, lease and value of `job`. */
export const name = 'openstack-cloud-controller-manager';
/** Upstream's name for the Secret. */
export const secretName = 'cloud-config';
export const configPath = '/etc/config';

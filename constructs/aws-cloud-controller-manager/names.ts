// Names that the parts of the AWS cloud controller agree on.
export const addonName = 'aws-cloud-controller-manager';
export const namespaceName = 'aws-cloud-controller-manager';
/** DaemonSet, Service, ServiceAccount, lease and value of `job`. */
export const name = 'aws-cloud-controller-manager';
/** ConfigMap of cloud.conf: it holds no credentials, which come from the instance's role. */
export const configName = 'cloud-config';
export const configPath = '/etc/kubernetes/cloud-config';

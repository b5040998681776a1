// Names and ports of the EBS driver. Workloads have upstream’s names, by which IAM roles are bound to them.
import type { CsiDriver } from '../kit/csi.js';

export const addonName = 'aws-ebs-csi-driver';
export const namespaceName = 'aws-ebs-csi-driver';
export const nodeNamespace = 'aws-ebs-csi-driver-node';

export const driver: CsiDriver = {
  addon: addonName,
  driver: 'ebs.csi.aws.com',
  controller: { namespace: namespaceName, name: 'ebs-csi-controller' },
  node: { namespace: nodeNamespace, name: 'ebs-csi-node' },
};

/** Secret with an access key, keys `key_id` and `access_key`: the names of upstream’s manifests. */
export const keySecret = 'aws-secret';

/** The chart's ports of --http-endpoint. */
export const ports = { controllerMetrics: 3301, nodeMetrics: 3302 } as const;

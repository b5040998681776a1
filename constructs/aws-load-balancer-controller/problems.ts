// Where the AWS load balancer controller has no place, or no way to find out where it is.
import type { Problem } from '../kit/addon.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';

const elsewhere: Readonly<Record<string, string>> = {
  gke: 'GKE',
  aks: 'AKS',
  kind: 'kind',
};

export function problems(_config: Config, platform: Platform): readonly Problem[] {
  const other = elsewhere[platform.cluster.distribution];
  return other
    ? [{ path: [], message: `makes load balancers of AWS, and ${other} is not there; remove this addon` }]
    : [];
}

export function warnings(config: Config, platform: Platform): readonly string[] {
  return [
    ...(platform.cluster.distribution === 'eks'
      ? [
          'EKS Auto Mode makes load balancers itself: aws-load-balancer-controller is for EKS clusters without it',
        ]
      : []),
    ...(config.region && config.vpcId
      ? []
      : [
          'aws-load-balancer-controller has no region and vpcId: it asks the metadata of the instance, which answers pods only where its hop limit is 2 or more',
        ]),
  ];
}

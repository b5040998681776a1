// Where the serving certificates of kubelets are somebody else's business.
import type { Problem } from '../kit/addon.js';
import type { Distribution } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addresses } from './workload.js';

/** Who signs or approves the certificates there. */
const elsewhere: Partial<Record<Distribution, string>> = {
  eks: 'EKS approves and signs the serving certificates of its kubelets itself',
  gke: 'GKE approves the serving certificates of its kubelets itself',
  aks: 'AKS manages the serving certificates of its kubelets itself',
  k3s: 'k3s makes the serving certificates of its kubelets itself, without requests',
  rke2: 'RKE2 makes the serving certificates of its kubelets itself, without requests',
};

export function problems(config: Config, platform: Platform): readonly Problem[] {
  const other = elsewhere[platform.cluster.distribution];
  return [
    ...(other ? [{ path: [], message: `${other}; remove this addon` }] : []),
    ...(addresses(config, platform).length === 0
      ? [
          {
            path: ['nodeAddresses'],
            message:
              'no address would be refused: list the ranges of the nodes here or in cluster.nodeCidrs; to admit every address, say 0.0.0.0/0',
          },
        ]
      : []),
  ];
}

export function warnings(config: Config, _platform: Platform): readonly string[] {
  return [
    ...(config.resolveNames
      ? []
      : [
          'kubelet-csr-approver does not look names up (resolveNames: false): a node that was taken over can get a certificate for any address in nodeAddresses, the API server’s among them if it lies there',
        ]),
    ...(config.deny
      ? []
      : ['kubelet-csr-approver denies nothing (deny: false): meant for the roll-out, turn it on afterwards']),
  ];
}

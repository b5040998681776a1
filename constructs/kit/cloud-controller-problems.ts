// Where a cloud controller manager has no place: clusters that bring one, or that have no node to run it on.
import type { Problem } from './addon.js';
import type { Distribution } from './cluster.js';
import type { Platform } from './platform.js';

/** Managed clusters run that of their provider, out of sight. */
const managed: readonly Distribution[] = ['eks', 'gke', 'aks'];

export function cloudControllerProblems(
  platform: Platform,
  options: {
    /** What people call the cloud. */
    readonly cloud: string;
    /** The profile says that the controller that k3s and RKE2 bring has been disabled. */
    readonly replaceBundled: boolean;
    /** Its own managed cluster, where the provider runs this very program. */
    readonly ownManaged?: Distribution;
  },
): readonly Problem[] {
  const { distribution, controlPlanes } = platform.cluster;
  if (managed.includes(distribution)) {
    return [
      {
        path: [],
        message:
          distribution === options.ownManaged
            ? `${distribution} runs it in its own control plane; remove this addon`
            : `${distribution} runs the controller of its own cloud, and its nodes are not in ${options.cloud}; remove this addon`,
      },
    ];
  }
  if (distribution === 'kind') {
    return [
      { path: [], message: `kind runs its nodes as containers, not in ${options.cloud}; remove this addon` },
    ];
  }
  if ((distribution === 'k3s' || distribution === 'rke2') && !options.replaceBundled) {
    return [
      {
        path: [],
        message: `${distribution} brings a cloud controller of its own, and both would initialise nodes; put \`disable-cloud-controller: true\`${distribution === 'k3s' ? ', `disable: [servicelb]`' : ''} and \`kubelet-arg: [cloud-provider=external]\` into /etc/rancher/${distribution}/config.yaml of every server and set replaceBundled: true`,
      },
    ];
  }
  return controlPlanes === 0
    ? [
        {
          path: [],
          message:
            'runs on control-plane nodes, and cluster.controlPlanes is 0; say how many there are, or remove this addon',
        },
      ]
    : [];
}

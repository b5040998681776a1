// Where a snapshot controller runs already: two of them would work on the same snapshots.
import type { Problem } from '../kit/addon.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';

const factOfPlatform = 'remove this addon and set platform.snapshots.apiVersion: snapshot.storage.k8s.io/v1';

export function problems(config: Config, platform: Platform): readonly Problem[] {
  const { distribution } = platform.cluster;
  if (distribution === 'gke' || distribution === 'aks') {
    return [
      {
        path: [],
        message: `${distribution} runs its own snapshot controller and CRDs, which must not be there twice; ${factOfPlatform}`,
      },
    ];
  }
  // docs.rke2.io/reference/server_config: names of the packaged components that can be disabled.
  if (distribution === 'rke2' && !config.replaceBundled) {
    return [
      {
        path: [],
        message: `rke2 brings its own snapshot controller; ${factOfPlatform}, or put \`disable: [rke2-snapshot-controller, rke2-snapshot-controller-crd]\` into /etc/rancher/rke2/config.yaml of every server and set replaceBundled: true`,
      },
    ];
  }
  return [];
}

export function warnings(_config: Config, platform: Platform): readonly string[] {
  return platform.cluster.distribution === 'eks'
    ? [
        'EKS offers the snapshot controller as an add-on of its own: make sure that it is not enabled as well, or remove this addon and set platform.snapshots',
      ]
    : [];
}

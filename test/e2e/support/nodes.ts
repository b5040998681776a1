// Gives the fake nodes the labels and taints of a kubeadm cluster.
import type { ControlPlane } from './control-plane.js';
import type { Rendered } from './rendered.js';

export async function labelNodes(
  cluster: ControlPlane,
  { controlPlanes, workers, zones }: Rendered['cluster'],
): Promise<void> {
  const names = Array.from({ length: controlPlanes + workers }, (_, i) => `node-${i}`);
  const masters = names.slice(0, controlPlanes);
  if (masters.length > 0) {
    await cluster.kubectl(['label', 'nodes', ...masters, 'node-role.kubernetes.io/control-plane=']);
    if (workers > 0) {
      await cluster.kubectl([
        'taint',
        'nodes',
        ...masters,
        'node-role.kubernetes.io/control-plane=:NoSchedule',
      ]);
    }
  }
  for (const [i, name] of names.entries()) {
    // A cluster whose profile names no zones has none on its nodes.
    const zone = zones.length > 0 ? `=${zones[i % zones.length]}` : '-';
    await cluster.kubectl(['label', '--overwrite', 'node', name, `topology.kubernetes.io/zone${zone}`]);
  }
}

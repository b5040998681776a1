// Where a container cannot have what the contract asks for, and why. Each entry is needed, or the contract test fails.

export type ContractRule =
  /** allowPrivilegeEscalation: false */
  | 'privilege-escalation'
  /** readOnlyRootFilesystem: true */
  | 'read-only-root'
  /** capabilities: drop ALL */
  | 'capabilities'
  /** livenessProbe and readinessProbe, by different means */
  | 'probes';

export interface ContractException {
  readonly addon: string;
  /** Name of the workload. */
  readonly workload: string;
  readonly container: string;
  readonly rules: readonly ContractRule[];
  readonly reason: string;
}

const mounts =
  'It mounts into the kubelet’s folders (mountPropagation Bidirectional), which Kubernetes admits in privileged containers alone; those have all capabilities.';

export const contractExceptions: readonly ContractException[] = [
  {
    addon: 'aws-ebs-csi-driver',
    workload: 'ebs-csi-node',
    container: 'ebs-plugin',
    rules: ['privilege-escalation', 'capabilities'],
    reason: mounts,
  },
  {
    addon: 'cinder-csi',
    workload: 'cinder-csi-node',
    container: 'cinder-csi-plugin',
    rules: ['privilege-escalation', 'capabilities'],
    reason: mounts,
  },
  {
    addon: 'csi-driver-nfs',
    workload: 'csi-nfs-controller',
    container: 'nfs',
    rules: ['privilege-escalation', 'capabilities', 'read-only-root'],
    reason: `${mounts} mount.nfs and rpc.statd keep state in /run and /var/lib/nfs of the image.`,
  },
  {
    addon: 'csi-driver-nfs',
    workload: 'csi-nfs-node',
    container: 'nfs',
    rules: ['privilege-escalation', 'capabilities', 'read-only-root'],
    reason: `${mounts} mount.nfs and rpc.statd keep state in /run and /var/lib/nfs of the image.`,
  },
  {
    addon: 'hcloud-csi',
    workload: 'hcloud-csi-node',
    container: 'hcloud-csi-driver',
    rules: ['privilege-escalation', 'capabilities'],
    reason: mounts,
  },
  {
    addon: 'ingress-nginx',
    workload: 'ingress-nginx',
    container: 'controller',
    rules: ['read-only-root'],
    reason:
      'It writes configuration and Lua data into folders of its own image; upstream declined to move them (issue 9504).',
  },
];

// The files that turn audit logs on, in the words of each distribution.
import { stringify } from 'yaml';
import type { Cluster } from '../kit/cluster.js';
import type { Config } from './config.js';
import { type Flag, fileFlags, limitFlags, logFolder } from './flags.js';
import { paths, type SelfManaged } from './names.js';
import { auditPolicy } from './policy.js';

export type Files = Readonly<Record<string, string>>;

/** Files beside the policy, by name. */
export function distributionFiles(config: Config, cluster: Cluster, distribution: SelfManaged): Files {
  return distributions[distribution](config, cluster);
}

const distributions: Record<SelfManaged, (config: Config, cluster: Cluster) => Files> = {
  kubeadm,
  k3s,
  rke2,
  talos,
  kind,
};

function kubeadm(config: Config): Files {
  return {
    'kubeadm-cluster-configuration.yaml': yaml(
      ['For kubeadm on Kubernetes 1.31 or newer: put apiServer of this into your ClusterConfiguration.'],
      {
        apiVersion: 'kubeadm.k8s.io/v1beta4',
        kind: 'ClusterConfiguration',
        apiServer: { extraArgs: allFlags(config, 'kubeadm'), extraVolumes: extraVolumes(config, 'kubeadm') },
      },
    ),
  };
}

/** https://docs.k3s.io/installation/configuration#multiple-config-files */
function k3s(config: Config): Files {
  return {
    'k3s-config.yaml': yaml(
      [
        'For /etc/rancher/k3s/config.yaml.d/90-plinth-audit.yaml on every server. The plus adds to the arguments that',
        'other files name, and files that come later in the alphabet need one too.',
      ],
      { 'kube-apiserver-arg+': allFlags(config, 'k3s').map(asArgument) },
    ),
  };
}

/** https://docs.rke2.io/reference/server_config: audit-policy-file is an option of its own. RKE2 mounts the log's folder. */
function rke2(config: Config): Files {
  const [, log] = fileFlags(config, 'rke2');
  return {
    'rke2-config.yaml': yaml(
      [
        'For /etc/rancher/rke2/config.yaml.d/90-plinth-audit.yaml on every server. The plus adds to the arguments that',
        'other files name, and files that come later in the alphabet need one too.',
      ],
      {
        'audit-policy-file': paths.rke2.policy,
        'kube-apiserver-arg+': [...(log ? [log] : []), ...limitFlags(config)].map(asArgument),
      },
    ),
  };
}

/** Talos names the two paths itself; the policy replaces its own, and these arguments override its own. */
function talos(config: Config): Files {
  return {
    'talos-machine-config-patch.yaml': yaml(
      ['A patch of the machine configuration of control-plane nodes.'],
      {
        cluster: {
          apiServer: {
            extraArgs: Object.fromEntries(limitFlags(config).map((f) => [f.name, f.value])),
            auditPolicy: auditPolicy(config),
          },
        },
      },
    ),
  };
}

/** kind speaks kubeadm v1beta3 below Kubernetes 1.36: kubernetes-sigs/kind:pkg/cluster/internal/kubeadm/config.go */
function kind(config: Config, cluster: Cluster): Files {
  const flags = allFlags(config, 'kind');
  const old = Number(cluster.kubernetesVersion.split('.')[1]) < 36;
  const patch = {
    kind: 'ClusterConfiguration',
    apiServer: {
      extraArgs: old ? Object.fromEntries(flags.map((f) => [f.name, f.value])) : flags,
      extraVolumes: extraVolumes(config, 'kind'),
    },
  };
  const controlPlane = {
    role: 'control-plane',
    extraMounts: [{ hostPath: './audit-policy.yaml', containerPath: paths.kind.policy, readOnly: true }],
    kubeadmConfigPatches: [stringify(patch, { lineWidth: 0 })],
  };
  return {
    'kind-cluster.yaml': yaml(
      ['For kind create cluster --config, started in the folder that holds audit-policy.yaml.'],
      {
        kind: 'Cluster',
        apiVersion: 'kind.x-k8s.io/v1alpha4',
        name: cluster.name,
        nodes: [
          ...Array.from({ length: Math.max(1, cluster.controlPlanes) }, () => controlPlane),
          ...Array.from({ length: cluster.workers }, () => ({ role: 'worker' })),
        ],
      },
    ),
  };
}

function allFlags(config: Config, distribution: SelfManaged): readonly Flag[] {
  return [...fileFlags(config, distribution), ...limitFlags(config)];
}

/** Static pods see nothing of the host but what is mounted. The log's folder is writable, the policy is not. */
function extraVolumes(config: Config, distribution: SelfManaged): readonly Record<string, unknown>[] {
  const { policy } = paths[distribution];
  const folder = logFolder(config, distribution);
  return [
    { name: 'audit-policy', hostPath: policy, mountPath: policy, readOnly: true, pathType: 'File' },
    {
      name: 'audit-log',
      hostPath: folder,
      mountPath: folder,
      readOnly: false,
      pathType: 'DirectoryOrCreate',
    },
  ];
}

function asArgument(flag: Flag): string {
  return `${flag.name}=${flag.value}`;
}

function yaml(comment: readonly string[], content: unknown): string {
  const text = stringify(content, { lineWidth: 0, aliasDuplicateObjects: false });
  return `${comment.map((line) => `# ${line}\n`).join('')}${text}`;
}

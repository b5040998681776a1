// csi-driver-nfs: folders on an NFS server that exists already, for volumes that many pods share.
import { defineAddon } from '../kit/addon.js';
import { alertRules, type RuleGroup } from '../kit/alerts.js';
import { classProblems, csiAlerts, csiSnapshotClass } from '../kit/csi.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { addonName, driver, namespaceName } from './names.js';
import { node } from './node.js';
import { pins } from './pins.js';
import { storageClasses } from './storage-classes.js';

const alerts: readonly RuleGroup[] = [
  {
    name: addonName,
    rules: csiAlerts(driver, {
      prefix: 'NfsCsi',
      storage: 'NFS',
      sidecarMetrics: false,
      hints:
        'Does the server answer on TCP 2049 from the nodes (`showmount -e SERVER`, `nc -vz SERVER 2049`), and does its export admit their addresses with no_root_squash? A mount that hangs shows as processes in state D; it goes on when the server is back.',
    }),
  },
];

export const csiDriverNfs = defineAddon({
  name: addonName,
  title: 'Folders on an NFS server of yours as volumes that many pods may write to.',
  pins,
  config: configSchema,
  tradeOffs: [
    'The server is yours: its availability, backups and access rules are outside of the cluster. While it is away, pods that use it hang.',
    'The size of a claim is not enforced; expansion changes a number. Quotas are the server’s business.',
    'Snapshots are tar archives on the same share: they cost the time and space of a copy, and are no backup.',
    'Databases, Prometheus and OpenSearch must not keep their data on NFS.',
    'Traffic is neither encrypted nor authenticated unless the mount options say so (sec=krb5p). Whoever can pose as a node’s address reads everything.',
    'Controller and node plugin run privileged on the host network: mounts have to survive the pod, and exports admit the nodes’ addresses. No NetworkPolicy reaches them.',
  ],
  namespaces: () => [
    {
      name: namespaceName,
      podSecurity: 'privileged',
      reason: 'Controller and node plugin mount NFS: privileged, host network and the kubelet’s folders.',
    },
  ],
  provides: (config) => {
    const [first] = config.storageClasses;
    return config.default && first ? { storage: { block: first.name, file: first.name } } : {};
  },
  problems: classProblems,
  warnings,
  alerts: () => alerts,
  build(chart, config, platform) {
    controller(chart, config, platform);
    node(chart, config, platform);
    storageClasses(chart, config);
    csiSnapshotClass(chart, platform, driver, config.snapshotClass);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});

function warnings(config: Config): readonly string[] {
  return config.default
    ? [
        'NFS is the default storage: databases, Prometheus and OpenSearch would keep their data on it, which they do not support. Give them a StorageClass of their own, or set default: false beside a block storage',
      ]
    : [];
}

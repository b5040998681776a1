// hcloud-csi: volumes of Hetzner Cloud.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { classProblems, storageFact } from '../kit/csi.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import type { SecretNeed } from '../kit/secret.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { alerts, hcloudDashboard } from './monitoring.js';
import { addonName, encryptionSecret, namespaceName, nodeNamespace, tokenSecret } from './names.js';
import { node } from './node.js';
import { pins } from './pins.js';
import { storageClasses } from './storage-classes.js';

const fact = dashboardFact(addonName, 'Storage');

export const hcloudCsi = defineAddon({
  name: addonName,
  title: 'Volumes of Hetzner Cloud.',
  pins,
  config: configSchema,
  tradeOffs: [
    'A volume belongs to one location and one node at a time: pods move within the location, and only after the volume is detached.',
    'No snapshots: the cloud has none of volumes. Back up by files (Velero file-system backup) or by the software’s own dumps.',
    'Volumes cost by size whether used or not; those with reclaimPolicy Retain stay in the project until they are deleted by hand.',
    'Dedicated (Robot) servers cannot have volumes; see robotServers.',
    'The token may do everything in its project: give the cluster a project of its own.',
    'The controller’s elections follow upstream’s chart, which turns them on with a second replica.',
  ],
  namespaces: () => [
    { name: namespaceName, podSecurity: 'restricted' },
    {
      name: nodeNamespace,
      podSecurity: 'privileged',
      reason: 'The node plugin formats and mounts disks: privileged, with /dev and the kubelet’s folders.',
    },
  ],
  provides: (config) => ({ ...storageFact(config), dashboards: [fact] }),
  secrets,
  problems: classProblems,
  alerts: () => alerts,
  build(chart, config, platform) {
    controller(chart, config, platform);
    node(chart, config, platform);
    storageClasses(chart, config);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: hcloudDashboard() });
  },
});

function secrets(config: Config): readonly SecretNeed[] {
  return [
    {
      namespace: namespaceName,
      name: tokenSecret,
      purpose: 'Lets the controller make, attach and delete volumes in your Hetzner Cloud project',
      keys: {
        token: { kind: 'given', description: 'API token of the project, with rights to read and write' },
      },
    },
    ...(config.storageClasses.some((c) => c.encrypted)
      ? [
          {
            namespace: namespaceName,
            name: encryptionSecret,
            purpose: 'Encrypts the volumes of StorageClasses with encrypted: true',
            keys: {
              'encryption-passphrase': {
                kind: 'given',
                description:
                  'LUKS passphrase. Keep a copy elsewhere and never change it: volumes cannot be read without it',
              },
            },
          } as const,
        ]
      : []),
  ];
}

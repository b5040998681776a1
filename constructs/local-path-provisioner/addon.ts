// local-path-provisioner: folders of the node as volumes, for edge clusters and software that replicates by itself.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { alerts } from './alerts.js';
import { configSchema } from './config.js';
import { helpers } from './helpers.js';
import { addonName, helperNamespace, namespaceName } from './names.js';
import { pins } from './pins.js';
import { problems } from './problems.js';
import { rbac } from './rbac.js';
import { storageClass } from './storage-class.js';
import { workload } from './workload.js';

export const localPathProvisioner = defineAddon({
  name: addonName,
  title: 'Folders on the nodes’ own disks as volumes.',
  pins,
  config: configSchema,
  tradeOffs: [
    'A volume lives on one node, and its pod with it. The node’s loss is the data’s loss, and while the node is drained the pod waits.',
    'The size of a claim is not enforced: one volume can fill the disk for all of them, and for the node. Give it a disk or partition of its own.',
    'No expansion, no snapshots, no clones; claims that ask for them fail.',
    'With reclaimPolicy Delete a helper removes the folder as root when the claim goes.',
    'Folders are made with mode 0777, as pods of any user must be able to write: whoever may log in to the node can read them.',
    'It elects no leader and runs once: while it restarts, no volume is made or removed. Volumes in use are not affected.',
  ],
  namespaces: () => [
    { name: namespaceName, podSecurity: 'restricted' },
    {
      name: helperNamespace,
      podSecurity: 'privileged',
      reason:
        'Short-lived helpers make and remove folders on a node: hostPath, as root. Nothing else runs here.',
    },
  ],
  provides: (config) => (config.default ? { storage: { block: config.storageClass } } : {}),
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    rbac(chart);
    helpers(chart, platform);
    workload(chart, config, platform);
    storageClass(chart, config);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});

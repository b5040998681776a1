// cinder-csi: block volumes of OpenStack.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { classProblems, storageFact } from '../kit/csi.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import type { SecretNeed } from '../kit/secret.js';
import { classes } from './classes.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { alerts, cinderDashboard } from './monitoring.js';
import { addonName, cloudSecret, namespaceName, nodeNamespace } from './names.js';
import { node } from './node.js';
import { pins } from './pins.js';

const fact = dashboardFact(addonName, 'Storage');

export const cinderCsi = defineAddon({
  name: addonName,
  title: 'Block volumes of OpenStack (Cinder).',
  pins,
  config: configSchema,
  tradeOffs: [
    'A volume belongs to one zone and one node at a time. Where the zones of Cinder and Nova differ, see ignoreVolumeAz.',
    'Credentials are in the controller’s namespace alone; use an application credential that may do no more than volumes and attachments.',
    'The scheduler believes nodeVolumeAttachLimit: too high, and pods hang on nodes that are full.',
    'Upstream pairs its versions with those of Kubernetes; this one is made for 1.36 and works with its neighbours.',
    'Node plugins use the host network, as upstream’s do, for the metadata service: no NetworkPolicy reaches them.',
  ],
  namespaces: () => [
    { name: namespaceName, podSecurity: 'restricted' },
    {
      name: nodeNamespace,
      podSecurity: 'privileged',
      reason:
        'The node plugin formats and mounts disks: privileged, with /dev, the kubelet’s folders and the host network.',
    },
  ],
  provides: (config) => ({ ...storageFact(config), dashboards: [fact] }),
  secrets,
  problems: classProblems,
  alerts: () => alerts,
  build(chart, config, platform) {
    controller(chart, config, platform);
    node(chart, config, platform);
    classes(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
    dashboard(chart, platform, { addon: addonName, fact, model: cinderDashboard() });
  },
});

function secrets(config: Config): readonly SecretNeed[] {
  return [
    {
      namespace: namespaceName,
      name: cloudSecret,
      purpose: 'Lets the controller make, attach and delete volumes in your OpenStack project',
      keys: {
        'cloud.conf': {
          kind: 'given',
          description:
            'cloud.conf with the [Global] section alone: auth-url, region, application-credential-id and -secret',
        },
        ...(config.privateCa
          ? { 'ca.crt': { kind: 'given', description: 'Certificates of the cloud’s CA, PEM' } as const }
          : {}),
      },
    },
  ];
}

// aws-ebs-csi-driver: block volumes of AWS.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { storageFact } from '../kit/csi.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import type { SecretNeed } from '../kit/secret.js';
import { classes } from './classes.js';
import { type Config, configSchema } from './config.js';
import { controller } from './controller.js';
import { alerts, ebsDashboard } from './monitoring.js';
import { addonName, keySecret, namespaceName, nodeNamespace } from './names.js';
import { node } from './node.js';
import { pins } from './pins.js';
import { problems, warnings } from './problems.js';

const fact = dashboardFact(addonName, 'Storage');

export const awsEbsCsiDriver = defineAddon({
  name: addonName,
  title: 'Block volumes of AWS (EBS).',
  pins,
  config: configSchema,
  tradeOffs: [
    'A volume belongs to one availability zone: its pod can only run there. Software that replicates needs a replica a zone.',
    'IAM: the role needs AmazonEBSCSIDriverPolicyV2, which is for volumes with tag ebs.csi.aws.com/cluster alone; imported volumes need the tag, own KMS keys need more rights.',
    'EKS Pod Identity associates ServiceAccount ebs-csi-controller in namespace aws-ebs-csi-driver.',
    'Pods reach the instance’s metadata only with an IMDSv2 hop limit of 2. Otherwise the driver reads labels that the AWS cloud controller manager sets, and counts one network card and one disk a node.',
    'Node plugins may patch any Node: that is how they take the startup taint ebs.csi.aws.com/agent-not-ready away.',
    'CSINode capacities that follow attachments made elsewhere (MutableCSINodeAllocatableCount) are left off, as they need a recent Kubernetes.',
    'Windows nodes are not served.',
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
  problems,
  warnings,
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
    dashboard(chart, platform, { addon: addonName, fact, model: ebsDashboard() });
  },
});

function secrets(config: Config): readonly SecretNeed[] {
  if (!config.accessKeySecret) return [];
  return [
    {
      namespace: namespaceName,
      name: keySecret,
      purpose: 'Lets the controller make, attach and delete volumes in your AWS account',
      keys: {
        key_id: { kind: 'given', description: 'AWS access key id of a user with AmazonEBSCSIDriverPolicyV2' },
        access_key: { kind: 'given', description: 'Its secret access key' },
      },
    },
  ];
}

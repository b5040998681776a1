// The part of cloud.conf that is no secret. The driver merges files, so credentials stay out of it, and off the nodes.
// Keys: kubernetes/cloud-provider-openstack@v1.36.0:docs/cinder-csi-plugin/using-cinder-csi-plugin.md
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Config } from './config.js';
import { addonName, settingsName } from './names.js';

export const settingsFolder = '/etc/settings';
export const settingsFile = 'settings.conf';

export function settingsText(config: Config): string {
  return `[BlockStorage]
node-volume-attach-limit = ${config.nodeVolumeAttachLimit}
ignore-volume-az = ${config.ignoreVolumeAz}
rescan-on-resize = ${config.rescanOnResize}

[Metadata]
search-order = "${config.metadataSearchOrder}"
`;
}

export function settings(scope: Construct, config: Config, namespace: string): k8s.Volume {
  new k8s.KubeConfigMap(scope, `settings-${namespace}`, {
    metadata: { name: settingsName, namespace, labels: labels(addonName, settingsName) },
    data: { [settingsFile]: settingsText(config) },
  });
  return { name: 'settings', configMap: { name: settingsName, defaultMode: 0o444 } };
}

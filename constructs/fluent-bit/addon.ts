// Fluent Bit: collects container, kubelet and audit logs on every node and sends them where the profile says.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { certificate } from '../kit/certificate.js';
import type { Platform } from '../kit/platform.js';
import { clusterGrant } from '../kit/rbac.js';
import type { SecretNeed } from '../kit/secret.js';
import { alerts } from './alerts.js';
import { type Config, configSchema } from './config.js';
import { givenSecrets } from './credentials.js';
import { auditMetrics, nodeMetrics } from './monitoring.js';
import {
  addonName,
  certificateName,
  certificateSecret,
  logStoreSecret,
  namespaceName,
  nodeName,
} from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { problems } from './problems.js';
import { usesOwnCa } from './sinks.js';
import { activeStreams } from './streams.js';
import { auditAgent, nodeAgent } from './workload.js';

export const fluentBit = defineAddon({
  name: addonName,
  title:
    'Collects container, kubelet and audit logs on every node, enriches them, and sends them to a log store.',
  pins,
  config: configSchema,
  tradeOffs: [
    'Its pods run as root with the logs of the node mounted read-only: whoever controls them reads the logs of every pod.',
    'Each record is delivered at least once. OpenSearch and Elasticsearch drop repetitions by document id; other outputs can see a record twice after a crash.',
    'Records wait on the node’s disk for buffer.limit bytes for each output and stream; beyond, the oldest are dropped and FluentBitBufferOverflow fires. An unreachable output can thus take a few GiB of each node.',
    'OpenSearch and Elasticsearch refuse a chunk for one bad record in it: it is tried retryLimit times and then given up, while its good records are in the index since the first time.',
    'On Talos the kubelet’s log is not collected: there is no journald, and machined sends service logs over the network (machine.logging.destinations).',
    'Credentials are environment variables: after a Secret has changed, restart both DaemonSets.',
  ],
  namespaces: () => [
    {
      name: namespaceName,
      podSecurity: 'privileged',
      reason:
        'Fluent Bit reads log files of the node through hostPath volumes and keeps its positions there, as root, who owns them.',
    },
  ],
  provides: () => ({ logCollector: { kind: 'fluent-bit' } }),
  requires: (config) => [
    ...(config.outputs.length === 0 ? (['logStore', 'certificates'] as const) : []),
    ...(config.auditLogs === true ? (['auditLog'] as const) : []),
  ],
  secrets,
  problems,
  alerts: () => alerts,
  build(chart, config, platform) {
    const streams = activeStreams(config, platform);
    const onNodes = streams.filter((stream) => stream !== 'audit');
    if (onNodes.length > 0) {
      nodeAgent(chart, config, platform, onNodes);
      network(chart, config, platform, onNodes);
      nodeMetrics(chart, platform);
    }
    if (streams.includes('audit')) {
      auditAgent(chart, config, platform);
      network(chart, config, platform, ['audit']);
      auditMetrics(chart, platform);
    }
    if (streams.includes('containers')) {
      clusterGrant(chart, {
        addon: addonName,
        name: addonName,
        serviceAccount: { namespace: namespaceName, name: nodeName },
        // The filter asks for single objects by name, so no right to list is needed.
        rules: [
          {
            apiGroups: [''],
            resources: readsNamespaces(config) ? ['namespaces', 'pods'] : ['pods'],
            verbs: ['get'],
          },
        ],
      });
    }
    if (usesOwnCa(config, platform) && platform.certificates) {
      certificate(chart, {
        addon: addonName,
        namespace: namespaceName,
        name: certificateName,
        secretName: certificateSecret,
        issuer: platform.certificates.private,
        commonName: addonName,
        usages: ['digital signature', 'key encipherment', 'client auth'],
      });
    }
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts,
    });
  },
});

/** Labels and annotations of namespaces are added on request alone. */
function readsNamespaces(config: Config): boolean {
  return Object.keys(config.options.kubernetes).some((option) => /^namespace_/i.test(option));
}

function secrets(config: Config, platform: Platform): readonly SecretNeed[] {
  const given = givenSecrets(config, config.outputs);
  const store = platform.logStore;
  if (config.outputs.length > 0 || !store) return given;
  return [
    {
      namespace: namespaceName,
      name: logStoreSecret,
      purpose: 'User that Fluent Bit writes to the log store as',
      keys: {
        username: { kind: 'literal', value: store.username },
        password: { kind: 'password', credential: store.credential },
      },
    },
    ...given,
  ];
}

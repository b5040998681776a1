// OpenSearch: the small in-cluster log store with TLS everywhere, bounded retention, a web interface and metrics.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { schedulableNodes } from '../kit/cluster.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import type { Platform } from '../kit/platform.js';
import type { SecretNeed, SecretValue } from '../kit/secret.js';
import { alerts } from './alerts.js';
import { certificates } from './certificates.js';
import { type Config, configSchema } from './config.js';
import { dashboardModel } from './dashboard.js';
import { dashboards } from './dashboards.js';
import { exporter } from './exporter.js';
import { jobs } from './jobs.js';
import {
  addonName,
  dashboardsSecret,
  httpPort,
  namespaceName,
  nodeLabels,
  serviceHost,
  type User,
  users,
  usersSecret,
} from './names.js';
import { network } from './network.js';
import { nodes } from './nodes.js';
import { pins } from './pins.js';
import { internalUsers } from './security.js';
import { budgetBytes, bytesOf, capacity } from './sizes.js';

const overview = dashboardFact(addonName, 'Logging');

export const opensearch = defineAddon({
  name: addonName,
  title:
    'OpenSearch and its Dashboards: logs kept in the cluster, for days and bytes that the profile bounds.',
  pins,
  config: configSchema,
  tradeOffs: [
    'A small store of equal nodes: each may be elected manager, keeps data and serves searches. Beyond some 100 GB a day, dedicated managers and an operator are worth their complexity.',
    'Users, roles, index templates and policies come from the profile. What somebody changes in the Security pages of Dashboards is overwritten when the setup Job runs next.',
    'The setup Job runs once per change of what it applies. A password that changes in its Secret alone reaches OpenSearch when the Job is deleted and made again.',
    'mmap is off unless the profile says that the nodes are tuned: vm.max_map_count cannot be set from a pod that Pod Security restricted admits. Searches over cold data are slower without it.',
    'Days are kept by index state management, bytes by a CronJob that deletes the oldest days first and audit logs last. Rollover by size would need aliases to write to; logs go to one index a day.',
    'Rolling updates wait 60 seconds after a node is ready, not for the cluster to be green: with large shards a second node may restart while replicas are still being copied.',
    'Going from 1 node to 3 needs care: while the first node is away, the two new ones could form a cluster of their own. Add them while the first one is up, and take a snapshot before.',
    'OpenSearch does not know zones: pods are spread over them, but primary and replica of a shard may share one.',
    'Nodes and administrators are known by certificates of a CA in this namespace: whoever may create Certificates or read Secrets there is an administrator of OpenSearch.',
    'TLS of Dashboards ends at the ingress controller; from there to the pod, requests cross the pod network in the clear, behind a NetworkPolicy.',
    'OpenID Connect needs a provider outside of the cluster’s pod and Service networks with a publicly trusted certificate.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  requires: () => ['storage', 'certificates'],
  provides: (config) => ({
    logStore: {
      kind: 'opensearch',
      host: serviceHost,
      port: httpPort,
      namespace: namespaceName,
      podLabels: { ...nodeLabels },
      credential: users.writer.credential,
      username: users.writer.name,
    },
    ...(config.exporter.enabled ? { dashboards: [overview] } : {}),
  }),
  secrets,
  problems,
  alerts: () => alerts(configSchema.parse({})),
  build(chart, config, platform) {
    certificates(chart, platform);
    nodes(chart, config, platform);
    jobs(chart, config, platform);
    dashboards(chart, config, platform);
    exporter(chart, config, platform);
    network(chart, config, platform);
    if (!config.exporter.enabled) return;
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts(config),
    });
    dashboard(chart, platform, { addon: addonName, fact: overview, model: dashboardModel() });
  },
});

function secrets(config: Config): readonly SecretNeed[] {
  const oidc = config.dashboards.oidc;
  const secretOf: Readonly<Record<string, SecretValue>> = oidc
    ? {
        'oidc-client-secret': {
          kind: 'given',
          description: `Secret of client ${oidc.clientId} at the OpenID Connect provider`,
        },
      }
    : {};
  return [
    {
      namespace: namespaceName,
      name: usersSecret,
      purpose: 'Names and password hashes of OpenSearch’s users',
      keys: { 'internal_users.yml': { kind: 'template', template: internalUsers() } },
    },
    login(users.admin, 'Administrator of OpenSearch, for people'),
    login(users.lifecycle, 'Sign-in of the setup and retention jobs to OpenSearch'),
    ...(config.exporter.enabled
      ? [login(users.exporter, 'Sign-in of the metrics exporter to OpenSearch')]
      : []),
    ...(config.dashboards.enabled
      ? [
          login(users.dashboards, 'Sign-in of OpenSearch Dashboards’ server to OpenSearch'),
          {
            namespace: namespaceName,
            name: dashboardsSecret,
            purpose:
              'Key that encrypts the session cookies of OpenSearch Dashboards, and its OpenID Connect client’s secret',
            keys: {
              'cookie-password': { kind: 'password', credential: 'opensearch-dashboards-cookie', length: 48 },
              ...secretOf,
            },
          } satisfies SecretNeed,
        ]
      : []),
  ];
}

function login(user: User & { readonly secret: string }, purpose: string): SecretNeed {
  return {
    namespace: namespaceName,
    name: user.secret,
    purpose,
    type: 'kubernetes.io/basic-auth',
    keys: {
      username: { kind: 'literal', value: user.name },
      password: { kind: 'password', credential: user.credential },
    },
  };
}

function problems(config: Config, platform: Platform): readonly Problem[] {
  const found: Problem[] = [];
  const add = (path: Problem['path'], message: string) => found.push({ path, message });
  const room = schedulableNodes(platform.cluster);
  if (config.nodes === 2)
    add(
      ['nodes'],
      'two nodes cannot elect a manager when one is lost, so they are less available than one; use 1 or 3',
    );
  if (config.nodes > room)
    add(
      ['nodes'],
      `${config.nodes} nodes are kept on machines of their own and the cluster has ${room} that take workloads; use at most ${room}`,
    );
  if (bytesOf(config.memory) < bytesOf('1536Mi'))
    add(
      ['memory'],
      `${config.memory} leaves less than 768Mi of heap, on which OpenSearch and its plugins do not stay up; use 1536Mi or more`,
    );
  if (bytesOf(config.storage.size) < bytesOf('5Gi'))
    add(
      ['storage', 'size'],
      `${config.storage.size} is below 5Gi, where one day’s merge can fill the volume; use 5Gi or more`,
    );
  if (config.retention.maxSize && budgetBytes(config) > capacity(config) * 0.85)
    add(
      ['retention', 'maxSize'],
      `${config.retention.maxSize} is above 85% of all volumes (${config.nodes} × ${config.storage.size}), where OpenSearch stops placing shards; use less or larger volumes`,
    );
  if (config.dashboards.oidc && !platform.ingress)
    add(
      ['dashboards', 'oidc'],
      'signing in through OpenID Connect needs a host to come back to, and there is no ingress controller; enable one',
    );
  for (const stream of Object.keys(config.retention.days) as (keyof Config['retention']['days'])[]) {
    const shards = config.retention.days[stream] * config.indices.shards * (1 + config.indices.replicas);
    if (shards > 900 * config.nodes)
      add(
        ['retention', 'days', stream],
        `needs about ${shards} shards and ${config.nodes} nodes hold ${1000 * config.nodes}; keep fewer days or use fewer shards`,
      );
  }
  return found;
}

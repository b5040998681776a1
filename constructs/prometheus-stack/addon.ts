// Monitoring: Prometheus, Alertmanager and Grafana, the exporters they need, and the presets that make them useful.

import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { guardProblems, guardSecret } from '../kit/guard.js';
import type { Platform } from '../kit/platform.js';
import type { SecretNeed } from '../kit/secret.js';
import { buildAlertmanager } from './alertmanager.js';
import { type Config, config } from './config.js';
import { buildControlPlaneMonitors } from './control-plane.js';
import { presetDashboards } from './dashboards/index.js';
import { allRules, enabledRules } from './enabled-rules.js';
import { buildGrafana } from './grafana.js';
import { grafanaSecrets } from './grafana-files.js';
import { buildKubeStateMetrics } from './kube-state-metrics.js';
import { addonName, namespaceName, nodeNamespace, prometheusPods } from './names.js';
import { buildNodeExporter } from './node-exporter.js';
import { nodeFiles } from './node-files.js';
import { buildOperator } from './operator.js';
import { pins } from './pins.js';
import { findProblems } from './problems.js';
import { buildPrometheus } from './prometheus.js';
import { receiverSecrets } from './receivers.js';

export const prometheusStack = defineAddon({
  name: addonName,
  title:
    'Prometheus, Alertmanager and Grafana by prometheus-operator, with exporters, alerts, runbooks and dashboards.',
  pins,
  config,
  tradeOffs: [
    'Two Prometheus servers scrape the same targets: every sample is stored twice, and a query sees one of them.',
    'Grafana runs once and keeps nothing by hand unless grafana.database is set: a restart takes seconds and signs users out.',
    'kube-state-metrics and the operator run once: a second one would double series, or wait for nothing.',
    'node-exporter answers anyone who reaches port 9100 of a node: NetworkPolicies do not apply on the host network.',
    'Kubelet certificates are not verified, because kubeadm signs none by default; the token that is sent can only read metrics.',
    'Prometheus may connect to every pod, as monitors may name any; what it reaches is decided by the policies at the target.',
  ],
  namespaces: () => [
    { name: namespaceName, podSecurity: 'restricted' },
    {
      name: nodeNamespace,
      podSecurity: 'privileged',
      reason: 'node-exporter reads the host: its network, its processes and its file systems',
    },
  ],
  requires: (c) => (c.prometheus.storageClass && c.alertmanager.storageClass ? [] : ['storage']),
  provides: (c) => ({
    monitoring: {
      namespace: namespaceName,
      podLabels: prometheusPods,
      objectLabels: {},
      ...(c.runbookBase ? { runbookBase: c.runbookBase } : {}),
    },
  }),
  crds: () => crds,
  secrets: (c, platform): readonly SecretNeed[] => [
    ...(c.grafana ? grafanaSecrets(c.grafana) : []),
    ...guarded(c).flatMap((name) =>
      guardSecret(platform, { addon: addonName, namespace: namespaceName, name }),
    ),
    ...receiverSecrets(c.alertmanager.receivers),
    ...remoteWriteSecrets(c),
  ],
  alerts: allRules,
  files: (_, platform) => nodeFiles(platform),
  problems: (c, platform): readonly Problem[] => [
    ...findProblems(c, platform),
    ...guarded(c).flatMap((name) => guardProblems(platform, { name, path: [name, 'host'] })),
  ],
  warnings: (c) =>
    c.alertmanager.receivers.length > 0
      ? []
      : ['alerts reach nobody: name who gets them in addons.prometheus-stack.alertmanager.receivers'],
  build(chart, c, platform) {
    buildOperator(chart, c, platform);
    buildPrometheus(chart, c, platform);
    buildAlertmanager(chart, c, platform);
    buildKubeStateMetrics(chart, c, platform);
    buildNodeExporter(chart, c, platform);
    buildControlPlaneMonitors(chart, platform);
    for (const { name, groups } of enabledRules(c, platform)) {
      alertRules(chart, platform, { addon: addonName, namespace: namespaceName, name, groups });
    }
    if (!c.grafana) return;
    const own = buildDashboards(chart, platform);
    buildGrafana(chart, c.grafana, { ...platform, dashboards: [...own, ...platform.dashboards] });
  },
});

const crds = [
  'alertmanagerconfigs',
  'alertmanagers',
  'podmonitors',
  'probes',
  'prometheusagents',
  'prometheuses',
  'prometheusrules',
  'scrapeconfigs',
  'servicemonitors',
  'thanosrulers',
].map((plural) => `${plural}.monitoring.coreos.com.yaml`);

/** Web interfaces without users of their own that have a host. */
function guarded(c: Config): readonly ('prometheus' | 'alertmanager')[] {
  return (['prometheus', 'alertmanager'] as const).filter((name) => c[name].host !== false);
}

function buildDashboards(chart: Parameters<typeof buildOperator>[0], platform: Platform) {
  const presets = presetDashboards({
    controlPlane: platform.cluster.controlPlaneMetrics,
    // The other controllers bring a dashboard of their own.
    ...(platform.ingress?.controller === 'traefik' ? { ingress: 'traefik' as const } : {}),
    logging: platform.logCollector?.kind === 'fluent-bit',
  });
  return presets.map(({ name, folder, model }) => {
    const fact = dashboardFact(name, folder);
    dashboard(chart, platform, { addon: addonName, fact, model });
    return fact;
  });
}

function remoteWriteSecrets(c: Config): readonly SecretNeed[] {
  return c.prometheus.remoteWrite.flatMap((r): SecretNeed[] => {
    if (r.auth === 'none' || !r.secret) return [];
    const given = (description: string) => ({ kind: 'given' as const, description });
    return [
      {
        namespace: namespaceName,
        name: r.secret,
        purpose: `Credentials for sending samples to ${r.url}`,
        keys:
          r.auth === 'basic'
            ? { username: given('the user'), password: given('the password') }
            : { token: given('the bearer token') },
      },
    ];
  });
}

// Audit logs of the API server: the policy, what turns it on, and alerts on silence and on suspicious use. No pods.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import type { Platform } from '../kit/platform.js';
import { alerts } from './alerts.js';
import { type AuditRule, type Config, configSchema } from './config.js';
import { auditDashboard } from './dashboard.js';
import { distributionFiles } from './distributions.js';
import { logPath } from './flags.js';
import { addonName, isSelfManaged, name } from './names.js';
import { pins } from './pins.js';
import { policyFile } from './policy-file.js';
import { readme } from './readme.js';
import { auditSignals } from './signals.js';

const boardFact = dashboardFact('audit', 'Logging');

export const auditLogging = defineAddon({
  name: addonName,
  title: 'A considered audit policy, the files that turn it on, and alerts on silence and suspicious use.',
  pins,
  config: configSchema,
  tradeOffs: [
    'It changes nothing by itself: the API server reads its policy from files on the control-plane nodes. audit-logging/files/README.md has the steps.',
    'Bodies are recorded for RBAC, admission, API services and certificate requests alone; Secrets, ConfigMaps and tokens never have theirs recorded. What people type into kubectl exec stands in the request’s URI and is recorded with it.',
    'Reads by service accounts are not recorded unless they are of Secrets: a stolen token that looks around shows only in what it is refused or changes. serviceAccountReads: Metadata records them, at many times the volume.',
    'Alerts on suspicious use count events while Fluent Bit collects them: without the addon fluent-bit there are none.',
    'On EKS, GKE and AKS the provider keeps the audit log; this addon then only says what to switch on there.',
  ],
  provides: (config, cluster) => {
    if (!isSelfManaged(cluster.distribution)) return {};
    const signals = auditSignals(config, cluster);
    return {
      auditLog: {
        path: logPath(config, cluster.distribution),
        ...(signals.length > 0 ? { signals: [...signals] } : {}),
      },
      dashboards: [boardFact],
    };
  },
  files: (config, { cluster }) => ({
    'README.md': readme(config, cluster),
    ...(isSelfManaged(cluster.distribution)
      ? {
          'audit-policy.yaml': policyFile(config),
          ...distributionFiles(config, cluster, cluster.distribution),
        }
      : {}),
  }),
  problems,
  build(chart, config, platform) {
    const { cluster, monitoring } = platform;
    if (!monitoring || !isSelfManaged(cluster.distribution)) return;
    alertRules(chart, platform, {
      addon: addonName,
      namespace: monitoring.namespace,
      name,
      groups: alerts(config, cluster),
    });
    dashboard(chart, platform, { addon: addonName, fact: boardFact, model: auditDashboard() });
  },
});

function problems(config: Config, { cluster }: Platform): readonly Problem[] {
  const found: Problem[] = [];
  const { distribution } = cluster;
  if (config.path && distribution === 'talos') {
    found.push({ path: ['path'], message: 'cannot be chosen on Talos, which sets it itself; remove it' });
  }
  if (config.path && !isSelfManaged(distribution)) {
    found.push({
      path: ['path'],
      message: `has no meaning on ${distribution}, whose API server writes no file that you can reach; remove it`,
    });
  }
  for (const [i, rule] of config.rules.before.entries()) {
    if (!recordsSecrets(rule)) continue;
    found.push({
      path: ['rules', 'before', i, 'level'],
      message: `would record what is in Secrets, ConfigMaps or tokens; use Metadata, name other resources, or put the rule into rules.after`,
    });
  }
  return found;
}

const withBodies: readonly string[] = ['Request', 'RequestResponse'];
const confidential: Readonly<Record<string, readonly string[]>> = {
  '': ['secrets', 'configmaps', 'serviceaccounts/token'],
  'authentication.k8s.io': ['tokenreviews'],
};

/** Whether a rule that stands first would have bodies of confidential objects written to the log. */
function recordsSecrets(rule: AuditRule): boolean {
  if (!withBodies.includes(rule.level) || rule.nonResourceURLs) return false;
  if (!rule.resources) return true;
  return rule.resources.some(({ group, resources }) =>
    (confidential[group] ?? []).some((name) => !resources || resources.some((r) => covers(r, name))),
  );
}

/** As k8s.io/apiserver:pkg/audit/policy/checker.go matches: exact, all, one subresource of any, or any of one resource. */
function covers(pattern: string, name: string): boolean {
  const [resource, subresource] = name.split('/');
  return (
    pattern === name ||
    pattern === '*' ||
    (subresource !== undefined && pattern === `*/${subresource}`) ||
    pattern === `${resource}/*`
  );
}

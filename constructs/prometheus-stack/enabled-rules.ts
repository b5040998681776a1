// The preset rules that this profile's cluster can have, less the alerts that the profile switches off.
import type { RuleGroup } from '../kit/alerts.js';
import { controlPlaneParts } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { presetRules } from './rules/index.js';

export function enabledRules(
  config: Config,
  platform: Platform,
): readonly { name: string; groups: readonly RuleGroup[] }[] {
  const off = new Set(config.disabledAlerts);
  return presetRules({
    controlPlane: platform.cluster.controlPlaneMetrics,
    grafana: config.grafana !== false,
    coredns: hasCoreDns(platform),
  })
    .map(({ name, groups }) => ({
      name,
      groups: groups
        .map((group) => ({
          ...group,
          rules: group.rules.filter((rule) => !('alert' in rule) || !off.has(rule.alert)),
        }))
        .filter((group) => group.rules.length > 0),
    }))
    .filter(({ groups }) => groups.length > 0);
}

/** Every preset group, whatever the cluster exposes. */
export function allRules(): readonly RuleGroup[] {
  return presetRules({ controlPlane: controlPlaneParts }).flatMap(({ groups }) => groups);
}

/** GKE runs kube-dns, which has the Service and not the metrics. */
export function hasCoreDns(platform: Platform): boolean {
  return platform.cluster.distribution !== 'gke';
}

/** Names of all preset alerts. */
export function alertNames(): readonly string[] {
  return allRules()
    .flatMap((group) => group.rules)
    .flatMap((rule) => ('alert' in rule ? [rule.alert] : []));
}

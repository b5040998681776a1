// The preset rules that this profile's cluster can have, less the alerts that the profile switches off.
import type { RuleGroup } from '../kit/alerts.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { presetRules } from './rules/index.js';

export function enabledRules(
  config: Config,
  platform: Platform,
): readonly { name: string; groups: readonly RuleGroup[] }[] {
  const off = new Set(config.disabledAlerts);
  return presetRules({ controlPlane: platform.cluster.controlPlaneMetrics })
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

/** Names of all preset alerts, whatever the cluster exposes. */
export function alertNames(): readonly string[] {
  return presetRules({ controlPlane: ['etcd', 'scheduler', 'controller-manager', 'kube-proxy'] })
    .flatMap(({ groups }) => groups)
    .flatMap((group) => group.rules)
    .flatMap((rule) => ('alert' in rule ? [rule.alert] : []));
}

// Alerts on the audit log: that it is written and shipped, and what it says about suspicious use.
import type { RuleGroup } from '../kit/alerts.js';
import type { Cluster } from '../kit/cluster.js';
import { accessAlerts } from './alerts-access.js';
import { rightsAlerts } from './alerts-rights.js';
import { shippingAlerts } from './alerts-shipping.js';
import type { Config } from './config.js';

export function alerts(config: Config, cluster: Cluster): readonly RuleGroup[] {
  return [
    { name: 'audit.log', rules: shippingAlerts(config) },
    ...(config.signals.enabled
      ? [
          { name: 'audit.access', rules: accessAlerts(config, cluster) },
          { name: 'audit.rights', rules: rightsAlerts },
        ]
      : []),
  ];
}

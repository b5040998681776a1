// A Grafana dashboard as a ConfigMap in the monitoring namespace. The addon names it in `provides().dashboards`.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from './labels.js';
import type { DashboardFact, Platform } from './platform.js';

/** The fact and, from it, the object: both have one name. */
export function dashboardFact(name: string, folder: string): DashboardFact {
  return { configMap: `dashboard-${name}`, folder };
}

/** `model` is the dashboard as Grafana's JSON model. */
export function dashboard(
  scope: Construct,
  platform: Platform,
  options: { readonly addon: string; readonly fact: DashboardFact; readonly model: unknown },
): void {
  const monitoring = platform.monitoring;
  if (!monitoring) return;
  const name = options.fact.configMap;
  new k8s.KubeConfigMap(scope, name, {
    metadata: { name, namespace: monitoring.namespace, labels: labels(options.addon, name) },
    data: { [`${name}.json`]: `${JSON.stringify(options.model, null, 1)}\n` },
  });
}

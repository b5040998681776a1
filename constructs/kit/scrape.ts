// Metrics of a Service: a ServiceMonitor and the NetworkPolicy that lets Prometheus in. Nothing without monitoring.
import type { Construct } from 'constructs';
import { allow, flow } from './allow.js';
import { customResource } from './custom-resource.js';
import { type Labels, labels } from './labels.js';
import type { Platform } from './platform.js';

export interface Scrape {
  readonly addon: string;
  readonly namespace: string;
  /** Name of the ServiceMonitor; also the value of the `job` label, by way of the Service's app name. */
  readonly name: string;
  /** Labels of the Service. */
  readonly service: Labels;
  /** ServiceMonitor endpoints, as monitoring.coreos.com/v1 has them: `{port: 'metrics'}` at least. */
  readonly endpoints: readonly Readonly<Record<string, unknown>>[];
  /** Label of the Service whose value becomes `job`. `app.kubernetes.io/name` unless said. */
  readonly jobLabel?: string;
  /** Labels of the pods, and the container ports that are scraped. Left out for host-network pods. */
  readonly pods?: { readonly labels: Labels; readonly ports: readonly (number | string)[] };
}

export function scrape(scope: Construct, platform: Platform, s: Scrape): void {
  const monitoring = platform.monitoring;
  if (!monitoring) return;
  customResource(scope, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: {
      name: s.name,
      namespace: s.namespace,
      labels: { ...labels(s.addon, s.name), ...monitoring.objectLabels },
    },
    spec: {
      jobLabel: s.jobLabel ?? 'app.kubernetes.io/name',
      selector: { matchLabels: s.service },
      namespaceSelector: { matchNames: [s.namespace] },
      endpoints: s.endpoints,
    },
  });
  if (!s.pods) return;
  allow(scope, {
    addon: s.addon,
    namespace: s.namespace,
    name: `${s.name}-from-prometheus`,
    pods: s.pods.labels,
    from: [flow(monitoring, ...s.pods.ports)],
  });
}

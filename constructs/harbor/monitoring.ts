// Metrics: each component that has an endpoint gets a ServiceMonitor of its own.
import type { Construct } from 'constructs';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import type { Config } from './config.js';
import { addonName, type Component, nameOf, namespaceName, ports, selectorOf } from './names.js';

export function monitoring(scope: Construct, config: Config, platform: Platform): void {
  const scraped: readonly Component[] = [
    'core',
    'jobservice',
    'registry',
    ...(config.exporter.enabled ? (['exporter'] as const) : []),
  ];
  for (const component of scraped) {
    scrape(scope, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: nameOf(component),
      service: selectorOf(component),
      endpoints: [{ port: 'metrics', interval: component === 'exporter' ? '60s' : '30s' }],
      pods: { labels: selectorOf(component), ports: [ports.metrics] },
    });
  }
}

// Metrics of a controller's sidecars, and of the driver where it has some: one Service, one ServiceMonitor.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../labels.js';
import type { Platform } from '../platform.js';
import { scrape } from '../scrape.js';
import { type CsiDriver, csiPorts, podsOf } from './driver.js';
import type { SidecarKind } from './sidecars.js';

export function controllerMetrics(
  scope: Construct,
  platform: Platform,
  driver: CsiDriver,
  sidecars: readonly SidecarKind[],
  own: readonly { readonly name: string; readonly port: number }[] = [],
): void {
  metricsOfPods(scope, platform, driver, driver.controller, [
    ...sidecars.map((kind) => ({ name: kind, port: csiPorts[kind] })),
    ...own,
  ]);
}

/** Ports are named as the container's ports are. */
export function metricsOfPods(
  scope: Construct,
  platform: Platform,
  driver: CsiDriver,
  part: CsiDriver['controller'],
  ports: readonly { readonly name: string; readonly port: number }[],
): void {
  if (!platform.monitoring || ports.length === 0) return;
  const { namespace, name } = part;
  new k8s.KubeService(scope, `metrics-${name}`, {
    metadata: { name: `${name}-metrics`, namespace, labels: labels(driver.addon, name) },
    spec: {
      clusterIp: 'None',
      ports: ports.map((p) => ({
        name: p.name,
        port: p.port,
        targetPort: k8s.IntOrString.fromString(p.name),
        protocol: 'TCP',
      })),
      selector: podsOf(part),
    },
  });
  scrape(scope, platform, {
    addon: driver.addon,
    namespace,
    name,
    service: podsOf(part),
    endpoints: ports.map((p) => ({
      port: p.name,
      // The sidecar that says it: all of them call the same driver.
      relabelings: [{ sourceLabels: ['__meta_kubernetes_pod_container_name'], targetLabel: 'container' }],
    })),
    pods: { labels: podsOf(part), ports: ports.map((p) => p.port) },
  });
}

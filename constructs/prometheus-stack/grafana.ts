// Grafana: everything it shows comes from Git. Its own database holds sessions and what users make by hand.
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { allow, flow, toDns, toOutside } from '../kit/allow.js';
import { expose } from '../kit/expose.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import {
  budget,
  checksum,
  containerSecurity,
  httpProbe,
  podSecurity,
  replicas,
  resources,
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import type { GrafanaConfig } from './config-grafana.js';
import { grafanaEnv, grafanaFiles } from './grafana-files.js';
import { addonName, alertmanagerPods, grafanaPods, namespaceName, prometheusPods } from './names.js';
import { pins } from './pins.js';

const name = 'grafana';

export function buildGrafana(chart: Chart, config: GrafanaConfig, platform: Platform): void {
  serviceAccount(chart, addonName, namespaceName, name, platform);
  const files = grafanaFiles(config, platform);
  new k8s.KubeConfigMap(chart, 'grafana-config', {
    metadata: { name: 'grafana', namespace: namespaceName, labels: labels(addonName, name) },
    data: { ...files },
  });
  const count = config.database ? replicas(config.replicas, platform) : 1;
  deployment(chart, config, platform, count, checksum(...Object.values(files)));
  new k8s.KubeService(chart, 'grafana-service', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      selector: grafanaPods,
      ports: [{ name: 'http', port: 80, targetPort: k8s.IntOrString.fromString('http') }],
    },
  });
  budget(chart, { addon: addonName, namespace: namespaceName, name, selector: grafanaPods, replicas: count });
  scrape(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: grafanaPods,
    endpoints: [{ port: 'http' }],
    pods: { labels: grafanaPods, ports: [3000] },
  });
  policies(chart, config, platform);
  expose(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    host: config.host,
    service: { name, port: 'http' },
    pods: { labels: grafanaPods, port: 3000 },
    auth: 'own',
  });
}

function deployment(
  chart: Chart,
  config: GrafanaConfig,
  platform: Platform,
  count: number,
  annotations: Readonly<Record<string, string>>,
): void {
  const { cpu, memory, memoryLimit } = config.resources;
  const provisioning = '/etc/grafana/provisioning';
  new k8s.KubeDeployment(chart, 'grafana', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: grafanaPods },
      strategy: surge(),
      template: {
        metadata: { labels: labels(addonName, name), annotations },
        spec: {
          serviceAccountName: name,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: 'plinth-platform',
          securityContext: podSecurity(472, 472, 472),
          nodeSelector: { 'kubernetes.io/os': 'linux' },
          topologySpreadConstraints:
            count > 1 ? spread(platform, grafanaPods, { perRevision: true }) : undefined,
          containers: [
            {
              name,
              image: imageRef(pins.images.grafana, platform),
              env: grafanaEnv(config),
              ports: [{ name: 'http', containerPort: 3000 }],
              startupProbe: httpProbe('/api/health', 'http', { failures: 30 }),
              readinessProbe: httpProbe('/api/health', 'http'),
              livenessProbe: httpProbe('/api/health', 'http', { period: 30, timeout: 30, failures: 10 }),
              resources: resources(cpu, memory, memoryLimit),
              securityContext: containerSecurity(),
              volumeMounts: [
                {
                  name: 'config',
                  mountPath: '/etc/grafana/grafana.ini',
                  subPath: 'grafana.ini',
                  readOnly: true,
                },
                {
                  name: 'config',
                  mountPath: `${provisioning}/datasources/plinth.yaml`,
                  subPath: 'datasources.yaml',
                  readOnly: true,
                },
                {
                  name: 'config',
                  mountPath: `${provisioning}/dashboards/plinth.yaml`,
                  subPath: 'dashboards.yaml',
                  readOnly: true,
                },
                { name: 'dashboards', mountPath: '/var/lib/grafana-dashboards', readOnly: true },
                { name: 'data', mountPath: '/var/lib/grafana' },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: 'grafana' } },
            { name: 'dashboards', projected: { sources: dashboardSources(platform) } },
            { name: 'data', emptyDir: { sizeLimit: k8s.Quantity.fromString('1Gi') } },
            { name: 'tmp', emptyDir: { sizeLimit: k8s.Quantity.fromString('256Mi') } },
          ],
        },
      },
    },
  });
}

/** Each dashboard's ConfigMap as one file in its folder. No sidecar: nothing in this pod talks to the API server. */
function dashboardSources(platform: Platform): k8s.VolumeProjection[] {
  return platform.dashboards.map(({ configMap, folder }) => ({
    configMap: {
      name: configMap,
      items: [{ key: `${configMap}.json`, path: `${folder}/${configMap}.json` }],
    },
  }));
}

function policies(chart: Chart, config: GrafanaConfig, platform: Platform): void {
  const here = (podLabels: Readonly<Record<string, string>>) => ({ namespace: namespaceName, podLabels });
  const urls = config.oidc ? [config.oidc.tokenUrl, config.oidc.apiUrl] : [];
  const ports = [
    ...urls.map((url) => Number(new URL(url).port || 443)),
    ...(config.database
      ? [Number(config.database.host.slice(config.database.host.lastIndexOf(':') + 1))]
      : []),
  ];
  allow(chart, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: grafanaPods,
    from: [],
    to: [
      toDns(),
      flow(here(prometheusPods), 9090),
      flow(here(alertmanagerPods), 9093),
      ...(ports.length > 0 ? [toOutside(platform, ...new Set(ports))] : []),
      ...(config.oidc && platform.ingress?.ports ? [flow(platform.ingress, ...platform.ingress.ports)] : []),
    ],
  });
}

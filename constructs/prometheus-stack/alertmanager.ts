// The Alertmanager cluster and its configuration. Credentials are named in an AlertmanagerConfig; the operator reads them.
import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { allow, flow, pods, toDns, toOutside } from '../kit/allow.js';
import { customResource } from '../kit/custom-resource.js';
import { expose, hostOf } from '../kit/expose.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { budget, podSecurity, replicas, serviceAccount, spread } from '../kit/workload.js';
import type { Config } from './config.js';
import {
  addonName,
  alertmanagerPods,
  grafanaPods,
  instance,
  namespaceName,
  prometheusPods,
} from './names.js';
import { pins } from './pins.js';
import { renderReceiver, renderRoute } from './receivers.js';

const name = 'alertmanager';

export function buildAlertmanager(chart: Chart, config: Config, platform: Platform): void {
  serviceAccount(chart, addonName, namespaceName, name, platform);
  cluster(chart, config, platform);
  configuration(chart, config);
  service(chart);
  budget(chart, {
    addon: addonName,
    namespace: namespaceName,
    name,
    selector: alertmanagerPods,
    replicas: replicas(config.alertmanager.replicas, platform),
  });
  scrape(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: { 'app.kubernetes.io/name': name, 'app.kubernetes.io/part-of': addonName },
    endpoints: [{ port: 'web' }, { port: 'reloader-web' }],
    pods: { labels: alertmanagerPods, ports: [9093, 8080] },
  });
  policies(chart, config, platform);
  const { host } = config.alertmanager;
  if (host === false) return;
  expose(chart, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    host,
    service: { name, port: 'web' },
    pods: { labels: alertmanagerPods, port: 9093 },
    auth: 'guarded',
  });
}

function cluster(chart: Chart, config: Config, platform: Platform): void {
  const a = config.alertmanager;
  const { cpu, memory, memoryLimit } = a.resources;
  customResource(chart, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Alertmanager',
    metadata: { name: instance, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      image: imageRef(pins.images.alertmanager, platform),
      version: pins.images.alertmanager.image.split(':v')[1],
      ...(platform.images.pullSecrets.length > 0
        ? { imagePullSecrets: platform.images.pullSecrets.map((secret) => ({ name: secret })) }
        : {}),
      replicas: replicas(a.replicas, platform),
      podMetadata: { labels: labels(addonName, name) },
      serviceAccountName: name,
      automountServiceAccountToken: false,
      externalUrl:
        a.host === false ? `http://${name}.${namespaceName}.svc:9093` : `https://${hostOf(platform, a.host)}`,
      alertmanagerConfiguration: { name: instance, global: { resolveTimeout: '5m' } },
      retention: a.retention,
      storage: {
        volumeClaimTemplate: {
          spec: {
            storageClassName: a.storageClass ?? platform.storage?.block,
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: a.volumeSize } },
          },
        },
      },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      priorityClassName: 'plinth-platform',
      nodeSelector: { 'kubernetes.io/os': 'linux' },
      topologySpreadConstraints: spread(platform, alertmanagerPods),
      resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
      securityContext: podSecurity(1000, 2000, 2000),
    },
  });
}

function configuration(chart: Chart, config: Config): void {
  const a = config.alertmanager;
  const fallback = a.defaultReceiver ?? a.receivers[0]?.name ?? 'none';
  customResource(chart, {
    apiVersion: 'monitoring.coreos.com/v1alpha1',
    kind: 'AlertmanagerConfig',
    metadata: { name: instance, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      route: {
        receiver: fallback,
        groupBy: a.groupBy,
        groupWait: a.groupWait,
        groupInterval: a.groupInterval,
        repeatInterval: a.repeatInterval,
        routes: [
          {
            receiver: a.deadMansSwitch ?? 'none',
            matchers: [{ name: 'alertname', matchType: '=', value: 'Watchdog' }],
            groupWait: '0s',
            groupInterval: '1m',
            repeatInterval: '5m',
          },
          { receiver: 'none', matchers: [{ name: 'alertname', matchType: '=', value: 'InfoInhibitor' }] },
          ...a.routes.map(renderRoute),
        ],
      },
      inhibitRules: [
        inhibit('severity=critical', 'severity=~warning|info', ['namespace', 'alertname']),
        inhibit('severity=warning', 'severity=info', ['namespace', 'alertname']),
        inhibit('alertname=InfoInhibitor', 'severity=info', ['namespace']),
      ],
      receivers: [{ name: 'none' }, ...a.receivers.map(renderReceiver)],
    },
  });
}

function inhibit(source: string, target: string, equal: string[]): Record<string, unknown> {
  return { sourceMatch: [matcher(source)], targetMatch: [matcher(target)], equal };
}

function matcher(text: string): Record<string, string> {
  const [, label = '', matchType = '', value = ''] = /^(\w+)(=~|=)(.*)$/.exec(text) ?? [];
  return { name: label, matchType, value };
}

function service(chart: Chart): void {
  new k8s.KubeService(chart, 'alertmanager-service', {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec: {
      selector: alertmanagerPods,
      sessionAffinity: 'ClientIP',
      ports: [
        { name: 'web', port: 9093, targetPort: k8s.IntOrString.fromString('web') },
        { name: 'reloader-web', port: 8080, targetPort: k8s.IntOrString.fromString('reloader-web') },
      ],
    },
  });
}

function policies(chart: Chart, config: Config, platform: Platform): void {
  const here = (podLabels: Readonly<Record<string, string>>) => ({ namespace: namespaceName, podLabels });
  const gossip = {
    peers: [pods(here(alertmanagerPods))],
    ports: [
      { port: 9094, protocol: 'TCP' as const },
      { port: 9094, protocol: 'UDP' as const },
    ],
  };
  const outside = config.alertmanager.receivers.map((r) =>
    r.type === 'email' ? Number(r.smarthost.slice(r.smarthost.lastIndexOf(':') + 1)) : 443,
  );
  allow(chart, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: alertmanagerPods,
    from: [flow(here(prometheusPods), 9093), flow(here(grafanaPods), 9093), gossip],
    to: [toDns(), gossip, ...(outside.length > 0 ? [toOutside(platform, ...new Set(outside))] : [])],
  });
}

// metrics-server: CPU and memory of pods and nodes, for autoscalers and `kubectl top`.
import { defineAddon, type Problem } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import type { Distribution } from '../kit/cluster.js';
import type { Platform } from '../kit/platform.js';
import { alerts } from './alerts.js';
import { apiService } from './api-service.js';
import { type Config, configSchema } from './config.js';
import { addonName, namespaceName } from './names.js';
import { network } from './network.js';
import { pins } from './pins.js';
import { rbac } from './rbac.js';
import { workload } from './workload.js';

export const metricsServer = defineAddon({
  name: addonName,
  title: 'CPU and memory of pods and nodes, for HorizontalPodAutoscalers and `kubectl top`.',
  pins,
  config: configSchema,
  tradeOffs: [
    'It verifies the serving certificates of kubelets. kubeadm’s default kubelets sign their own: set serverTLSBootstrap: true in KubeletConfiguration and approve the requests, or accept kubeletInsecureTls: true.',
    'With a private issuer the API server verifies metrics-server; without one the connection is encrypted but not verified, as upstream ships it.',
    'It runs outside of the host network: API servers that do not reach pods need a route to them.',
    'Only one APIService v1beta1.metrics.k8s.io can exist: prometheus-adapter must not serve the same API.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted' }],
  problems,
  alerts: () => alerts(configSchema.parse({})),
  build(chart, config, platform) {
    rbac(chart);
    workload(chart, config, platform);
    apiService(chart, platform);
    network(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts(config),
    });
  },
});

/** Distributions that bring one, and what disables it where that is possible. */
const bundled: Partial<Record<Distribution, string | undefined>> = {
  k3s: 'put `disable: [metrics-server]` into /etc/rancher/k3s/config.yaml of every server',
  rke2: 'put `disable: [rke2-metrics-server]` into /etc/rancher/rke2/config.yaml of every server',
  gke: undefined,
  aks: undefined,
};

function problems(config: Config, platform: Platform): readonly Problem[] {
  const { distribution } = platform.cluster;
  if (!(distribution in bundled)) return [];
  const disable = bundled[distribution];
  if (disable && config.replaceBundled) return [];
  return [
    {
      path: [],
      message: disable
        ? `${distribution} brings its own metrics-server and both would fight over v1beta1.metrics.k8s.io; remove this addon, or ${disable} and set replaceBundled: true`
        : `${distribution} runs its own metrics-server, which cannot be removed; remove this addon`,
    },
  ];
}

// hcloud-cloud-controller-manager: where it runs, what it is told, and what is refused.
import { describe, expect, it } from 'vitest';
import { hcloudCloudControllerManager } from '../../../constructs/hcloud-cloud-controller-manager/addon.js';
import { alerts } from '../../../constructs/hcloud-cloud-controller-manager/alerts.js';
import { metrics } from '../../../constructs/hcloud-cloud-controller-manager/metrics.js';
import type { Distribution } from '../../../constructs/kit/cluster.js';
import { renderAddon } from '../../../src/synth/render.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const addon = hcloudCloudControllerManager;
const network = { name: 'cluster' };
const parse = (config: object = {}) => addon.config.parse(config);
const render = (config: object = {}) => renderAddon(addon, parse(config), fullPlatform);
const pod = (config: object = {}) => podTemplates(render(config))[0]?.spec;
const environment = (config: object = {}) =>
  Object.fromEntries(pod(config)?.containers[0]?.env?.map((e) => [e.name, e.value]) ?? []);
const levels = (config: object) => addon.namespaces?.(parse(config)).map((n) => n.podSecurity);

describe('the Hetzner Cloud controller', () => {
  it('starts before nodes are initialised, on control planes, with the node’s resolvers and a lease of its own', () => {
    expect(pod()).toMatchObject({
      dnsPolicy: 'Default',
      tolerations: expect.arrayContaining([
        expect.objectContaining({ key: 'node.cloudprovider.kubernetes.io/uninitialized' }),
      ]),
    });
    expect(JSON.stringify(pod()?.affinity)).toContain('node-role.kubernetes.io/control-plane');
    expect(pod()?.containers[0]?.args).toContain(
      '--leader-elect-resource-namespace=hcloud-cloud-controller-manager',
    );
  });

  it('uses the host’s network only for private networks, and is restricted without', () => {
    expect([pod()?.hostNetwork, levels({})]).toEqual([undefined, ['restricted']]);
    expect([pod({ network })?.hostNetwork, levels({ network })]).toEqual([true, ['privileged']]);
    const policies = (config: object) =>
      render(config).filter((o) => o.kind === 'NetworkPolicy' && o.metadata.name !== 'default-deny');
    expect(policies({ network })).toEqual([]);
    expect(policies({}).map((p) => p.metadata.name)).toEqual([
      'hcloud-cloud-controller-manager',
      'hcloud-cloud-controller-manager-from-prometheus',
    ]);
  });

  it('routes pods through the network unless told not to', () => {
    expect(pod({ network })?.containers[0]?.args).toEqual(
      expect.arrayContaining(['--allocate-node-cidrs=true', '--cluster-cidr=10.244.0.0/16']),
    );
    expect(environment({ network })).toMatchObject({
      HCLOUD_NETWORK: 'cluster',
      HCLOUD_NETWORK_ROUTES_ENABLED: 'true',
    });
    const off = { network: { ...network, routes: false } };
    expect(pod(off)?.containers[0]?.args).toContain('--configure-cloud-routes=false');
    expect(environment(off)).toMatchObject({ HCLOUD_NETWORK_ROUTES_ENABLED: 'false' });
  });

  it('takes tokens from the Secret that it declares, Robot’s only where there are such servers', () => {
    const keys = (config: object) => Object.keys(addon.secrets?.(parse(config), fullPlatform)[0]?.keys ?? {});
    expect(keys({})).toEqual(['token']);
    expect(keys({ robot: true })).toEqual(['token', 'robot-user', 'robot-password']);
    expect(environment()).not.toHaveProperty('ROBOT_ENABLED');
    expect(environment({ robot: true })).toMatchObject({ ROBOT_ENABLED: 'true' });
  });

  it('claims load balancers only when it makes them', () => {
    const loadBalancers = { enabled: false };
    expect(addon.provides?.(parse(), cluster)).toEqual({ loadBalancer: { provider: 'hcloud' } });
    expect(addon.provides?.(parse({ loadBalancers }), cluster)).toEqual({});
    expect(environment({ loadBalancers })).toMatchObject({ HCLOUD_LOAD_BALANCERS_ENABLED: 'false' });
  });

  it('may delete nodes, and has neither all verbs on them nor rights on Secrets and ServiceAccounts', () => {
    const rules = JSON.stringify(render().find((o) => o.kind === 'ClusterRole')?.rules);
    expect(rules).toContain('"delete"');
    expect(rules).not.toMatch(/"\*"|secrets|serviceaccounts|configmaps/);
  });

  it('is watched by metrics that exist', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });
});

describe('a profile with the Hetzner Cloud controller', () => {
  it.each([
    ['eks', {}, /not in Hetzner Cloud; remove/],
    ['kind', {}, /remove/],
    ['k3s', {}, /disable-cloud-controller.*servicelb/],
    ['k3s', { replaceBundled: true }, undefined],
    ['kubeadm', { loadBalancers: { location: 'fsn1', networkZone: 'eu-central' } }, /remove one/],
    ['kubeadm', { loadBalancers: { usePrivateIp: true } }, /name it in network/],
    ['kubeadm', { network, loadBalancers: { usePrivateIp: true } }, undefined],
  ] as const)('is judged on %s: %j', (distribution, config, message) => {
    const platform = { ...fullPlatform, cluster: { ...cluster, distribution: distribution as Distribution } };
    expect((addon.problems?.(parse(config), platform) ?? []).map((p) => p.message)).toEqual(
      message ? [expect.stringMatching(message)] : [],
    );
  });

  it('is warned of load balancers without a place and of a Kubernetes that the release was not tested with', () => {
    const loadBalancers = { location: 'fsn1' };
    expect(addon.warnings?.(parse(), fullPlatform)).toEqual([expect.stringContaining('location')]);
    expect(addon.warnings?.(parse({ loadBalancers }), fullPlatform)).toEqual([]);
    const next = { ...fullPlatform, cluster: { ...cluster, kubernetesVersion: '1.37' as const } };
    expect(addon.warnings?.(parse({ loadBalancers }), next)).toEqual([expect.stringContaining('1.37')]);
  });
});

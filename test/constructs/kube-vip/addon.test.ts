// kube-vip: what announces and hands out addresses, the static pod for the API server's, and where it is refused.
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import type { Distribution } from '../../../constructs/kit/cluster.js';
import { kubeVip } from '../../../constructs/kube-vip/addon.js';
import { alerts } from '../../../constructs/kube-vip/alerts.js';
import { metrics } from '../../../constructs/kube-vip/metrics.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

interface StaticPod {
  kind: string;
  metadata: { namespace: string };
  spec: {
    hostNetwork: boolean;
    containers: { args: string[]; env: { name: string; value?: string }[]; securityContext: object }[];
    volumes: { hostPath: { path: string } }[];
  };
}

const pools = [{ addresses: ['192.0.2.0/28'] }];
const controlPlane = { address: '10.0.0.100', interface: 'eth0' };
const parse = (config: object = {}) => kubeVip.config.parse(config);
const render = (config: object = {}, platform = fullPlatform) =>
  renderAddon(kubeVip, parse(config), platform);
const on = (distribution: Distribution) => ({ ...fullPlatform, cluster: { ...cluster, distribution } });
const messages = (config: object, platform = fullPlatform) =>
  (kubeVip.problems?.(parse(config), platform) ?? []).map((p) => p.message);
const environment = (config: object) =>
  Object.fromEntries(
    podTemplates(render(config))
      .find((p) => p.owner.kind === 'DaemonSet')
      ?.spec.containers[0]?.env?.map((e) => [e.name, e.value]) ?? [],
  );

describe('kube-vip for Services', () => {
  it('announces by ARP with a lease, for Services without a class', () => {
    expect(environment({})).toMatchObject({
      vip_arp: 'true',
      svc_enable: 'true',
      vip_leaderelection: 'true',
      vip_leaseduration: '15',
    });
    expect(environment({})).not.toHaveProperty('lb_class_only');
    expect(environment({})).not.toHaveProperty('cp_enable');
  });

  it('serves one class alone when told, and its address book follows', () => {
    const services = { pools, loadBalancerClass: 'example.com/vip' };
    expect(environment({ services })).toMatchObject({
      lb_class_only: 'true',
      lb_class_name: 'example.com/vip',
    });
    expect(JSON.stringify(render({ services }).find((o) => o.kind === 'Deployment'))).toContain(
      '"KUBEVIP_CUSTOM_LOADBALANCERCLASS_NAME","value":"example.com/vip"',
    );
  });

  it('may write Leases of other namespaces only where each Service elects its node', () => {
    const rules = (services: object) =>
      JSON.stringify(
        render({ services }).find((o) => o.kind === 'ClusterRole' && o.metadata.name === 'kube-vip')?.rules,
      );
    expect(rules({})).not.toContain('leases');
    expect(rules({ electionPerService: true })).toContain('leases');
  });

  it('hands addresses out only from pools, out of a namespace without the host', () => {
    expect(render().map((o) => o.kind)).not.toContain('Deployment');
    const withPools = render({
      services: {
        pools: [...pools, { namespace: 'shop', addresses: ['198.51.100.0/30', '203.0.113.0/30'] }],
      },
    });
    expect(withPools.find((o) => o.kind === 'ConfigMap')).toMatchObject({
      metadata: { namespace: 'kube-vip-ipam' },
      data: { 'cidr-global': '192.0.2.0/28', 'cidr-shop': '198.51.100.0/30,203.0.113.0/30' },
    });
    expect(kubeVip.namespaces?.(parse({ services: { pools } })).map((n) => n.podSecurity)).toEqual([
      'privileged',
      'restricted',
    ]);
    expect(kubeVip.warnings?.(parse(), fullPlatform)).toHaveLength(1);
    expect(kubeVip.warnings?.(parse({ services: { pools } }), fullPlatform)).toEqual([]);
  });

  it('has no metrics Service where nothing monitors', () => {
    expect(render({}, barePlatform).map((o) => o.kind)).not.toContain('Service');
  });

  it('is watched by metrics that it serves', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });
});

describe('the static pod', () => {
  const files = (config: object, platform = fullPlatform) => kubeVip.files?.(parse(config), platform) ?? {};
  const pod = (config: object, platform = fullPlatform) =>
    parseYaml(files(config, platform)['kube-vip.yaml'] ?? '') as StaticPod;

  it('exists only when an address for the API server is asked for', () => {
    expect(files({})).toEqual({});
    expect(Object.keys(files({ controlPlane }))).toEqual(['README.md', 'kube-vip.yaml']);
  });

  it('holds the address, reaches the API server of its node, and leaves Services to the DaemonSet', () => {
    const { kind, metadata, spec } = pod({ controlPlane });
    const env = Object.fromEntries(spec.containers[0]?.env.map((e) => [e.name, e.value]) ?? []);
    expect([kind, metadata.namespace, spec.hostNetwork]).toEqual(['Pod', 'kube-system', true]);
    expect(env).toMatchObject({
      address: '10.0.0.100',
      vip_interface: 'eth0',
      vip_subnet: '32',
      port: '6443',
      cp_enable: 'true',
    });
    expect(env).not.toHaveProperty('svc_enable');
    // Both run on one node: the port of the DaemonSet is another.
    expect(env['health_check_port']).not.toBe(environment({})['health_check_port']);
    expect(spec.volumes[0]?.hostPath.path).toBe('/etc/kubernetes/admin.conf');
    expect(spec.containers[0]?.securityContext).toMatchObject({ capabilities: { drop: ['ALL'] } });
  });

  it('takes the mirror, and is described with its address and super-admin.conf', () => {
    const mirrored = { ...fullPlatform, images: { registry: 'mirror.example/x', pullSecrets: [] } };
    expect(files({ controlPlane }, mirrored)['kube-vip.yaml']).toContain('image: mirror.example/x/kube-vip/');
    expect(files({ controlPlane })['README.md']).toMatch(/10\.0\.0\.100:6443[\s\S]*super-admin\.conf/);
  });

  it('can be all: no objects, no namespace, no claim on load balancers', () => {
    const config = { services: { enabled: false }, controlPlane };
    expect(render(config)).toEqual([]);
    expect(kubeVip.namespaces?.(parse(config))).toEqual([]);
    expect(kubeVip.provides?.(parse(config), cluster)).toEqual({});
    expect(kubeVip.provides?.(parse(), cluster)).toEqual({ loadBalancer: { provider: 'kube-vip' } });
  });
});

describe('a configuration of kube-vip', () => {
  it.each([
    ['eks', {}, /remove this addon/],
    ['k3s', {}, /servicelb/],
    ['k3s', { replaceBundled: true }, undefined],
    ['talos', { controlPlane }, /machine\.network/],
    ['kubeadm', { controlPlane }, undefined],
    ['kubeadm', { services: { enabled: false } }, /nothing is left to do/],
    ['kubeadm', { services: { pools: [...pools, ...pools] } }, /second pool for all namespaces/],
    [
      'kubeadm',
      { services: { pools: [...pools, { namespace: 'a', addresses: ['192.0.2.32-192.0.2.40'] }] } },
      /write all pools in one way/,
    ],
  ] as const)('is judged on %s: %j', (distribution, config, message) => {
    expect(messages(config, on(distribution))).toEqual(message ? [expect.stringMatching(message)] : []);
  });

  it.each([
    { controlPlane: { address: '10.0.0.300', interface: 'eth0' } },
    { controlPlane: { address: '10.0.0.1', interface: 'an interface' } },
    { lease: { duration: 5, renew: 10 } },
    { services: { pools: [{ addresses: [] }] } },
  ])('is refused: %j', (config) => {
    expect(kubeVip.config.safeParse(config).success).toBe(false);
  });
});

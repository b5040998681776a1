// MetalLB: pools and peers as a profile asks for them, faults that its webhook would find, and who may do what.
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../constructs/kit/platform.js';
import { metallb } from '../../../constructs/metallb/addon.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, fullPlatform } from '../../support/platform.js';

const simple = { pools: [{ name: 'public', addresses: ['192.0.2.0/28'], l2: {} }] };
const tor = { name: 'tor', myAsn: 64512, peerAsn: 64513, peerAddress: '10.0.0.1' };
const parse = (config: unknown) => metallb.config.parse(config);
const render = (config: unknown = simple, platform: Platform = fullPlatform) =>
  renderAddon(metallb, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: Record<string, never> };
}

describe('the pools of MetalLB', () => {
  it('are announced as the profile says, and as nothing else', () => {
    const objects = render({
      pools: [
        { name: 'a', addresses: ['192.0.2.0/28'], l2: { interfaces: ['bond0'] } },
        {
          name: 'b',
          addresses: ['198.51.100.0/28'],
          bgp: { peers: ['tor'], communities: ['65535:65282'], nodeSelectors: [{ rack: '1' }] },
        },
      ],
      peers: [tor],
    });
    expect(find(objects, 'L2Advertisement', 'a').spec).toEqual({
      ipAddressPools: ['a'],
      interfaces: ['bond0'],
    });
    expect(find(objects, 'BGPAdvertisement', 'b').spec).toEqual({
      ipAddressPools: ['b'],
      aggregationLength: 32,
      communities: ['65535:65282'],
      peers: ['tor'],
      nodeSelectors: [{ matchLabels: { rack: '1' } }],
    });
    expect(objects.filter((o) => o.kind.endsWith('Advertisement'))).toHaveLength(2);
  });

  it('may be kept for some namespaces', () => {
    const pools = [{ ...simple.pools[0], namespaces: ['traefik'], priority: 0 }];
    expect(find(render({ pools }), 'IPAddressPool', 'public').spec).toMatchObject({
      serviceAllocation: { namespaces: ['traefik'], priority: 0 },
    });
    expect(find(render(), 'IPAddressPool', 'public').spec).not.toHaveProperty('serviceAllocation');
  });

  it('are told to peers whose password is a Secret that the user brings', () => {
    const config = {
      pools: [{ name: 'b', addresses: ['198.51.100.0/28'], bgp: {} }],
      peers: [{ ...tor, passwordSecret: 'tor-password' }],
    };
    expect(find(render(config), 'BGPPeer', 'tor').spec).toMatchObject({
      passwordSecret: { name: 'tor-password', namespace: 'metallb-system' },
    });
    expect(metallb.secrets?.(parse(config), fullPlatform).map((s) => [s.name, s.type])).toEqual([
      ['metallb-webhook-cert', undefined],
      ['tor-password', 'kubernetes.io/basic-auth'],
    ]);
  });
});

describe('problems of a MetalLB configuration', () => {
  const problems = (config: unknown) =>
    (metallb.problems?.(parse(config), fullPlatform) ?? []).map((p) => `${p.path.join('.')} ${p.message}`);
  const pool = (name: string, addresses: string[], how: object = { l2: {} }) => ({ name, addresses, ...how });

  it('are none for a plain pool, and for one with routers', () => {
    expect(problems(simple)).toEqual([]);
    expect(
      problems({ pools: [pool('a', ['192.0.2.0/28'], { bgp: { peers: ['tor'] } })], peers: [tor] }),
    ).toEqual([]);
  });

  it.each([
    [
      'overlap of pools',
      [pool('a', ['192.0.2.0/28']), pool('b', ['192.0.2.8-192.0.2.30'])],
      /^pools\.1\.addresses\.0 overlaps 192\.0\.2\.0\/28 of pool a/,
    ],
    [
      'overlap within a pool',
      [pool('a', ['192.0.2.0/28', '192.0.2.1/32'])],
      /^pools\.0\.addresses\.1 overlaps/,
    ],
    ['addresses of pods', [pool('a', ['10.244.9.0/24'])], /pods’ network/],
    ['addresses of Services', [pool('a', ['10.97.0.0/24'])], /Services’ network/],
    ['a range that runs backwards', [pool('a', ['192.0.2.20-192.0.2.10'])], /no range of addresses/],
    ['a pool that nothing announces', [pool('a', ['192.0.2.0/28'], {})], /^pools\.0 is announced by nothing/],
    ['a name used twice', [pool('a', ['192.0.2.0/30']), pool('a', ['192.0.2.8/30'])], /^pools\.1\.name/],
    ['BGP without routers', [pool('a', ['192.0.2.0/28'], { bgp: {} })], /no router to tell/],
  ])('name %s', (_, pools, message) => {
    expect(problems({ pools })).toEqual([expect.stringMatching(message)]);
  });

  it('name what native mode cannot do, peers that do not exist, and peers for nothing', () => {
    expect(problems({ pools: [pool('a', ['2001:db8::/124'], { bgp: {} })], peers: [tor] })).toEqual([
      expect.stringContaining('native mode cannot'),
    ]);
    expect(
      problems({ pools: [pool('a', ['192.0.2.0/28'], { bgp: { peers: ['spine'] } })], peers: [tor] }),
    ).toEqual([expect.stringMatching(/peer 'spine', which is not among tor/)]);
    expect(problems({ ...simple, peers: [tor] })).toEqual([expect.stringMatching(/^peers /)]);
  });
});

describe('the pods of MetalLB', () => {
  it('have one controller at a time, since it elects no leader', () => {
    expect(find(render(), 'Deployment', 'metallb-controller').spec).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
    });
    expect(render().some((o) => o.kind === 'PodDisruptionBudget')).toBe(false);
  });

  it('add one capability to the speaker and take everything else away', () => {
    const { template } = find(render(), 'DaemonSet', 'metallb-speaker').spec as unknown as {
      template: { spec: { containers: { securityContext: unknown }[] } };
    };
    expect(template.spec.containers[0]?.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { add: ['NET_RAW'], drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
  });

  it('announce from labelled control planes only where there are no workers, or when told', () => {
    const ignores = (config: object, workers: number) =>
      JSON.stringify(
        render({ ...simple, ...config }, { ...fullPlatform, cluster: { ...fullPlatform.cluster, workers } }),
      ).includes('--ignore-exclude-lb=true');
    expect(ignores({}, 3)).toBe(false);
    expect(ignores({}, 0)).toBe(true);
    expect(ignores({ ignoreExcludeLabel: false }, 0)).toBe(false);
    expect(ignores({ ignoreExcludeLabel: true }, 3)).toBe(true);
  });

  it('roll when the excluded interfaces change', () => {
    const sum = (config: object) => {
      const { template } = find(render({ ...simple, ...config }), 'DaemonSet', 'metallb-speaker')
        .spec as unknown as {
        template: { metadata: { annotations: unknown } };
      };
      return template.metadata.annotations;
    };
    expect(sum({})).toEqual(sum({}));
    expect(sum({ excludeInterfaces: ['^lo$'] })).not.toEqual(sum({}));
  });

  it('find each other by the labels that the speakers wear', () => {
    const spec = JSON.stringify(find(render(), 'DaemonSet', 'metallb-speaker').spec);
    expect(spec).toContain('{"name":"METALLB_ML_LABELS","value":"app.kubernetes.io/name=metallb-speaker"}');
    expect(spec).toContain('"app.kubernetes.io/name":"metallb-speaker"');
  });
});

describe('the surroundings of MetalLB', () => {
  it('say why the namespace is privileged', () => {
    expect(find(render(), 'Namespace', 'metallb-system').metadata.annotations).toHaveProperty([
      'plinth.dev/pod-security-reason',
    ]);
  });

  it('admit the API server and Prometheus to the controller, and nobody else', () => {
    expect(find(render(), 'NetworkPolicy', 'metallb-controller').spec).toMatchObject({
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ port: 9443 }] }],
      egress: [{ ports: [{ port: 6443 }] }],
    });
    expect(find(render(), 'NetworkPolicy', 'metallb-controller-from-prometheus').spec).toMatchObject({
      ingress: [{ ports: [{ port: 9120 }] }],
    });
  });

  it('let the controller change no webhook configuration and no CRD but its own', () => {
    const role = find(render(), 'ClusterRole', 'metallb-controller') as unknown as {
      rules: { apiGroups: string[]; verbs: string[]; resourceNames?: string[] }[];
    };
    for (const rule of role.rules) {
      if (!rule.apiGroups.some((g) => /admissionregistration|apiextensions/.test(g))) continue;
      if (rule.verbs.includes('update')) expect(rule.resourceNames?.join()).toContain('metallb');
    }
  });

  it('bring no monitoring objects where nothing monitors', () => {
    const objects = render(simple, barePlatform);
    expect(objects.map((o) => o.kind)).not.toContain('ServiceMonitor');
    expect(objects.filter((o) => o.kind === 'Service').map((o) => o.metadata.name)).toEqual([
      'metallb-webhook-service',
    ]);
  });
});

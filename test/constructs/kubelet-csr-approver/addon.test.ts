// kubelet-csr-approver: which certificates it may approve, and where it is refused.
import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../../constructs/kit/cluster.js';
import { kubeletCsrApprover } from '../../../constructs/kubelet-csr-approver/addon.js';
import { alerts } from '../../../constructs/kubelet-csr-approver/alerts.js';
import { metrics } from '../../../constructs/kubelet-csr-approver/metrics.js';
import { renderAddon } from '../../../src/synth/render.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const least = { nodeNames: '^node-[0-9]+$' };
const parse = (config: object = {}) => kubeletCsrApprover.config.parse({ ...least, ...config });
const render = (config: object = {}, platform = fullPlatform) =>
  renderAddon(kubeletCsrApprover, parse(config), platform);
const args = (config: object = {}) => podTemplates(render(config))[0]?.spec.containers[0]?.args ?? [];

describe('the rules on certificates', () => {
  it('are strict unless said: the cluster’s addresses, names that resolve, denial', () => {
    expect(args()).toEqual(
      expect.arrayContaining([
        '-provider-regex=^node-[0-9]+$',
        '-provider-ip-prefixes=10.0.0.0/24',
        '-bypass-dns-resolution=false',
        '-skip-deny-step=false',
        '-max-expiration-sec=31708800',
      ]),
    );
    expect(args({ nodeAddresses: ['192.0.2.0/24', '2001:db8::/48'] })).toContain(
      '-provider-ip-prefixes=192.0.2.0/24,2001:db8::/48',
    );
  });

  it.each(['node-.*', '^node', '^(?=a)a$', '^(a)\\1$', '^node-[$', ''])(
    'refuse the pattern %j',
    (nodeNames) => {
      expect(kubeletCsrApprover.config.safeParse({ nodeNames }).success).toBe(false);
    },
  );

  it('are refused by name where no address is known, and doubted where names are not looked up', () => {
    const platform = { ...fullPlatform, cluster: { ...cluster, nodeCidrs: [] } };
    expect(kubeletCsrApprover.problems?.(parse(), platform)).toEqual([
      { path: ['nodeAddresses'], message: expect.stringContaining('cluster.nodeCidrs') },
    ]);
    expect(kubeletCsrApprover.problems?.(parse(), fullPlatform)).toEqual([]);
    expect(kubeletCsrApprover.warnings?.(parse(), fullPlatform)).toEqual([]);
    expect(
      kubeletCsrApprover.warnings?.(parse({ resolveNames: false, deny: false }), fullPlatform),
    ).toHaveLength(2);
  });

  it('let it approve for one signer alone', () => {
    const rules = render().find((o) => o.kind === 'ClusterRole')?.rules as {
      verbs: string[];
      resourceNames?: string[];
    }[];
    expect(rules.filter((r) => r.verbs.includes('approve')).map((r) => r.resourceNames)).toEqual([
      ['kubernetes.io/kubelet-serving'],
    ]);
  });
});

describe('the approver', () => {
  it('asks resolvers only when it looks names up', () => {
    const egress = (config: object) =>
      JSON.stringify(
        render(config).find((o) => o.kind === 'NetworkPolicy' && o.metadata.name === 'kubelet-csr-approver'),
      );
    expect(egress({})).toContain('"port":53');
    expect(egress({ resolveNames: false })).not.toContain('"port":53');
  });

  it('runs where a cloud has not yet initialised the nodes', () => {
    expect(podTemplates(render())[0]?.spec).toMatchObject({
      dnsPolicy: 'Default',
      tolerations: expect.arrayContaining([
        expect.objectContaining({ key: 'node.cloudprovider.kubernetes.io/uninitialized' }),
      ]),
    });
  });

  it.each(['eks', 'gke', 'aks', 'k3s', 'rke2'] as Distribution[])('is refused on %s', (distribution) => {
    const platform = { ...fullPlatform, cluster: { ...cluster, distribution } };
    expect(kubeletCsrApprover.problems?.(parse(), platform)?.[0]?.message).toContain('remove this addon');
  });

  it('is watched by metrics that exist', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });
});

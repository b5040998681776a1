// aws-cloud-controller-manager: only images that were published, of the cluster's minor; and where it is refused.
import { describe, expect, it } from 'vitest';
import { awsCloudControllerManager } from '../../../constructs/aws-cloud-controller-manager/addon.js';
import { alerts } from '../../../constructs/aws-cloud-controller-manager/alerts.js';
import { metrics } from '../../../constructs/aws-cloud-controller-manager/metrics.js';
import type { Cluster } from '../../../constructs/kit/cluster.js';
import { renderAddon } from '../../../src/synth/render.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const addon = awsCloudControllerManager;
const parse = (config: object = {}) => addon.config.parse(config);
const on = (change: Partial<Cluster>) => ({ ...fullPlatform, cluster: { ...cluster, ...change } });
const render = (config: object = {}, platform = fullPlatform) => renderAddon(addon, parse(config), platform);
const pod = (config: object = {}, platform = fullPlatform) => podTemplates(render(config, platform))[0]?.spec;
const messages = (config: object, platform: ReturnType<typeof on>) =>
  (addon.problems?.(parse(config), platform) ?? []).map((p) => p.message);
const cloudConf = (config: object) => {
  const data = render(config).find((o) => o.kind === 'ConfigMap')?.data as Record<string, string> | undefined;
  return data?.['cloud.conf'];
};

describe('the AWS cloud controller', () => {
  it.each(['1.33', '1.34', '1.35'] as const)(
    'is of the cluster’s minor, by digest: %s',
    (kubernetesVersion) => {
      const platform = on({ kubernetesVersion });
      expect(pod({}, platform)?.containers[0]?.image).toMatch(
        new RegExp(`:v${kubernetesVersion}\\.\\d+@sha256:[0-9a-f]{64}$`),
      );
      expect(messages({}, platform)).toEqual([]);
    },
  );

  it.each(['1.36', '1.37'] as const)('is refused for %s, of which no image was published', (minor) => {
    expect(messages({}, on({ kubernetesVersion: minor }))).toEqual([
      expect.stringMatching(/no published image.*1\.35/),
    ]);
  });

  it('starts on the host’s network before nodes are initialised', () => {
    expect(pod()).toMatchObject({
      hostNetwork: true,
      dnsPolicy: 'Default',
      priorityClassName: 'system-node-critical',
      tolerations: expect.arrayContaining([
        expect.objectContaining({ key: 'node.cloudprovider.kubernetes.io/uninitialized' }),
      ]),
    });
  });

  it('leaves load balancers to another controller when told', () => {
    expect(pod({ loadBalancers: false })?.containers[0]?.args).toContain(
      '--controllers=*,-service-lb-controller',
    );
    expect(addon.provides?.(parse({ loadBalancers: false }), cluster)).toEqual({});
    expect(addon.provides?.(parse(), cluster)).toEqual({
      loadBalancer: { provider: 'aws-cloud-controller-manager' },
    });
  });

  it('rolls its pods when cloud.conf changes', () => {
    expect(cloudConf({ nodeIpFamilies: ['ipv6', 'ipv4'], healthProbe: 'Shared' })).toBe(
      '[Global]\nNodeIPFamilies=ipv6\nNodeIPFamilies=ipv4\nDisableSecurityGroupIngress=false\nClusterServiceLoadBalancerHealthProbeMode=Shared\n',
    );
    const checksum = (config: object) =>
      JSON.stringify(render(config).find((o) => o.kind === 'DaemonSet')).match(/checksum":"(\w+)/)?.[1];
    expect(checksum({})).not.toBe(checksum({ healthProbe: 'Shared' }));
  });

  it('makes no tokens for others, as upstream’s role would let it', () => {
    const rules = JSON.stringify(render().filter((o) => o.kind === 'ClusterRole'));
    expect(rules).not.toMatch(/"\*"|serviceaccounts|persistentvolumes/);
  });

  it.each([
    ['eks', /runs it in its own control plane/],
    ['gke', /not in AWS/],
    ['kind', /remove this addon/],
    ['rke2', /disable-cloud-controller/],
  ] as const)('is refused on %s', (distribution, message) => {
    expect(messages({}, on({ distribution }))).toEqual([expect.stringMatching(message)]);
  });

  it('is watched by metrics that exist', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });
});

// openstack-cloud-controller-manager: its release follows the cluster's minor, and credentials stay in the Secret.
import { describe, expect, it } from 'vitest';
import type { Cluster, Distribution } from '../../../constructs/kit/cluster.js';
import { openstackCloudControllerManager } from '../../../constructs/openstack-cloud-controller-manager/addon.js';
import { alerts } from '../../../constructs/openstack-cloud-controller-manager/alerts.js';
import { metrics } from '../../../constructs/openstack-cloud-controller-manager/metrics.js';
import { renderAddon } from '../../../src/synth/render.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const addon = openstackCloudControllerManager;
const parse = (config: object = {}) => addon.config.parse(config);
const on = (change: Partial<Cluster>) => ({ ...fullPlatform, cluster: { ...cluster, ...change } });
const render = (config: object = {}, platform = fullPlatform) => renderAddon(addon, parse(config), platform);
const pod = (config: object = {}, platform = fullPlatform) => podTemplates(render(config, platform))[0]?.spec;
const messages = (config: object, platform: ReturnType<typeof on>) =>
  (addon.problems?.(parse(config), platform) ?? []).map((p) => p.message);

describe('the OpenStack cloud controller', () => {
  it.each(['1.33', '1.34', '1.35', '1.36'] as const)('is of the cluster’s minor: %s', (kubernetesVersion) => {
    const platform = on({ kubernetesVersion });
    expect(pod({}, platform)?.containers[0]?.image).toMatch(new RegExp(`:v${kubernetesVersion}\\.\\d+$`));
    expect(messages({}, platform)).toEqual([]);
  });

  it('is refused for a minor without a release', () => {
    expect(messages({}, on({ kubernetesVersion: '1.37' }))).toEqual([
      expect.stringMatching(/no release for Kubernetes 1\.37.*1\.36/),
    ]);
  });

  it('starts on the host’s network before nodes are initialised', () => {
    expect(pod()).toMatchObject({
      hostNetwork: true,
      dnsPolicy: 'Default',
      tolerations: expect.arrayContaining([
        expect.objectContaining({ key: 'node.cloudprovider.kubernetes.io/uninitialized' }),
      ]),
    });
  });

  it('names load balancers after the cluster, and leaves routes and load balancers out when told', () => {
    expect(pod()?.containers[0]?.args).toEqual(
      expect.arrayContaining(['--cluster-name=test', '--configure-cloud-routes=false']),
    );
    expect(pod({ clusterName: 'old', loadBalancers: false, routes: true })?.containers[0]?.args).toEqual(
      expect.arrayContaining([
        '--cluster-name=old',
        '--controllers=*,-service-lb-controller',
        '--cluster-cidr=10.244.0.0/16',
      ]),
    );
    expect(addon.provides?.(parse({ loadBalancers: false }), cluster)).toEqual({});
  });

  it('has its configuration from the Secret that it declares, with a CA when there is one', () => {
    const keys = (config: object) => Object.keys(addon.secrets?.(parse(config), fullPlatform)[0]?.keys ?? {});
    expect(pod()).toMatchObject({
      volumes: [{ name: 'cloud-config', secret: { secretName: 'cloud-config', defaultMode: 288 } }],
    });
    expect([keys({}), keys({ privateCa: true })]).toEqual([['cloud.conf'], ['cloud.conf', 'ca.crt']]);
  });

  it('reads no Secrets and makes no tokens, as upstream’s role would let it', () => {
    const rules = JSON.stringify(render().filter((o) => o.kind === 'ClusterRole'));
    expect(rules).not.toMatch(/"\*"|secrets|serviceaccounts|persistentvolumes/);
  });

  it.each(['eks', 'kind', 'rke2'] as Distribution[])('is refused on %s', (distribution) => {
    expect(messages({}, on({ distribution }))).toHaveLength(1);
  });

  it('is watched by metrics that exist', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });
});

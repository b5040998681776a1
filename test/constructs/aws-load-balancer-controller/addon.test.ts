// aws-load-balancer-controller: what its webhooks are asked about, their certificate, and what AWS is told.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { awsLoadBalancerController } from '../../../constructs/aws-load-balancer-controller/addon.js';
import { alerts } from '../../../constructs/aws-load-balancer-controller/alerts.js';
import { metrics } from '../../../constructs/aws-load-balancer-controller/metrics.js';
import type { Distribution } from '../../../constructs/kit/cluster.js';
import { packageRoot } from '../../../src/package-root.js';
import { renderAddon } from '../../../src/synth/render.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

interface Hook {
  name: string;
  failurePolicy: string;
  matchConditions?: { name: string; expression: string }[];
  namespaceSelector?: object;
}

const addon = awsLoadBalancerController;
const parse = (config: object = {}) => addon.config.parse(config);
const render = (config: object = {}) => renderAddon(addon, parse(config), fullPlatform);
const args = (config: object = {}) => podTemplates(render(config))[0]?.spec.containers[0]?.args;
const hooks = (config: object = {}) =>
  render(config)
    .filter((o) => o.kind.endsWith('WebhookConfiguration'))
    .flatMap((o) => o.webhooks as Hook[]);
const hook = (name: string, config: object = {}) => hooks(config).find((h) => h.name.startsWith(name));

describe('the webhooks of the AWS load balancer controller', () => {
  it('are asked about Services only when they are load balancers without a class', () => {
    expect(hook('mservice')).toMatchObject({
      failurePolicy: 'Fail',
      matchConditions: [
        { expression: "object.spec.type == 'LoadBalancer'" },
        { expression: '!has(object.spec.loadBalancerClass)' },
      ],
    });
    expect(hook('mservice', { services: false })).toBeUndefined();
  });

  it('are asked about Ingresses of their class, and about pods where a namespace wants it', () => {
    expect(hook('vingress.', { ingressClass: { name: 'aws' } })?.matchConditions?.[0]?.expression).toContain(
      "'aws'",
    );
    expect(hook('mpod')).toMatchObject({
      failurePolicy: 'Ignore',
      namespaceSelector: { matchExpressions: [{ values: ['enabled'] }] },
    });
  });

  it('have a certificate of cert-manager, whose CA is written into both configurations', () => {
    expect(render().find((o) => o.kind === 'Certificate')?.spec).toMatchObject({
      secretName: 'aws-load-balancer-tls',
      dnsNames: ['aws-load-balancer-webhook.aws-load-balancer-controller.svc'],
      issuerRef: { name: 'internal-ca' },
    });
    const configurations = render().filter((o) => o.kind.endsWith('WebhookConfiguration'));
    expect(configurations).toHaveLength(2);
    for (const { metadata } of configurations) {
      expect(metadata.annotations?.['cert-manager.io/inject-ca-from']).toBe(
        'aws-load-balancer-controller/aws-load-balancer-webhook',
      );
    }
    expect(addon.requires?.(parse())).toEqual(['certificates']);
  });
});

describe('the AWS load balancer controller', () => {
  it('tells AWS whose load balancers they are', () => {
    expect(args()).toContain('--cluster-name=test');
    const config = {
      clusterName: 'prod',
      region: 'eu-central-1',
      vpcId: 'vpc-0a',
      tags: { team: 'core', env: 'prod' },
    };
    expect(args(config)).toEqual(
      expect.arrayContaining([
        '--cluster-name=prod',
        '--aws-region=eu-central-1',
        '--aws-vpc-id=vpc-0a',
        '--default-tags=team=core,env=prod',
      ]),
    );
  });

  it('gets its role by annotation, when it has one', () => {
    const account = (config: object) => render(config).find((o) => o.kind === 'ServiceAccount')?.metadata;
    const roleArn = 'arn:aws:iam::123456789012:role/lbc';
    expect(account({ roleArn })?.annotations).toEqual({ 'eks.amazonaws.com/role-arn': roleArn });
    expect(account({})?.annotations).toBeUndefined();
  });

  it('reads no Secrets and no ConfigMaps', () => {
    const rules = JSON.stringify(render().filter((o) => o.kind === 'ClusterRole'));
    expect(rules).not.toMatch(/"\*"|secrets|configmaps|gateway/);
  });

  it('claims load balancers only when it takes every Service', () => {
    expect(addon.provides?.(parse(), cluster)).toEqual({
      loadBalancer: { provider: 'aws-load-balancer-controller' },
    });
    expect(addon.provides?.(parse({ services: false }), cluster)).toEqual({});
  });

  it.each([
    ['gke', 1],
    ['kind', 1],
    ['eks', 0],
    ['kubeadm', 0],
  ] as const)('is judged on %s', (distribution, count) => {
    const platform = { ...fullPlatform, cluster: { ...cluster, distribution: distribution as Distribution } };
    expect(addon.problems?.(parse(), platform)).toHaveLength(count);
  });

  it.each([{ region: 'Frankfurt' }, { vpcId: 'mine' }, { roleArn: 'admin' }, { tags: { 'a=b': 'c' } }])(
    'refuses %j',
    (config) => {
      expect(addon.config.safeParse(config).success).toBe(false);
    },
  );

  it('has CRDs that do not lose what newer releases write, and do not ask for an ARN', () => {
    for (const file of addon.crds?.(parse()) ?? []) {
      const crd = parseYaml(
        readFileSync(join(packageRoot, 'constructs/aws-load-balancer-controller/crds', file), 'utf8'),
      ) as { spec: { versions: { schema: { openAPIV3Schema: { properties: { spec: object } } } }[] } };
      const spec = crd.spec.versions[0]?.schema.openAPIV3Schema.properties.spec;
      expect(spec, file).toMatchObject({ 'x-kubernetes-preserve-unknown-fields': true });
      expect(JSON.stringify(spec), file).not.toMatch(/"required":\[[^\]]*targetGroupARN/);
    }
  });

  it('is watched by metrics that it serves', () => {
    for (const rule of alerts.flatMap((group) => group.rules)) {
      expect(metrics, rule.expr).toEqual(expect.arrayContaining([...metricsOf(rule.expr)]));
    }
  });
});

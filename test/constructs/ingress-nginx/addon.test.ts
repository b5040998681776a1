// ingress-nginx: hardened as far as it goes, and never without a word about its retirement.
import { describe, expect, it } from 'vitest';
import { ingressNginx } from '../../../constructs/ingress-nginx/addon.js';
import { alerts } from '../../../constructs/ingress-nginx/alerts.js';
import { ingressNginxDashboard } from '../../../constructs/ingress-nginx/dashboard.js';
import { metrics } from '../../../constructs/ingress-nginx/metrics.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { expressionsOf, type GrafanaDashboard } from '../../support/grafana.js';
import { barePlatform, cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const parse = (config: unknown) => ingressNginx.config.parse(config);
const render = (config: unknown = {}, platform: Platform = fullPlatform) =>
  renderAddon(ingressNginx, parse(config), platform);
const problems = (config: unknown, platform: Platform = fullPlatform) =>
  ingressNginx.problems?.(parse(config), platform).map((p) => `${p.path.join('.')}: ${p.message}`) ?? [];

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: unknown; data: Record<string, string> };
}

const settings = (config: unknown) => find(render(config), 'ConfigMap', 'ingress-nginx').data;
const container = (config: unknown = {}, platform = fullPlatform) =>
  podTemplates(render(config, platform))[0]!.spec.containers[0]!;

describe('the retirement of ingress-nginx', () => {
  it('is said at each synth, with the way out', () => {
    const [warning = ''] = ingressNginx.warnings?.(parse({}), fullPlatform) ?? [];
    expect(warning).toMatch(/retired upstream in March 2026/);
    expect(warning).toMatch(/v1\.15\.1/);
    expect(warning).toMatch(/docs\/guides\/migrating-from-ingress-nginx\.md/);
  });

  it('leaves the last image, by its digest', () => {
    expect(container().image).toMatch(/controller:v1\.15\.1@sha256:[0-9a-f]{64}$/);
  });
});

describe('the caution of ingress-nginx', () => {
  it('refuses snippets, other namespaces’ Secrets and Services of type ExternalName', () => {
    expect(settings({})).toMatchObject({
      'allow-snippet-annotations': 'false',
      'allow-cross-namespace-resources': 'false',
      'strict-validate-path-type': 'true',
      'server-tokens': 'false',
    });
    expect(container().args).toContain('--disable-svc-external-name=true');
  });

  it('does not let further settings undo what it decides', () => {
    expect(problems({ settings: { 'allow-snippet-annotations': 'true', 'http-snippet': 'x' } })).toHaveLength(
      2,
    );
    expect(problems({ settings: { 'use-gzip': 'true' } })).toEqual([]);
    expect(settings({ settings: { 'use-gzip': 'true' } })['use-gzip']).toBe('true');
  });

  it('logs no query strings', () => {
    expect(settings({})['log-format-upstream']).not.toMatch(/\$(request_uri|args|query_string|request["\s])/);
  });

  it('believes forwarded addresses only from proxies that the profile names', () => {
    expect(settings({})['use-forwarded-headers']).toBe('false');
    expect(settings({ trustedProxies: ['192.0.2.0/24'] })).toMatchObject({
      'use-forwarded-headers': 'true',
      'proxy-real-ip-cidr': '192.0.2.0/24',
    });
    expect(problems({ proxyProtocol: true }).join()).toMatch(/trustedProxies/);
    expect(problems({ proxyProtocol: true, trustedProxies: ['192.0.2.1/32'] })).toEqual([]);
  });

  it('has one capability and one writable root, and no right to write but events, status and its lease', () => {
    expect(container().securityContext?.capabilities).toEqual({ drop: ['ALL'], add: ['NET_BIND_SERVICE'] });
    const roles = render().filter((o) => /Role$/.test(o.kind)) as (KubeObject & {
      rules: { resources: string[]; verbs: string[] }[];
    })[];
    const writes = roles
      .flatMap((r) => r.rules)
      .filter((r) => r.verbs.some((v) => !/^(get|list|watch)$/.test(v)));
    expect(writes.flatMap((r) => r.resources).sort()).toEqual([
      'events',
      'ingresses/status',
      'leases',
      'leases',
    ]);
  });
});

describe('the admission webhook', () => {
  it('has its certificate from cert-manager, and asks about its own class alone', () => {
    const objects = render({ ingressClass: { name: 'old' } });
    const hook = find(objects, 'ValidatingWebhookConfiguration', 'ingress-nginx-admission');
    expect(hook.metadata.annotations).toMatchObject({
      'cert-manager.io/inject-ca-from': 'ingress-nginx/ingress-nginx-admission',
    });
    expect(JSON.stringify(hook)).toContain("orValue('') == 'old'");
    expect(find(objects, 'Certificate', 'ingress-nginx-admission').spec).toMatchObject({
      dnsNames: ['ingress-nginx-admission.ingress-nginx.svc'],
      issuerRef: { name: 'internal-ca' },
    });
    expect(objects.some((o) => o.kind === 'Job')).toBe(false);
  });

  it('is left out, with its port and its policy, where no issuer is or the profile says so', () => {
    for (const objects of [render({ admissionWebhook: false }), render({}, barePlatform)]) {
      expect(objects.some((o) => o.kind === 'ValidatingWebhookConfiguration')).toBe(false);
      expect(JSON.stringify(objects)).not.toContain('--validating-webhook');
      expect(JSON.stringify(find(objects, 'NetworkPolicy', 'ingress-nginx'))).not.toContain('8443');
    }
    expect(JSON.stringify(find(render(), 'NetworkPolicy', 'ingress-nginx'))).toContain('8443');
  });
});

describe('the drain of ingress-nginx', () => {
  it('has the time that it needs', () => {
    const config = { timeouts: { drainSeconds: 20, graceSeconds: 100 } };
    expect(find(render(config), 'Deployment', 'ingress-nginx').spec).toMatchObject({
      template: { spec: { terminationGracePeriodSeconds: 140 } },
    });
    expect(container(config).args).toContain('--shutdown-grace-period=20');
    expect(settings(config)['worker-shutdown-timeout']).toBe('100s');
  });
});

describe('the class of ingress-nginx', () => {
  it('is the platform’s, unless another controller’s is', () => {
    const provided = (config: unknown) => ingressNginx.provides?.(parse(config), cluster).ingress;
    expect(provided({})).toMatchObject({ className: 'nginx', controller: 'ingress-nginx', ports: [80, 443] });
    expect(provided({ ingressClass: { default: false } })).toBeUndefined();
    const second = render({ ingressClass: { default: false } });
    expect(find(second, 'IngressClass', 'nginx').metadata.annotations).toBeUndefined();
    expect(find(render(), 'IngressClass', 'nginx').metadata.annotations).toEqual({
      'ingressclass.kubernetes.io/is-default-class': 'true',
    });
  });

  it('keeps client addresses on the way in', () => {
    expect(find(render(), 'Service', 'ingress-nginx').spec).toMatchObject({
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
    });
    expect(problems({ service: { type: 'NodePort', addresses: ['192.0.2.1'] } }).join()).toMatch(
      /load balancers/,
    );
  });
});

describe('a metric of ingress-nginx', () => {
  it('is what alerts and the dashboard read', () => {
    const expressions = [
      ...alerts.flatMap((group) => group.rules.map((rule) => rule.expr)),
      ...expressionsOf(ingressNginxDashboard() as GrafanaDashboard),
    ];
    for (const expr of expressions) {
      expect(metrics, expr).toEqual(expect.arrayContaining([...metricsOf(expr)]));
    }
  });
});

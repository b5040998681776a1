// F5's NGINX Ingress Controller: read-only, quiet, and never taken for ingress-nginx.
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../constructs/kit/platform.js';
import { nginx } from '../../../constructs/nginx/addon.js';
import { alerts } from '../../../constructs/nginx/alerts.js';
import { nginxDashboard } from '../../../constructs/nginx/dashboard.js';
import { metrics } from '../../../constructs/nginx/metrics.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { expressionsOf, type GrafanaDashboard } from '../../support/grafana.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const parse = (config: unknown) => nginx.config.parse(config);
const render = (config: unknown = {}, platform: Platform = fullPlatform) =>
  renderAddon(nginx, parse(config), platform);
const problems = (config: unknown) =>
  nginx.problems?.(parse(config), fullPlatform).map((p) => `${p.path.join('.')}: ${p.message}`) ?? [];

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: unknown; data: Record<string, string> };
}

const settings = (config: unknown) => find(render(config), 'ConfigMap', 'nginx').data;
const args = (config: unknown = {}) => podTemplates(render(config))[0]?.spec.containers[0]?.args ?? [];

describe('the caution of NGINX', () => {
  it('takes no snippets, phones nobody, and serves no custom resources unasked', () => {
    expect(args()).toEqual(
      expect.arrayContaining([
        '-enable-snippets=false',
        '-enable-telemetry-reporting=false',
        '-enable-custom-resources=false',
      ]),
    );
    expect(args({ customResources: true })).toContain('-enable-custom-resources=true');
  });

  it('has rights on custom resources only when it serves them, and writes little', () => {
    const roles = (config: unknown) =>
      render(config).filter((o) => /Role$/.test(o.kind)) as (KubeObject & {
        rules: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
      })[];
    const groups = (config: unknown) =>
      roles(config).flatMap((r) => r.rules.flatMap((rule) => rule.apiGroups));
    expect(groups({})).not.toContain('k8s.nginx.org');
    expect(groups({ customResources: true })).toContain('k8s.nginx.org');
    const writes = roles({})
      .flatMap((r) => r.rules)
      .filter((r) => r.verbs.some((v) => !/^(get|list|watch)$/.test(v)))
      .flatMap((r) => r.resources);
    expect(writes.sort()).toEqual(['events', 'ingresses/status', 'leases', 'leases', 'pods']);
  });

  it('copies its own configuration before it makes its root read-only', () => {
    const { spec } = podTemplates(render())[0]!;
    const copy = spec.initContainers?.[0] as unknown as { volumeMounts: { name: string }[] };
    const main = spec.containers[0] as unknown as { volumeMounts: { name: string; mountPath: string }[] };
    expect(copy.volumeMounts[0]?.name).toBe(
      main.volumeMounts.find((mount) => mount.mountPath === '/etc/nginx')?.name,
    );
  });

  it('logs no query strings', () => {
    expect(settings({})['log-format']).not.toMatch(/\$(request_uri|args|query_string|request["\s])/);
  });

  it('believes addresses only from proxies that the profile names', () => {
    expect(settings({})).not.toHaveProperty(['set-real-ip-from']);
    expect(settings({ trustedProxies: ['192.0.2.0/24'] })).toMatchObject({
      'set-real-ip-from': '192.0.2.0/24',
      'real-ip-header': 'X-Forwarded-For',
    });
    expect(settings({ trustedProxies: ['192.0.2.0/24'], proxyProtocol: true })).toMatchObject({
      'real-ip-header': 'proxy_protocol',
      'proxy-protocol': 'true',
    });
    expect(problems({ proxyProtocol: true }).join()).toMatch(/trustedProxies/);
  });

  it('asks browsers for HTTPS without asking to be built into them', () => {
    expect(settings({})['add-header']).toBe(
      'Strict-Transport-Security: max-age=31536000; includeSubDomains:always',
    );
    expect(settings({ tls: { hstsSeconds: 0 } })).not.toHaveProperty(['add-header']);
    expect(settings({})).not.toHaveProperty('hsts');
  });

  it('does not let further settings undo what it decides', () => {
    expect(problems({ settings: { 'server-tokens': 'true' } })).toHaveLength(1);
    expect(problems({ settings: { 'worker-connections': '4096' } })).toEqual([]);
  });
});

describe('the drain of NGINX', () => {
  it('has the time that it needs', () => {
    const config = { timeouts: { drainSeconds: 20, graceSeconds: 100 } };
    expect(find(render(config), 'Deployment', 'nginx').spec).toMatchObject({
      template: {
        spec: {
          terminationGracePeriodSeconds: 130,
          containers: [{ lifecycle: { preStop: { exec: { command: ['sleep', '20'] } } } }],
        },
      },
    });
    expect(settings(config)['worker-shutdown-timeout']).toBe('100s');
  });
});

describe('the class of NGINX', () => {
  it('is the platform’s, unless another controller’s is, and never that of ingress-nginx', () => {
    const provided = (config: unknown) => nginx.provides?.(parse(config), cluster).ingress;
    expect(provided({})).toMatchObject({ className: 'f5-nginx', controller: 'nginx', ports: [80, 443] });
    expect(provided({ ingressClass: { default: false } })).toBeUndefined();
    expect(find(render(), 'IngressClass', 'f5-nginx').spec).toEqual({
      controller: 'nginx.org/ingress-controller',
    });
    expect(args()).toContain('-ingress-class=f5-nginx');
  });
});

describe('a metric of NGINX', () => {
  it('is what alerts and the dashboard read', () => {
    const expressions = [
      ...alerts.flatMap((group) => group.rules.map((rule) => rule.expr)),
      ...expressionsOf(nginxDashboard() as GrafanaDashboard),
    ];
    for (const expr of expressions) {
      expect(metrics, expr).toEqual(expect.arrayContaining([...metricsOf(expr)]));
    }
  });
});

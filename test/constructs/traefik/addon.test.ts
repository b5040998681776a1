// Traefik: the way in as a profile asks for it, and what it refuses.
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../constructs/kit/platform.js';
import { traefik } from '../../../constructs/traefik/addon.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, fullPlatform } from '../../support/platform.js';

const parse = (config: unknown) => traefik.config.parse(config);
const render = (config: unknown, platform: Platform = fullPlatform) =>
  renderAddon(traefik, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: Record<string, never> };
}

function args(config: unknown, platform = fullPlatform): string[] {
  const { spec } = find(render(config, platform), 'Deployment', 'traefik');
  const { template } = spec as unknown as { template: { spec: { containers: { args: string[] }[] } } };
  return template.spec.containers[0]?.args ?? [];
}

const http01: Platform = { ...fullPlatform, certificates: { ...fullPlatform.certificates!, http01: true } };

describe('the entry points of Traefik', () => {
  it('send plain HTTP to HTTPS for good', () => {
    expect(args({})).toEqual(
      expect.arrayContaining([
        '--entrypoints.web.http.redirections.entrypoint.to=:443',
        '--entrypoints.web.http.redirections.entrypoint.permanent=true',
        '--entrypoints.websecure.http.tls=true',
      ]),
    );
  });

  it('let ACME challenges through on plain HTTP only where HTTP-01 is used', () => {
    const bypass = '--entrypoints.web.allowacmebypass=true';
    expect(args({}, http01)).toContain(bypass);
    expect(args({})).not.toContain(bypass);
  });

  it('believe no forwarded address unless the profile names who may forward', () => {
    expect(args({}).join()).not.toContain('trustedips');
    const trusted = args({
      trustedIPs: { forwardedHeaders: ['192.0.2.0/24'], proxyProtocol: ['192.0.2.1/32'] },
    });
    expect(trusted).toContain('--entrypoints.websecure.forwardedheaders.trustedips=192.0.2.0/24');
    expect(trusted).toContain('--entrypoints.web.proxyprotocol.trustedips=192.0.2.1/32');
  });

  it('give a stopping pod the time that its drain and its requests take', () => {
    const config = { timeouts: { drainSeconds: 20, graceSeconds: 100 } };
    const { spec } = find(render(config), 'Deployment', 'traefik');
    expect(spec).toMatchObject({ template: { spec: { terminationGracePeriodSeconds: 135 } } });
    expect(args(config)).toContain(
      '--entrypoints.websecure.transport.lifecycle.requestacceptgracetimeout=20s',
    );
  });
});

describe('the caution of Traefik', () => {
  it('phones nobody, crosses no namespaces and serves no API', () => {
    const all = args({});
    expect(all).toEqual(
      expect.arrayContaining([
        '--global.sendanonymoususage=false',
        '--global.checknewversion=false',
        '--providers.kubernetescrd.allowcrossnamespace=false',
        '--providers.kubernetescrd.allowexternalnameservices=false',
        '--providers.kubernetesingress.allowexternalnameservices=false',
        '--providers.kubernetescrd.crossprovidernamespaces=traefik',
      ]),
    );
    expect(all.some((a) => a.startsWith('--api'))).toBe(false);
  });

  it('keeps credentials out of the access log', () => {
    expect(args({})).toContain('--accesslog.fields.headers.defaultmode=drop');
    expect(args({})).toContain('--accesslog.fields.queryparameters.defaultmode=drop');
    expect(() => parse({ accessLog: { keepHeaders: ['Authorization'] } })).toThrow(/credentials/);
    expect(() => parse({ accessLog: { keepHeaders: ['set-cookie'] } })).toThrow(/credentials/);
  });

  it('says why it reads all Secrets, and asks for no more than reading', () => {
    const role = render({}).find((o) => o.kind === 'ClusterRole') as KubeObject & {
      rules: { resources: string[]; verbs: string[] }[];
    };
    expect(role.metadata.annotations).toHaveProperty(['plinth.dev/rbac-reason']);
    const writes = role.rules.filter((r) => r.verbs.some((v) => !['get', 'list', 'watch'].includes(v)));
    expect(writes.map((r) => r.resources)).toEqual([['ingresses/status']]);
  });

  it('opens two ports to the world, and none of the dashboard or of metrics', () => {
    const open = find(render({ dashboard: true }), 'NetworkPolicy', 'traefik').spec as unknown as {
      ingress: { ports: { port: number }[] }[];
    };
    expect(open.ingress.flatMap((r) => r.ports.map((p) => p.port))).toEqual([8000, 8443]);
    const scraped = find(render({}), 'NetworkPolicy', 'traefik-from-prometheus').spec;
    expect(scraped).toMatchObject({ ingress: [{ ports: [{ port: 9100 }] }] });
  });

  it('has TLS 1.2 with forward secrecy at least, for all hosts', () => {
    const { spec } = find(render({}), 'TLSOption', 'default');
    expect(spec.minVersion).toBe('VersionTLS12');
    for (const suite of spec.cipherSuites as unknown as string[])
      expect(suite).toMatch(/^TLS_ECDHE_.*(GCM|POLY1305)/);
    expect(
      find(render({ tls: { minVersion: 'VersionTLS13' } }), 'TLSOption', 'default').spec,
    ).not.toHaveProperty('cipherSuites');
  });

  it('adds security headers by an object that exists, or not at all', () => {
    const flag = '--entrypoints.websecure.http.middlewares=traefik-security-headers@kubernetescrd';
    expect(args({})).toContain(flag);
    expect(find(render({}), 'Middleware', 'security-headers').metadata.namespace).toBe('traefik');
    const without = { securityHeaders: { enabled: false } };
    expect(args(without)).not.toContain(flag);
    expect(render(without).some((o) => o.kind === 'Middleware')).toBe(false);
    const noHsts = find(render({ securityHeaders: { hstsSeconds: 0 } }), 'Middleware', 'security-headers');
    expect(JSON.stringify(noHsts)).not.toContain('sts');
  });
});

describe('the Service of Traefik', () => {
  const service = (config: unknown, platform = fullPlatform) =>
    find(render({ service: config }, platform), 'Service', 'traefik');

  it('keeps client addresses on a load balancer', () => {
    expect(service({}).spec).toMatchObject({ type: 'LoadBalancer', externalTrafficPolicy: 'Local' });
    expect(service({ type: 'ClusterIP' }).spec).not.toHaveProperty('externalTrafficPolicy');
  });

  it('asks for its addresses in the provider’s words', () => {
    const addresses = ['192.0.2.10', '2001:db8::10'];
    expect(service({ addresses }).metadata.annotations).toEqual({
      'metallb.io/loadBalancerIPs': '192.0.2.10,2001:db8::10',
    });
    const cloud = { ...fullPlatform, loadBalancer: { provider: 'cloud' } };
    expect(service({ addresses: ['192.0.2.10'] }, cloud).spec.loadBalancerIP).toBe('192.0.2.10');
    expect(service({ addresses: ['192.0.2.10'] }, cloud).metadata).not.toHaveProperty('annotations');
  });

  it('needs a load balancer only when it is one', () => {
    expect(traefik.requires?.(parse({}))).toEqual(['loadBalancer']);
    expect(traefik.requires?.(parse({ service: { type: 'NodePort' } }))).toEqual([]);
  });

  it('carries UDP for HTTP/3 from the Service to the policy', () => {
    const objects = render({ http3: true });
    expect(JSON.stringify(find(objects, 'Service', 'traefik'))).toContain('"protocol":"UDP"');
    expect(JSON.stringify(find(objects, 'NetworkPolicy', 'traefik').spec.ingress)).toContain(
      '"protocol":"UDP"',
    );
    expect(JSON.stringify(find(render({}), 'Service', 'traefik'))).not.toContain('UDP');
  });
});

describe('the size of Traefik', () => {
  it('leaves the number of pods to the autoscaler where there is one', () => {
    const objects = render({ autoscaling: { maxReplicas: 6 } });
    expect(find(objects, 'Deployment', 'traefik').spec).not.toHaveProperty('replicas');
    expect(find(objects, 'HorizontalPodAutoscaler', 'traefik').spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 6,
    });
    expect(find(render({}), 'Deployment', 'traefik').spec.replicas).toBe(3);
  });

  it('tells the Go runtime of nine tenths of the memory limit', () => {
    expect(JSON.stringify(render({ resources: { memoryLimit: '1Gi' } }))).toContain(
      `{"name":"GOMEMLIMIT","value":"${Math.floor(2 ** 30 * 0.9)}"}`,
    );
  });
});

describe('the default certificate of Traefik', () => {
  it('covers the domain when asked for, from the public issuer', () => {
    const objects = render({ tls: { defaultCertificate: {} } });
    expect(find(objects, 'Certificate', 'default-certificate').spec).toMatchObject({
      dnsNames: ['example.com', '*.example.com'],
      issuerRef: { name: 'letsencrypt' },
    });
    expect(find(objects, 'TLSStore', 'default').spec).toEqual({
      defaultCertificate: { secretName: 'default-certificate' },
    });
  });

  it('is not rendered where nothing issues certificates', () => {
    const kinds = render({ tls: { defaultCertificate: {} } }, barePlatform).map((o) => o.kind);
    expect(kinds).not.toContain('Certificate');
    expect(kinds).not.toContain('TLSStore');
    expect(kinds).not.toContain('ServiceMonitor');
  });
});

describe('problems of a Traefik configuration', () => {
  const problems = (config: unknown, platform = fullPlatform) =>
    (traefik.problems?.(parse(config), platform) ?? []).map((p) => p.path.join('.'));

  it('are none for the defaults', () => {
    expect(problems({})).toEqual([]);
  });

  it.each([
    [{ service: { type: 'NodePort', addresses: ['192.0.2.1'] } }, 'service.addresses'],
    [{ autoscaling: { maxReplicas: 2 } }, 'autoscaling.maxReplicas'],
    [{ securityHeaders: { hstsPreload: true, hstsSeconds: 60 } }, 'securityHeaders.hstsPreload'],
  ])('are found in %j', (config, path) => {
    expect(problems(config)).toEqual([path]);
  });

  it('are found where a wildcard certificate meets HTTP-01, or there is no issuer', () => {
    const config = { tls: { defaultCertificate: {} } };
    expect(problems(config, http01)).toEqual(['tls.defaultCertificate']);
    expect(problems(config, barePlatform)).toEqual(['tls.defaultCertificate']);
    expect(problems({ tls: { defaultCertificate: { hosts: ['www.example.com'] } } }, http01)).toEqual([]);
  });
});

// Sign-in, redirects and TLS behind the edge, in the words of each ingress controller.
import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { type Exposure, expose } from '../../../constructs/kit/expose.js';
import { backendAnnotations, guardProblems, guardSecret } from '../../../constructs/kit/guard.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { fullPlatform } from '../../support/platform.js';

type Controller = NonNullable<Platform['ingress']>['controller'];

const auth: NonNullable<Platform['auth']> = {
  kind: 'oauth2-proxy',
  authUrl: 'http://proxy.auth.svc:4180/',
  checkUrl: 'http://proxy.auth.svc:4180/oauth2/auth',
  signInUrl: 'https://auth.example.com/oauth2/start',
};

const under = (controller: Controller, more: Partial<Platform> = {}): Platform => ({
  ...fullPlatform,
  ingress: { ...fullPlatform.ingress!, controller },
  ...more,
});

const exposure: Exposure = {
  addon: 'test',
  namespace: 'shop',
  name: 'web',
  host: 'web',
  service: { name: 'web', port: 'https' },
  pods: { labels: { app: 'web' }, port: 8443 },
  auth: 'own',
};

function render(platform: Platform, more: Partial<Exposure> = {}): KubeObject[] {
  const chart = new Chart(new App(), 'test');
  expose(chart, platform, { ...exposure, ...more });
  return chart.toJson() as KubeObject[];
}

function annotations(platform: Platform, more: Partial<Exposure> = {}): Record<string, string> {
  return render(platform, more).find((o) => o.kind === 'Ingress')?.metadata.annotations ?? {};
}

const keys = (platform: Platform) =>
  guardSecret(platform, { addon: 'test', namespace: 'shop', name: 'web' })
    .filter((need) => need.name !== 'web-sign-in')
    .map((need) => ({ type: need.type, keys: Object.keys(need.keys) }));

describe('basic authentication', () => {
  it('reads the key, and the type, that the controller looks for', () => {
    expect(keys(under('traefik'))).toEqual([{ type: undefined, keys: ['users'] }]);
    expect(keys(under('ingress-nginx'))).toEqual([{ type: undefined, keys: ['auth'] }]);
    expect(keys(under('nginx'))).toEqual([{ type: 'nginx.org/htpasswd', keys: ['htpasswd'] }]);
    expect(keys(under('contour'))).toEqual([]);
  });

  it('leaves the password, of which the controller has the hash alone, in a Secret for people', () => {
    const [users, people] = guardSecret(under('traefik'), { addon: 'test', namespace: 'shop', name: 'web' });
    expect(users?.keys['users']).toMatchObject({ kind: 'htpasswd', credential: 'web-basic-auth' });
    expect(people?.keys['password']).toEqual({ kind: 'password', credential: 'web-basic-auth' });
  });

  it('is asked for in annotations that name the same Secret', () => {
    expect(annotations(under('ingress-nginx'), { auth: 'guarded' })).toMatchObject({
      'nginx.ingress.kubernetes.io/auth-type': 'basic',
      'nginx.ingress.kubernetes.io/auth-secret': 'web-basic-auth',
    });
    expect(annotations(under('nginx'), { auth: 'guarded' })).toMatchObject({
      'nginx.org/basic-auth-secret': 'web-basic-auth',
    });
  });

  it('gives way to the platform’s sign-in where the controller can ask it', () => {
    const asked = annotations(under('ingress-nginx', { auth }), { auth: 'guarded' });
    expect(asked).toMatchObject({
      'nginx.ingress.kubernetes.io/auth-url': auth.checkUrl,
      'nginx.ingress.kubernetes.io/auth-signin':
        'https://auth.example.com/oauth2/start?rd=$scheme://$host$escaped_request_uri',
    });
    expect(asked).not.toHaveProperty(['nginx.ingress.kubernetes.io/auth-type']);
    expect(keys(under('ingress-nginx', { auth }))).toEqual([]);
  });
});

describe('a service that cannot be guarded', () => {
  const found = (platform: Platform) =>
    guardProblems(platform, { name: 'web', path: ['web', 'host'] }).map((p) => p.message);

  it('is a problem of the plan, with the fix, and never an open door', () => {
    expect(found(under('contour')).join()).toMatch(/contour has no basic.*host: false.*traefik/);
    expect(found(under('contour', { auth })).join()).toMatch(/contour/);
    expect(found(under('nginx', { auth })).join()).toMatch(/leave oauth2-proxy out/);
    expect(() => render(under('contour'), { auth: 'guarded' })).toThrow(/contour/);
    expect(() => render(under('nginx', { auth }), { auth: 'guarded' })).toThrow(/nginx/);
  });

  it('does not exist where something guards', () => {
    for (const platform of [
      under('traefik', { auth }),
      under('traefik'),
      under('ingress-nginx'),
      under('nginx'),
    ]) {
      expect(found(platform)).toEqual([]);
    }
    const { ingress: _, ...without } = fullPlatform;
    expect(found(without)).toEqual([]);
  });
});

describe('an exposed service', () => {
  it('is served over HTTPS alone, which Contour has to be told', () => {
    expect(annotations(under('contour'))).toMatchObject({
      'ingress.kubernetes.io/force-ssl-redirect': 'true',
    });
  });

  it('lets WebSockets through, which two controllers have to be told', () => {
    expect(annotations(under('nginx'))).toMatchObject({ 'nginx.org/websocket-services': 'web' });
    expect(annotations(under('contour'))).toMatchObject({ 'projectcontour.io/websocket-routes': '/' });
  });

  it('may take larger bodies than nginx allows', () => {
    const maxBody = '0';
    expect(annotations(under('ingress-nginx'), { maxBody })).toMatchObject({
      'nginx.ingress.kubernetes.io/proxy-body-size': '0',
    });
    expect(annotations(under('nginx'), { maxBody })).toMatchObject({ 'nginx.org/client-max-body-size': '0' });
    expect(annotations(under('traefik'), { maxBody })).toEqual({});
  });
});

describe('TLS behind the edge', () => {
  const backendTls = { caSecret: 'web-ca', serverName: 'web.shop.svc' };

  it('is verified by Traefik with the CA of a Secret, which the Service names', () => {
    const transport = render(under('traefik'), { backendTls }).find((o) => o.kind === 'ServersTransport');
    expect(transport?.spec).toEqual({ serverName: 'web.shop.svc', rootCAs: [{ secret: 'web-ca' }] });
    const onService = backendAnnotations(under('traefik'), { ...exposure, backendTls });
    expect(onService['traefik.ingress.kubernetes.io/service.serverstransport']).toBe(
      `shop-${transport?.metadata.name}@kubernetescrd`,
    );
    expect(onService['traefik.ingress.kubernetes.io/service.serversscheme']).toBe('https');
  });

  it('is verified by ingress-nginx', () => {
    expect(annotations(under('ingress-nginx'), { backendTls })).toMatchObject({
      'nginx.ingress.kubernetes.io/backend-protocol': 'HTTPS',
      'nginx.ingress.kubernetes.io/proxy-ssl-secret': 'shop/web-ca',
      'nginx.ingress.kubernetes.io/proxy-ssl-verify': 'on',
      'nginx.ingress.kubernetes.io/proxy-ssl-name': 'web.shop.svc',
    });
  });

  it('is spoken by the others', () => {
    expect(annotations(under('nginx'), { backendTls })).toMatchObject({ 'nginx.org/ssl-services': 'web' });
    expect(backendAnnotations(under('contour'), { ...exposure, backendTls })).toEqual({
      'projectcontour.io/upstream-protocol.tls': 'https',
    });
  });

  it('is on nobody’s mind otherwise', () => {
    for (const controller of ['traefik', 'ingress-nginx', 'nginx', 'contour'] as const) {
      expect(backendAnnotations(under(controller), exposure)).toEqual({});
      expect(JSON.stringify(render(under(controller)))).not.toMatch(
        /backend-protocol|ssl-services|ServersTransport/,
      );
    }
  });
});

// oauth2-proxy: who may sign in, what protects the session, and how the ingress controller finds it.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineAddon } from '../../../constructs/kit/addon.js';
import { expose } from '../../../constructs/kit/expose.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import { oauth2Proxy } from '../../../constructs/oauth2-proxy/addon.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, fullPlatform } from '../../support/platform.js';

const client = { issuerUrl: 'https://login.example.org', clientId: 'plinth' };
const ops = { ...client, access: { groups: ['ops'] } };
const parse = (config: unknown) => oauth2Proxy.config.parse(config);
const render = (config: unknown = ops, platform: Platform = fullPlatform) =>
  renderAddon(oauth2Proxy, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: Record<string, never> };
}

function args(config: unknown = ops): string[] {
  const { template } = find(render(config), 'Deployment', 'oauth2-proxy').spec as unknown as {
    template: { spec: { containers: { args: string[] }[] } };
  };
  return template.spec.containers[0]?.args ?? [];
}

describe('who may sign in', () => {
  const about = (config: unknown) =>
    args(config).filter((a) => /email-domain|allowed-group|authenticated-emails/.test(a));

  it('is everyone of a group when groups alone are named', () => {
    expect(about(ops)).toEqual(['--email-domain=*', '--allowed-group=ops']);
  });

  it('is an address of a domain or of the list, and of a group where groups are named', () => {
    expect(about({ ...client, access: { emailDomains: ['example.com'], groups: ['ops'] } })).toEqual([
      '--email-domain=example.com',
      '--allowed-group=ops',
    ]);
    const listed = { ...client, access: { emails: ['a@example.com'], groups: ['ops'] } };
    expect(about(listed)).toEqual([
      '--authenticated-emails-file=/etc/oauth2-proxy/emails/emails',
      '--allowed-group=ops',
    ]);
    expect(find(render(listed), 'ConfigMap', 'oauth2-proxy-emails').data).toEqual({
      emails: 'a@example.com\n',
    });
  });

  it('is never nobody or everybody by mistake', () => {
    const problems = (config: unknown) =>
      (oauth2Proxy.problems?.(parse(config), fullPlatform) ?? []).map((p) => p.path.join('.'));
    expect(problems(client)).toEqual(['access']);
    expect(problems(ops)).toEqual([]);
    expect(problems({ ...client, access: { emailDomains: ['*'] } })).toEqual([]);
    expect(problems({ ...ops, host: 'auth.elsewhere.org' })).toEqual(['host']);
  });
});

describe('the session', () => {
  it('is a cookie for the domain that scripts and plain HTTP never see', () => {
    expect(args()).toEqual(
      expect.arrayContaining([
        '--cookie-domain=.example.com',
        '--whitelist-domain=.example.com',
        '--cookie-secure=true',
        '--cookie-httponly=true',
        '--cookie-samesite=lax',
        '--code-challenge-method=S256',
        '--insecure-oidc-skip-nonce=false',
      ]),
    );
  });

  it('keeps tokens only where it is refreshed with them', () => {
    expect(args()).toContain('--session-cookie-minimal=true');
    const refreshed = args({ ...ops, session: { refresh: '1h' } });
    expect(refreshed).toContain('--cookie-refresh=1h');
    expect(refreshed).not.toContain('--session-cookie-minimal=true');
  });

  it('is encrypted by a generated key of a length that AES takes', () => {
    const [need] = oauth2Proxy.secrets?.(parse(ops), fullPlatform) ?? [];
    expect(need?.keys['cookie-secret']).toEqual({
      kind: 'password',
      credential: 'oauth2-proxy-cookie',
      length: 32,
    });
    expect(need?.keys['client-secret']).toMatchObject({ kind: 'given' });
  });

  it('believes forwarded hosts from pods alone', () => {
    expect(args()).toContain('--trusted-proxy-ip=10.244.0.0/16');
  });
});

describe('the way to the sign-in', () => {
  const auth = oauth2Proxy.provides?.(parse(ops), fullPlatform.cluster).auth;

  it('is one that Traefik finds in the cluster and browsers find outside', () => {
    expect(auth).toEqual({
      kind: 'oauth2-proxy',
      authUrl: 'http://oauth2-proxy.auth.svc.cluster.local:4180/',
      checkUrl: 'http://oauth2-proxy.auth.svc.cluster.local:4180/oauth2/auth',
      signInUrl: 'https://auth.example.com/oauth2/start',
    });
    const service = find(render(), 'Service', 'oauth2-proxy').spec as unknown as {
      ports: { port: number }[];
    };
    expect(service.ports.map((p) => p.port)).toContain(Number(new URL(auth?.authUrl ?? '').port));
  });

  it('is not guarded by itself', () => {
    const platform = { ...fullPlatform, auth: auth! };
    const objects = render(ops, platform);
    expect(find(objects, 'Ingress', 'oauth2-proxy').metadata).not.toHaveProperty('annotations');
    expect(objects.some((o) => o.kind === 'Middleware')).toBe(false);
  });

  it('is where a guarded service sends those who are not signed in', () => {
    const service = defineAddon({
      name: 'thing',
      title: 'A guarded service.',
      pins: { version: 'v1', homepage: '', images: {} },
      config: z.strictObject({}),
      build: (chart, _config, platform) =>
        expose(chart, platform, {
          addon: 'thing',
          namespace: 'things',
          name: 'thing',
          host: 'thing',
          service: { name: 'thing', port: 'http' },
          pods: { labels: { app: 'thing' }, port: 8080 },
          auth: 'guarded',
        }),
    });
    const objects = renderAddon(service, {}, { ...fullPlatform, auth: auth! });
    expect(objects.find((o) => o.kind === 'Middleware')?.spec).toMatchObject({
      forwardAuth: { address: auth?.authUrl, trustForwardHeader: false },
    });
  });

  it('admits the ingress controller to the port that asks and answers', () => {
    expect(find(render(), 'NetworkPolicy', 'oauth2-proxy-from-ingress').spec).toMatchObject({
      ingress: [{ ports: [{ port: 4180 }] }],
    });
  });
});

describe('the way to the issuer', () => {
  const egress = (issuerUrl: string, platform: Platform) =>
    JSON.stringify(
      find(render({ ...ops, issuerUrl }, platform), 'NetworkPolicy', 'oauth2-proxy').spec.egress,
    );
  const served = { ...fullPlatform, ingress: { ...fullPlatform.ingress!, ports: [8000, 8443] } };

  it('is open on the port of its URL', () => {
    expect(egress('https://login.example.org:8444/realms/a', served)).toContain('"port":8444');
    expect(egress('https://login.example.org', served)).toContain('"port":443');
  });

  it('leads through the ingress controller’s pods when the issuer is behind it', () => {
    expect(egress('https://id.example.com', served)).toContain('"port":8443');
    expect(egress('https://login.example.org', served)).not.toContain('"port":8443');
  });

  it('trusts a private CA that the user brings', () => {
    const config = { ...ops, oidc: { caSecret: 'issuer-ca' } };
    expect(args(config)).toContain('--provider-ca-file=/etc/oauth2-proxy/ca/ca.crt');
    expect(oauth2Proxy.secrets?.(parse(config), fullPlatform).map((s) => s.name)).toEqual([
      'oauth2-proxy',
      'issuer-ca',
    ]);
  });

  it('is encrypted', () => {
    expect(() => parse({ ...ops, issuerUrl: 'http://login.example.org' })).toThrow(/https/);
  });
});

it('brings nothing for users and monitoring where neither ingress nor Prometheus is', () => {
  const kinds = render(ops, barePlatform).map((o) => o.kind);
  expect(kinds).not.toContain('Ingress');
  expect(kinds).not.toContain('ServiceMonitor');
});

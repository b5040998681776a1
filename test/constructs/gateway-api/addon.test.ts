// Gateway API: one bundle, and a plan that fails when a controller needs another.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { gatewayApi } from '../../../constructs/gateway-api/addon.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import { traefik } from '../../../constructs/traefik/addon.js';
import { packageRoot } from '../../../src/package-root.js';
import { renderAddon } from '../../../src/synth/render.js';
import { validateSchemas } from '../../../src/validate/schema.js';
import { cluster, fullPlatform } from '../../support/platform.js';

const config = traefik.config.parse({ gateway: { hosts: ['*.apps.example.com'] } });
const withBundle = (bundle: string): Platform => ({
  ...fullPlatform,
  gatewayApi: { bundle, channel: 'standard' },
});
const render = (c: unknown) => renderAddon(traefik, traefik.config.parse(c), withBundle('v1.5.1'));

describe('the bundle of Gateway API', () => {
  it('is the version that it says, of the standard channel', () => {
    const { gatewayApi: fact } = gatewayApi.provides?.({}, cluster) ?? {};
    for (const file of gatewayApi.crds?.({}) ?? []) {
      const text = readFileSync(join(packageRoot, 'constructs/gateway-api/crds', file), 'utf8');
      expect(text).toContain(`gateway.networking.k8s.io/bundle-version: ${fact?.bundle}`);
      expect(text).toContain('gateway.networking.k8s.io/channel: standard');
    }
  });
});

describe('the Gateway of Traefik', () => {
  it('listens where Traefik’s entry points do, with a certificate that exists', () => {
    const objects = renderAddon(traefik, config, withBundle('v1.5.1'));
    const gateway = objects.find((o) => o.kind === 'Gateway');
    expect(gateway?.spec).toMatchObject({
      gatewayClassName: 'traefik',
      listeners: [
        { port: 8000, protocol: 'HTTP' },
        { port: 8443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'gateway-certificate' }] } },
      ],
    });
    const certificate = objects.find((o) => o.kind === 'Certificate');
    expect(certificate?.spec).toMatchObject({
      secretName: 'gateway-certificate',
      dnsNames: ['*.apps.example.com'],
    });
    expect(objects.find((o) => o.kind === 'GatewayClass')?.spec).toEqual({
      controllerName: 'traefik.io/gateway-controller',
    });
    expect(
      validateSchemas(
        objects.map((object) => ({ addon: 'traefik', file: object.kind, object })),
        '1.36',
      ),
    ).toEqual([]);
  });

  it('is absent, with its rights and arguments, unless asked for', () => {
    expect(JSON.stringify(render({}))).not.toMatch(/gateway\.networking|kubernetesgateway/);
    expect(JSON.stringify(render({ gateway: { hosts: ['a.example.com'] } }))).toContain(
      '--providers.kubernetesgateway=true',
    );
  });

  it('needs the bundle, and one of the right version', () => {
    expect(traefik.requires?.(config)).toContain('gatewayApi');
    expect(traefik.requires?.(traefik.config.parse({}))).not.toContain('gatewayApi');
    const problems = (bundle: string) => traefik.problems?.(config, withBundle(bundle)).map((p) => p.message);
    expect(problems('v1.5.1')).toEqual([]);
    expect(problems('v1.3.0')?.join()).toMatch(/v1\.5 of Gateway API and the cluster has v1\.3\.0/);
  });

  it('has no wildcard where the issuer proves hosts over HTTP-01', () => {
    const platform = {
      ...withBundle('v1.5.1'),
      certificates: { ...fullPlatform.certificates!, http01: true },
    };
    expect(
      traefik
        .problems?.(config, platform)
        ?.map((p) => p.message)
        .join(),
    ).toMatch(/wildcard/);
  });
});

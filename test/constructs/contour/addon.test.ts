// Contour: what faces the network has no rights, and what has rights does not face the network.
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { contour } from '../../../constructs/contour/addon.js';
import { alerts } from '../../../constructs/contour/alerts.js';
import { contourDashboard } from '../../../constructs/contour/dashboard.js';
import { metrics } from '../../../constructs/contour/metrics.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { expressionsOf, type GrafanaDashboard } from '../../support/grafana.js';
import { cluster, fullPlatform } from '../../support/platform.js';
import { podTemplates } from '../../support/pods.js';
import { metricsOf } from '../../support/promql.js';

const parse = (config: unknown) => contour.config.parse(config);
const render = (config: unknown = {}, platform: Platform = fullPlatform) =>
  renderAddon(contour, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: unknown; data: Record<string, string> };
}

const settings = (config: unknown) =>
  parseYaml(find(render(config), 'ConfigMap', 'contour').data['contour.yaml'] ?? '') as Record<
    string,
    unknown
  >;
const pod = (name: string, config: unknown = {}, platform: Platform = fullPlatform) =>
  podTemplates(render(config, platform)).find((p) => p.owner.metadata.name === name)!.spec;
const args = (config: unknown = {}, platform: Platform = fullPlatform) =>
  pod('contour', config, platform).containers[0]?.args ?? [];

describe('the Envoys', () => {
  it('have no token, no host port and no rights', () => {
    expect(pod('envoy').automountServiceAccountToken).toBe(false);
    expect(JSON.stringify(render())).not.toMatch(/hostPort|hostNetwork/);
    const subjects = render()
      .filter((o) => /RoleBinding$/.test(o.kind))
      .flatMap((o) => (o.subjects as { name: string }[]).map((s) => s.name));
    expect(new Set(subjects)).toEqual(new Set(['contour']));
  });

  it('do not reach the API server, and Contour reaches no backend', () => {
    const egress = (name: string) => {
      const { spec } = find(render(), 'NetworkPolicy', name) as unknown as {
        spec: { egress: { to: { ipBlock?: unknown; namespaceSelector?: object }[] }[] };
      };
      return spec.egress.flatMap((rule) => rule.to);
    };
    expect(egress('envoy').some((peer) => peer.ipBlock)).toBe(false);
    expect(
      egress('contour').some((p) => p.namespaceSelector && Object.keys(p.namespaceSelector).length === 0),
    ).toBe(false);
  });

  it('drain before they stop, in the time that they are given', () => {
    const config = { envoy: { drainSeconds: 20, graceSeconds: 100 } };
    const { spec } = find(render(config), 'Deployment', 'envoy') as unknown as {
      spec: { template: { spec: { terminationGracePeriodSeconds: number } } };
    };
    expect(spec.template.spec.terminationGracePeriodSeconds).toBe(120);
    expect(JSON.stringify(pod('envoy', config))).toContain('--drain-delay=20s');
  });

  it('refuse work before the kernel kills them', () => {
    const { initContainers } = pod('envoy', { envoy: { resources: { memoryLimit: '100Mi' } } });
    expect(initContainers?.[0]?.args).toContain(`--overload-max-heap=${Math.floor(104_857_600 * 0.9)}`);
  });

  it('are left to the autoscaler where there is one', () => {
    const scaled = render({ envoy: { autoscaling: { maxReplicas: 8 } } });
    expect(find(scaled, 'Deployment', 'envoy').spec).not.toHaveProperty('replicas');
    expect(find(scaled, 'HorizontalPodAutoscaler', 'envoy').spec).toMatchObject({
      minReplicas: 3,
      maxReplicas: 8,
    });
    const few = contour.problems?.(parse({ envoy: { autoscaling: { maxReplicas: 2 } } }), fullPlatform);
    expect(few?.[0]?.message).toMatch(/fewer than the 3 replicas/);
  });
});

describe('the connection between Contour and its Envoys', () => {
  it('is verified on both sides by a CA that signs nothing else, and no Job makes it', () => {
    const objects = render();
    expect(objects.some((o) => o.kind === 'Job')).toBe(false);
    const leaf = (name: string) => find(objects, 'Certificate', name).spec;
    const issuerRef = { group: 'cert-manager.io', kind: 'Issuer', name: 'contour-xds-ca' };
    expect(leaf('contour-xds-server')).toMatchObject({ issuerRef, dnsNames: ['contour'] });
    expect(leaf('contour-xds-client')).toMatchObject({ issuerRef, dnsNames: ['envoy'] });
    expect(find(objects, 'Certificate', 'contour-xds-ca').spec).toMatchObject({ isCA: true });
    expect(args()).not.toContain('--insecure');
    expect(args()).toContain('--contour-cafile=/certs/ca.crt');
  });

  it('is open to the Envoys alone', () => {
    expect(find(render(), 'NetworkPolicy', 'contour').spec).toMatchObject({
      ingress: [
        {
          from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'envoy' } } }],
          ports: [{ port: 8001 }],
        },
      ],
    });
  });
});

describe('the settings of Contour', () => {
  it('keep queries out of the log, plain HTTP and ExternalName out of HTTPProxies', () => {
    expect(settings({})).toMatchObject({ disablePermitInsecure: true, enableExternalNameService: false });
    expect(settings({})['json-fields']).not.toContain('path');
    expect(settings({})['json-fields']).toContain('path=%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%');
    expect(settings({ permitInsecure: true })).toMatchObject({ disablePermitInsecure: false });
  });

  it('send HSTS for Ingresses too, unless told not to', () => {
    expect(settings({})).toMatchObject({
      policy: {
        applyToIngress: true,
        'response-headers': {
          set: { 'Strict-Transport-Security': 'max-age=31536000; includeSubDomains' },
        },
      },
    });
    expect(settings({ tls: { hstsSeconds: 0 } })).not.toHaveProperty('policy');
  });

  it('stay strings where YAML would see numbers', () => {
    expect(settings({ tls: { minVersion: '1.3' } })).toMatchObject({
      tls: { 'minimum-protocol-version': '1.3' },
    });
  });

  it('listen on IPv6 where pods have such addresses', () => {
    const six: Platform = {
      ...fullPlatform,
      cluster: { ...cluster, podCidrs: ['10.244.0.0/16', 'fd00::/48'] },
    };
    expect(args({}, six)).toContain('--envoy-service-https-address=::');
    expect(args()).toContain('--envoy-service-https-address=0.0.0.0');
  });
});

describe('the class of Contour', () => {
  it('is the platform’s, unless another controller’s is', () => {
    const provided = (config: unknown) => contour.provides?.(parse(config), cluster).ingress;
    expect(provided({})).toMatchObject({
      className: 'contour',
      controller: 'contour',
      podLabels: { 'app.kubernetes.io/name': 'envoy' },
      ports: [8080, 8443],
    });
    expect(provided({ ingressClass: { default: false } })).toBeUndefined();
    expect(args({ ingressClass: { name: 'edge' } })).toContain('--ingress-class-name=edge');
    expect(find(render({ ingressClass: { name: 'edge' } }), 'IngressClass', 'edge')).toBeDefined();
  });
});

describe('a metric of Contour', () => {
  it('is what alerts and the dashboard read', () => {
    const expressions = [
      ...alerts.flatMap((group) => group.rules.map((rule) => rule.expr)),
      ...expressionsOf(contourDashboard() as GrafanaDashboard),
    ];
    for (const expr of expressions) {
      expect(metrics, expr).toEqual(expect.arrayContaining([...metricsOf(expr)]));
    }
  });
});

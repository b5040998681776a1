// metrics-server: its certificate, its flags, and where it refuses to run.
import { describe, expect, it } from 'vitest';
import type { Platform } from '../../../constructs/kit/platform.js';
import { metricsServer } from '../../../constructs/metrics-server/addon.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, fullPlatform } from '../../support/platform.js';

const parse = (config: unknown) => metricsServer.config.parse(config);
const render = (config: unknown = {}, platform: Platform = fullPlatform) =>
  renderAddon(metricsServer, parse(config), platform);

interface Container {
  args: string[];
  volumeMounts: { name: string; readOnly?: boolean }[];
}

function find<T = Record<string, unknown>>(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: T };
}

function pod(objects: readonly KubeObject[]) {
  type Deployment = {
    replicas: number;
    template: { spec: { containers: Container[]; volumes: Record<string, unknown>[] } };
  };
  const { spec } = find<Deployment>(objects, 'Deployment', 'metrics-server');
  const container = spec.template.spec.containers[0] as Container;
  return { replicas: spec.replicas, container, volumes: spec.template.spec.volumes };
}

const on = (distribution: Platform['cluster']['distribution']): Platform => ({
  ...fullPlatform,
  cluster: { ...fullPlatform.cluster, distribution },
});

describe('the certificate of metrics-server', () => {
  it('comes from the private issuer, and the API server verifies it', () => {
    const objects = render();
    const service = find(objects, 'APIService', 'v1beta1.metrics.k8s.io');
    expect(service.metadata.annotations).toEqual({
      'cert-manager.io/inject-ca-from': 'metrics-server/metrics-server',
    });
    expect(service.spec).toEqual({
      group: 'metrics.k8s.io',
      groupPriorityMinimum: 100,
      service: { name: 'metrics-server', namespace: 'metrics-server', port: 443 },
      version: 'v1beta1',
      versionPriority: 100,
    });
    const { dnsNames, issuerRef, secretName } = find(objects, 'Certificate', 'metrics-server').spec;
    expect(dnsNames).toContain('metrics-server.metrics-server.svc');
    expect(issuerRef).toMatchObject({ name: 'internal-ca' });
    const { container, volumes } = pod(objects);
    expect(volumes).toMatchObject([{ secret: { secretName } }]);
    expect(container.volumeMounts[0]?.readOnly).toBe(true);
    expect(container.args.join(' ')).toContain('tls-cert-file=/etc/metrics-server/serving/tls.crt');
    expect(container.args.join(' ')).not.toContain('--cert-dir');
  });

  it('is self-signed and unverified where there is no issuer, as upstream has it', () => {
    const objects = render({}, barePlatform);
    const service = find(objects, 'APIService', 'v1beta1.metrics.k8s.io');
    expect(service.spec).toMatchObject({ insecureSkipTLSVerify: true });
    expect(service.metadata.annotations).toBeUndefined();
    expect(objects.some((o) => o.kind === 'Certificate')).toBe(false);
    const { container, volumes } = pod(objects);
    expect(volumes).toMatchObject([{ emptyDir: {} }]);
    expect(container.args).toContain('--cert-dir=/etc/metrics-server/serving');
  });

  it('is verified by Prometheus before it shows its token, and no token is shown to one that is not', () => {
    const endpoint = (platform: Platform) => {
      type Monitor = { endpoints: Record<string, unknown>[] };
      return find<Monitor>(render({}, platform), 'ServiceMonitor', 'metrics-server').spec.endpoints[0];
    };
    expect(endpoint(fullPlatform)).toMatchObject({
      bearerTokenFile: expect.any(String),
      tlsConfig: {
        ca: { secret: { name: 'metrics-server-serving', key: 'ca.crt' } },
        serverName: 'metrics-server.metrics-server.svc',
      },
    });
    const { certificates: _, ...without } = fullPlatform;
    expect(endpoint(without)).not.toHaveProperty('bearerTokenFile');
    expect(pod(render({}, without)).container.args.join(' ')).toContain('always-allow-paths');
    expect(pod(render()).container.args.join(' ')).not.toContain('always-allow-paths');
  });
});

describe('metrics-server and kubelets', () => {
  it('verifies them unless told not to', () => {
    expect(pod(render()).container.args).not.toContain('--kubelet-insecure-tls');
    expect(pod(render({ kubeletInsecureTls: true })).container.args).toContain('--kubelet-insecure-tls');
  });

  it('reaches only kubelets, the API server and DNS', () => {
    type Policy = { egress: { to: unknown; ports: { port: number }[] }[]; ingress: unknown };
    const policy = find<Policy>(render(), 'NetworkPolicy', 'metrics-server').spec;
    expect(policy.egress.flatMap((rule) => rule.ports.map((p) => p.port))).toEqual([53, 53, 6443, 10250]);
    expect(policy.ingress).toEqual([
      { from: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ port: 10250, protocol: 'TCP' }] },
    ]);
  });

  it('needs no DNS when it asks by address alone', () => {
    type Policy = { egress: { ports: { port: number }[] }[] };
    const objects = render({ kubeletAddressTypes: ['InternalIP'] });
    const { egress } = find<Policy>(objects, 'NetworkPolicy', 'metrics-server').spec;
    expect(egress.flatMap((rule) => rule.ports.map((p) => p.port))).toEqual([6443, 10250]);
  });

  it('gives them the time that they may take before it asks again', () => {
    expect(() => parse({ resolutionSeconds: 10 })).toThrow(/at least 12/);
    expect(pod(render({ resolutionSeconds: 30 })).container.args).toContain('--metric-resolution=30s');
  });
});

describe('the availability of metrics-server', () => {
  it('is two replicas with a budget, and one without on a single node', () => {
    expect(pod(render()).replicas).toBe(2);
    const single = { ...fullPlatform, cluster: { ...fullPlatform.cluster, workers: 1 } };
    const objects = render({}, single);
    expect(pod(objects).replicas).toBe(1);
    expect(objects.some((o) => o.kind === 'PodDisruptionBudget')).toBe(false);
  });
});

describe('metrics-server on distributions that bring one', () => {
  const problems = (config: unknown, platform: Platform) =>
    (metricsServer.problems?.(parse(config), platform) ?? []).map((p) => p.message).join();

  it('is refused, with the way out', () => {
    expect(problems({}, on('k3s'))).toMatch(/disable: \[metrics-server\].*replaceBundled: true/);
    expect(problems({}, on('rke2'))).toMatch(/disable: \[rke2-metrics-server\]/);
    expect(problems({ replaceBundled: true }, on('k3s'))).toBe('');
  });

  it('is refused for good where theirs cannot be removed', () => {
    expect(problems({ replaceBundled: true }, on('gke'))).toContain('cannot be removed');
    expect(problems({ replaceBundled: true }, on('aks'))).toContain('cannot be removed');
  });

  it.each(['kubeadm', 'talos', 'eks', 'kind'] as const)('is accepted on %s', (distribution) => {
    expect(problems({}, on(distribution))).toBe('');
  });
});

describe('metrics-server without monitoring', () => {
  it('has no monitors, rules or ways in for Prometheus', () => {
    const text = JSON.stringify(render({}, barePlatform));
    expect(text).not.toContain('monitoring.coreos.com');
    expect(text).not.toContain('from-prometheus');
  });
});

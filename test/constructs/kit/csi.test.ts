// The kit of CSI drivers: two drivers never collide, rights follow the sidecars, and ports stay where they belong.
import { Chart, Testing } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import {
  type CsiDriver,
  livenessProbe,
  type RightsOptions,
  sidecar,
  sidecarRights,
} from '../../../constructs/kit/csi.js';
import { resources } from '../../../constructs/kit/workload.js';

const named = (addon: string): CsiDriver => ({
  addon,
  driver: `${addon}.example.com`,
  controller: { namespace: addon, name: `${addon}-controller` },
  node: { namespace: `${addon}-node`, name: `${addon}-node` },
});

function rights(addon: string, options: RightsOptions) {
  const chart = new Chart(Testing.app(), addon);
  sidecarRights(chart, named(addon), options);
  return chart.toJson() as {
    kind: string;
    metadata: { name: string; namespace?: string };
    rules?: { apiGroups: string[]; resources: string[]; verbs: string[] }[];
  }[];
}
const all = ['provisioner', 'attacher', 'resizer', 'snapshotter'] as const;

describe('the rights of CSI sidecars', () => {
  it('have names that no two drivers share', () => {
    const names = (addon: string) =>
      rights(addon, { sidecars: all }).map((o) => `${o.kind} ${o.metadata.namespace} ${o.metadata.name}`);
    expect(names('a').filter((name) => names('b').includes(name))).toEqual([]);
    expect(names('a').filter((name) => name.startsWith('ClusterRole '))).toHaveLength(4);
  });

  it('are those of the sidecars that run', () => {
    const text = (options: RightsOptions) => JSON.stringify(rights('a', options));
    expect(text({ sidecars: ['provisioner'] })).not.toMatch(/snapshot|volumeattachments|nodes|attributes/);
    expect(text({ sidecars: ['provisioner'], topology: true })).toMatch(/"csinodes".*"nodes"/);
    expect(text({ sidecars: ['provisioner', 'attacher'] })).toContain('"volumeattachments/status"');
    expect(text({ sidecars: all, attributeClasses: true })).toContain('"volumeattributesclasses"');
  });

  it('let a provisioner hold a snapshot only when it is new enough to', () => {
    const verbs = (snapshotFinalizers: boolean) =>
      rights('a', { sidecars: all, snapshotFinalizers })
        .find((o) => o.metadata.name === 'a-provisioner')
        ?.rules?.find((rule) => rule.resources.includes('volumesnapshots'))?.verbs;
    expect(verbs(false)).toEqual(['get', 'list']);
    expect(verbs(true)).toContain('update');
  });

  it('are never on Secrets', () => {
    const options = { sidecars: all, topology: true, attributeClasses: true, snapshotFinalizers: true };
    expect(JSON.stringify(rights('a', options))).not.toContain('"secrets"');
  });
});

describe('a CSI sidecar', () => {
  const common = { image: 'registry.example/x:v1', resources: resources('10m', '32Mi') };

  it('elects in the namespace of its pods and is asked where it serves', () => {
    const { args, ports, livenessProbe: probe } = sidecar(named('a'), 'attacher', common);
    expect(args).toEqual(expect.arrayContaining(['--leader-election-namespace=a', '--http-endpoint=:3303']));
    expect(ports).toEqual([{ name: 'attacher', containerPort: 3303 }]);
    expect(probe?.httpGet?.port).toMatchObject({ value: 3303 });
    expect(probe?.httpGet).not.toHaveProperty('host');
  });

  it('keeps to the loopback on the host network', () => {
    for (const container of [
      sidecar(named('a'), 'attacher', { ...common, loopback: true }),
      livenessProbe({ ...common, loopback: true }),
    ]) {
      expect(container.args?.join(' ')).toMatch(/--http-endpoint=127\.0\.0\.1:\d+/);
      expect(container).not.toHaveProperty('ports');
      expect(container.readinessProbe?.httpGet?.host).toBe('127.0.0.1');
    }
  });
});

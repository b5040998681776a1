// The whole bundle on a real API server: applied as the README says, admitted, ready, and unchanged by a second apply.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Applied, applyBundle } from './support/apply.js';
import { type ControlPlane, startControlPlane } from './support/control-plane.js';
import { labelNodes } from './support/nodes.js';
import { type Operators, operatorsOf } from './support/operators.js';
import { plinth, type Rendered, render } from './support/rendered.js';
import { snapshot } from './support/snapshot.js';
import { createStorageClasses, provision, storageClassNames } from './support/volumes.js';
import { waitUntil } from './support/wait.js';
import { placementFailures, refusals, unreadyWorkloads } from './support/workloads.js';

const profile = process.env['PLINTH_E2E_PROFILE'] ?? 'bare-metal';

describe(`the bundle of profile ${profile} on a real control plane`, () => {
  let bundle: Rendered;
  let cluster: ControlPlane;
  let operators: Operators;
  let applied: Applied;

  beforeAll(async () => {
    bundle = await render(profile);
    const { controlPlanes, workers } = bundle.cluster;
    cluster = await startControlPlane({ nodes: controlPlanes + workers });
    await labelNodes(cluster, bundle.cluster);
    await createStorageClasses(cluster, storageClassNames(bundle.objects));
    operators = operatorsOf(cluster);
    const secrets = await plinth('secrets', '--profile', profile, '--skip-missing');
    applied = await applyBundle(cluster, bundle, {
      check: cluster.check,
      after: async (wave) => {
        if (wave.includes('namespaces') && secrets.trim() !== '') {
          await cluster.kubectl(['apply', '--server-side', '-f', '-'], { input: secrets });
        }
        await operators.startPresent();
      },
    });
  });

  afterAll(async () => {
    operators?.stop();
    await cluster?.stop();
  });

  it('is accepted object for object, with strict field validation and without a warning', async () => {
    expect(applied.warnings).toEqual([]);
    expect(await missingObjects()).toEqual([]);
  });

  it('has CRDs that a client-side apply can hold as well', async () => {
    const crds = join(bundle.dir, 'crds');
    const { stderr } = await cluster.kubectl(['apply', '--dry-run=server', '-k', crds]);
    expect(stderr).not.toContain('Too long');
  });

  it('becomes ready: every workload has all its pods, none refused by Pod Security', async () => {
    await waitUntil(
      'workloads',
      async () => {
        await provision(cluster);
        cluster.check();
        const unready = await unreadyWorkloads(cluster);
        return unready.length === 0
          ? []
          : [...unready, ...(await refusals(cluster)), ...(await placementFailures(cluster))];
      },
      { timeout: 300 },
    );
    expect(await refusals(cluster)).toEqual([]);
  });

  it('has pods that satisfy the Pod Security level that their namespace enforces', async () => {
    // What is created by an operator counts as well; the API server evaluates existing pods when the label is set anew.
    const { items } = await cluster.get<{ items: Namespace[] }>('namespaces');
    for (const { metadata } of items) {
      const level = metadata.labels?.['pod-security.kubernetes.io/enforce'];
      if (level === undefined) continue;
      const label = `pod-security.kubernetes.io/enforce=${level}`;
      const { stderr } = await cluster.kubectl([
        'label',
        '--dry-run=server',
        '--overwrite',
        'namespace',
        metadata.name,
        label,
      ]);
      expect(stderr).toBe('');
    }
  });

  it('lets prometheus-operator reconcile Prometheus and Alertmanager with its own rights, without an error line', async () => {
    await waitUntil(
      'Prometheus and Alertmanager',
      () => unavailable('prometheuses,alertmanagers', 'Available'),
      {
        timeout: 240,
      },
    );
    expect(complaintsOf('prometheus-operator', /level=(error|ERROR)|forbidden/)).toEqual([]);
  });

  it('lets cert-manager issue every certificate of the private CA with its own rights', async () => {
    await waitUntil('certificates', () => unavailable('certificates', 'Ready'), { timeout: 240 });
    // Errors while the CA is not there yet are cert-manager's way to wait for it; a missing right is never right.
    for (const part of ['cert-manager', 'cert-manager-cainjector', 'cert-manager-webhook']) {
      expect(complaintsOf(part, /forbidden/)).toEqual([]);
    }
  });

  it('lets MetalLB give every Service of type LoadBalancer an address with its own rights', async () => {
    await waitUntil('load balancers', servicesWithoutAddress, { timeout: 120 });
    expect(complaintsOf('metallb-controller', /forbidden/)).toEqual([]);
  });

  it('changes nothing when it is applied a second time', async () => {
    const before = await snapshot(cluster, bundle);
    const again = await applyBundle(cluster, bundle);
    expect(Object.values(again.tries).every((n) => n === 1)).toBe(true);
    expect(await snapshot(cluster, bundle)).toEqual(before);
  });

  /** Objects of the bundle that the cluster does not have. */
  async function missingObjects(): Promise<string[]> {
    const missing: string[] = [];
    for (const wave of bundle.waves) {
      await cluster
        .kubectl(['get', '-k', wave, '-o', 'name'])
        .catch((error: unknown) => missing.push(String(error)));
    }
    return missing;
  }

  /** Custom resources whose condition is not True. */
  async function unavailable(kinds: string, condition: string): Promise<string[]> {
    const { items } = await cluster.get<{ items: Conditioned[] }>(kinds, '-A');
    if (items.length === 0) return [`there is none of ${kinds}`];
    return items.flatMap(({ kind, metadata, status }) => {
      const found = status?.conditions?.find((c) => c.type === condition);
      return found?.status === 'True'
        ? []
        : [`${kind} ${metadata.namespace}/${metadata.name}: ${found?.message ?? 'no status'}`];
    });
  }

  async function servicesWithoutAddress(): Promise<string[]> {
    const { items } = await cluster.get<{ items: Service[] }>('services', '-A');
    const balanced = items.filter((service) => service.spec.type === 'LoadBalancer');
    if (balanced.length === 0) return ['there is no such Service'];
    return balanced
      .filter((service) => !service.status.loadBalancer.ingress?.[0]?.ip)
      .map(({ metadata }) => `${metadata.namespace}/${metadata.name} has none`);
  }

  /** Lines of a program's log that must not be there. */
  function complaintsOf(program: string, pattern: RegExp): string[] {
    const log = operators.logs[program];
    if (log === undefined) return [`${program} was not started`];
    return readFileSync(log, 'utf8')
      .split('\n')
      .filter((line) => pattern.test(line));
  }
});

interface Service {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly type: string };
  readonly status: { readonly loadBalancer: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

interface Namespace {
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
}

interface Conditioned {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly status?: { readonly conditions?: readonly { type: string; status: string; message?: string }[] };
}

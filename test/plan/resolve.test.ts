import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Addon, defineAddon } from '../../constructs/kit/addon.js';
import { resolvePlan } from '../../src/plan/resolve.js';
import { loadProfile } from '../../src/profile/load.js';
import { folderWith } from '../support/files.js';

const base = `apiVersion: plinth.dev/v1alpha1
kind: Profile
metadata: { name: acme }
cluster: { name: acme, domain: acme.example, kubernetesVersion: "1.36", distribution: eks }
`;

function fake(name: string, parts: Partial<Addon>): Addon {
  return defineAddon({
    name,
    title: name,
    pins: { version: '1', homepage: '', images: {} },
    config: z.strictObject({}),
    build: () => {},
    ...parts,
  });
}

const issuer = { kind: 'ClusterIssuer', name: 'x' } as const;
const provider = fake('certs', { provides: () => ({ certificates: { public: issuer, private: issuer } }) });
const consumer = fake('a-consumer', { requires: () => ['certificates'] });

/** A loaded profile whose addons are those of a catalogue that the schema does not know. */
async function loaded(addons: readonly Addon[], text = base) {
  const folder = folderWith({ 'p.yaml': `${text}addons: {}\n` });
  const { profile, source } = await loadProfile(join(folder, 'p.yaml'));
  return {
    source,
    addons,
    profile: { ...profile, addons: Object.fromEntries(addons.map((a) => [a.name, {}])) },
  };
}

function planOf(profile: Awaited<ReturnType<typeof loaded>>, catalog: readonly Addon[]) {
  return resolvePlan(profile, async () => catalog);
}

describe('the plan', () => {
  it('puts providers before those who need them', async () => {
    const plan = await planOf(await loaded([consumer, provider]), [consumer, provider]);
    expect(plan.addons.map((a) => a.addon.name)).toEqual(['certs', 'a-consumer']);
    expect(plan.addons[1]?.after).toEqual(['certs']);
  });

  it('takes facts from the profile as well, and orders nothing after them', async () => {
    const text = `${base}platform: { certificates: { public: { name: p }, private: { name: q } } }\n`;
    const plan = await planOf(await loaded([consumer], text), [consumer, provider]);
    expect(plan.platform.certificates?.public.name).toBe('p');
    expect(plan.addons[0]?.after).toEqual([]);
  });

  it('names an unmet need, who could meet it, and the fact to set', async () => {
    await expect(planOf(await loaded([consumer]), [consumer, provider])).rejects.toThrow(
      'addons.a-consumer: needs a certificate issuer and none is provided; enable certs or set platform.certificates',
    );
  });

  it('names both sides of a clash', async () => {
    const second = fake('other', { provides: provider.provides?.bind(provider) });
    await expect(planOf(await loaded([provider, second]), [provider, second])).rejects.toThrow(
      'addons.other: provides a certificate issuer, and so does addons.certs; keep one',
    );
  });

  it("puts an addon's own problems under its path", async () => {
    const fussy = fake('fussy', { problems: () => [{ path: ['pools', 0], message: 'overlaps; widen it' }] });
    await expect(planOf(await loaded([fussy]), [fussy])).rejects.toThrow(
      'addons.fussy.pools.0: overlaps; widen it',
    );
  });

  it('refuses control-plane metrics that a managed cluster hides', async () => {
    const text = base.replace(
      'distribution: eks',
      'distribution: eks, controlPlaneMetrics: [etcd, kube-proxy]',
    );
    await expect(planOf(await loaded([], text), [])).rejects.toThrow('eks does not expose etcd; remove it');
  });
});

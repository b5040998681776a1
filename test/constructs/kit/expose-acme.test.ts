// HTTP-01 solver pods appear beside an Ingress, in a namespace that denies all: the ingress controller must reach them.
import { App, Chart } from 'cdk8s';
import { describe, expect, it } from 'vitest';
import { expose } from '../../../constructs/kit/expose.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { fullPlatform } from '../../support/platform.js';

function policies(platform: Platform): KubeObject[] {
  const chart = new Chart(new App(), 'test');
  for (const name of ['one', 'two']) {
    expose(chart, platform, {
      addon: 'test',
      namespace: 'shared',
      name,
      host: name,
      service: { name, port: 'http' },
      pods: { labels: { app: name }, port: 8080 },
      auth: 'own',
    });
  }
  return (chart.toJson() as KubeObject[]).filter(
    (o) => o.kind === 'NetworkPolicy' && o.metadata.name.endsWith('-acme-solver-from-ingress'),
  );
}

describe('an exposed service', () => {
  it('admits the ingress controller to ACME solver pods where HTTP-01 is used', () => {
    const certificates = { ...fullPlatform.certificates!, http01: true };
    const found = policies({ ...fullPlatform, certificates });
    expect(found.map((o) => o.metadata.name)).toEqual([
      'one-acme-solver-from-ingress',
      'two-acme-solver-from-ingress',
    ]);
    expect(found[0]?.spec).toMatchObject({
      podSelector: { matchLabels: { 'acme.cert-manager.io/http01-solver': 'true' } },
      policyTypes: ['Ingress'],
      ingress: [{ ports: [{ port: 8089 }] }],
    });
  });

  it('opens nothing for solvers otherwise', () => {
    expect(policies(fullPlatform)).toEqual([]);
  });
});

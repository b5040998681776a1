import { describe, expect, it } from 'vitest';
import type { KubeObject } from '../../src/synth/document.js';
import { validateSchemas } from '../../src/validate/schema.js';
import { certificate, crd, deployment, object, prometheus, rule, service, with_ } from './cases.js';

describe('what the embedded validator says', () => {
  it.each<[string, KubeObject, string, string, string]>([
    [
      'an unknown field with a near name',
      with_(deployment, 'spec.replica', 2),
      'spec.replica',
      'unknown field; did you mean replicas?',
      'correct its name or remove it',
    ],
    [
      'an unknown field with no near name',
      with_(service, 'spec.ports.0.zzzzzz', 2),
      'spec.ports[0].zzzzzz',
      'unknown field',
      'remove it (fields here: appProtocol, name, nodePort, port, protocol, targetPort)',
    ],
    [
      'a number in quotes',
      with_(deployment, 'spec.replicas', '3'),
      'spec.replicas',
      'got string "3", must be integer',
      'remove the quotes: 3',
    ],
    [
      'a boolean that must be text',
      with_(service, 'metadata.annotations', { 'example.com/on': true }),
      'metadata.annotations["example.com/on"]',
      'got boolean true, must be string',
      'quote it: "true"',
    ],
    [
      'a required field that is missing',
      with_(deployment, 'spec.selector', undefined),
      'spec.selector',
      'missing, and required',
      'add it',
    ],
    [
      'a required field that is null',
      with_(deployment, 'spec.template', null),
      'spec.template',
      'got null, must be set',
      'give it a value',
    ],
    [
      'a quantity that is none',
      with_(deployment, 'spec.template.spec.containers.0.resources.limits.memory', '512MB'),
      'spec.template.spec.containers[0].resources.limits.memory',
      'got string "512MB", must be a quantity such as 500m, 2 or 512Mi',
      'correct the value',
    ],
    [
      'a value outside of an enum',
      with_(prometheus, 'spec.logLevel', 'inf'),
      'spec.logLevel',
      'got string "inf", must be one of , debug, info, warn, error; did you mean info?',
      'use one of those values',
    ],
    [
      'a map where a list belongs',
      with_(rule, 'spec.groups', {}),
      'spec.groups',
      'got object with no fields, must be array',
      'make it a list',
    ],
    [
      'an error deep in the schema of a CRD, and not that a branch failed',
      with_(
        crd,
        'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.list.items.typ',
        'string',
      ),
      'spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.list.items.typ',
      'unknown field; did you mean type?',
      'correct its name or remove it',
    ],
    [
      'a number where a schema or a list of schemas belongs',
      with_(crd, 'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.list.items', 3),
      'spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.list.items',
      expect.stringMatching(/^got number 3, must fit at least one of /) as unknown as string,
      'keep what is meant and remove the rest',
    ],
    [
      'an API that was removed',
      object('policy/v1beta1', 'PodDisruptionBudget'),
      '',
      'no schema for policy/v1beta1 PodDisruptionBudget in Kubernetes 1.34',
      'use apiVersion policy/v1',
    ],
    [
      'a mistyped kind',
      object('monitoring.coreos.com/v1', 'PrometheusRules'),
      '',
      'no schema for monitoring.coreos.com/v1 PrometheusRules in Kubernetes 1.34; did you mean PrometheusRule?',
      'correct the kind',
    ],
    [
      'a version of a custom kind that is not served',
      object('cert-manager.io/v1alpha2', 'Certificate'),
      '',
      'no schema for cert-manager.io/v1alpha2 Certificate in Kubernetes 1.34',
      'use apiVersion cert-manager.io/v1',
    ],
  ])('names the place, the fault and the fix of %s', (_, bad, path, message, fix) => {
    expect(validateSchemas([{ addon: 'test', object: bad }], '1.34')).toEqual([
      expect.objectContaining({ check: 'schema', severity: 'error', path, message, fix }),
    ]);
  });

  it('tells all faults of a document at once, with its file and line', () => {
    const bad = with_(with_(deployment, 'spec.replica', 2), 'spec.template.spec.containers.0.image', 7);
    const findings = validateSchemas([{ addon: 'test', object: bad, file: 'a/b.yaml', line: 12 }], '1.37');
    expect(findings.map((f) => f.path)).toEqual(['spec.replica', 'spec.template.spec.containers[0].image']);
    expect(findings[0]).toMatchObject({ file: 'a/b.yaml', line: 12, object: 'apps/Deployment web/web' });
  });

  it('compiles a large kind only as far as a document uses it', () => {
    const few = timed(() => validateSchemas([{ addon: 'test', object: prometheus }], '1.34'));
    expect(few.result).toEqual([]);
    // Compiling the whole Prometheus takes seconds; this leaves room for a busy machine.
    expect(few.milliseconds).toBeLessThan(1000);
  });

  it('takes a megabyte of base64 in a Secret', () => {
    const secret = { ...object('v1', 'Secret'), data: { a: Buffer.alloc(1 << 20, 'x').toString('base64') } };
    expect(validateSchemas([{ addon: 'test', object: secret }], '1.34')).toEqual([]);
  });

  it('finds nothing in nothing', () => {
    expect(validateSchemas([], '1.34')).toEqual([]);
  });

  it('is not fooled by fields that every JavaScript object has', () => {
    const findings = validateSchemas(
      [{ addon: 'test', object: with_(certificate, 'spec.toString', 'x') }],
      '1.34',
    );
    expect(findings.map((f) => [f.path, f.message])).toEqual([['spec.toString', 'unknown field']]);
  });
});

function timed<T>(run: () => T): { readonly result: T; readonly milliseconds: number } {
  const start = performance.now();
  const result = run();
  return { result, milliseconds: performance.now() - start };
}

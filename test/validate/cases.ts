// Documents with a known verdict, for both validators and every version of Kubernetes.
import type { KubeObject } from '../../src/synth/document.js';

export interface Case {
  readonly title: string;
  readonly valid: boolean;
  readonly object: KubeObject;
  /** Minors for which the verdict is the other one, such as fields that came later. */
  readonly except?: readonly string[];
  /** The API server drops the fault in silence, which is no reason for us to. */
  readonly dropped?: boolean;
}

export const deployment = object('apps/v1', 'Deployment', {
  replicas: 2,
  selector: { matchLabels: { app: 'web' } },
  strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: '25%' } },
  template: {
    metadata: { labels: { app: 'web' } },
    spec: {
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'web',
          image: 'example.com/web:1',
          args: ['--port=8080'],
          ports: [{ name: 'http', containerPort: 8080 }],
          resources: { requests: { cpu: '100m', memory: '64Mi' }, limits: { memory: '1Gi' } },
          readinessProbe: { httpGet: { path: '/ready', port: 'http' } },
          livenessProbe: { httpGet: { path: '/live', port: 8080 } },
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '1Gi' } }],
    },
  },
});

export const service = object('v1', 'Service', {
  selector: { app: 'web' },
  ports: [{ name: 'http', port: 80, targetPort: 'http' }],
});

export const prometheus = object('monitoring.coreos.com/v1', 'Prometheus', {
  replicas: 2,
  retention: '15d',
  serviceMonitorSelector: { matchLabels: { release: 'x' } },
  resources: { requests: { memory: '2Gi', cpu: 1 } },
  storage: { volumeClaimTemplate: { spec: { resources: { requests: { storage: '50Gi' } } } } },
});

export const rule = object('monitoring.coreos.com/v1', 'PrometheusRule', {
  groups: [{ name: 'a', interval: '30s', rules: [{ alert: 'Down', expr: 'up == 0', for: '5m' }] }],
});

export const certificate = object('cert-manager.io/v1', 'Certificate', {
  secretName: 'web-tls',
  dnsNames: ['web.example.com'],
  issuerRef: { name: 'ca', kind: 'ClusterIssuer' },
});

const middleware = object('traefik.io/v1alpha1', 'Middleware', {
  plugin: { mine: { any: { depth: ['of', 1, true] } } },
});

const externalSecret = object('external-secrets.io/v1', 'ExternalSecret', {
  refreshInterval: '1h',
  secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
  target: { name: 'web', creationPolicy: 'Owner' },
  data: [{ secretKey: 'password', remoteRef: { key: 'web', property: 'password' } }],
});

export const crd: KubeObject = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Thing', plural: 'things' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                additionalProperties: true,
                properties: {
                  mode: { type: 'string', enum: ['a', 'b'], default: 'a' },
                  free: {
                    type: 'object',
                    'x-kubernetes-preserve-unknown-fields': true,
                    default: { any: ['thing', 1] },
                  },
                  size: {
                    anyOf: [{ type: 'integer' }, { type: 'string' }],
                    'x-kubernetes-int-or-string': true,
                  },
                  list: {
                    type: 'array',
                    items: { type: 'object', additionalProperties: { type: 'string' } },
                  },
                },
              },
            },
          },
        },
      },
    ],
  },
};

const good: readonly (readonly [string, KubeObject])[] = [
  ['a Deployment', deployment],
  ['a Service', service],
  ['a Prometheus', prometheus],
  ['a PrometheusRule', rule],
  ['a Certificate', certificate],
  ['a plugin of a Middleware, which takes anything', middleware],
  ['an ExternalSecret', externalSecret],
  ['a CustomResourceDefinition', crd],
  ['a ConfigMap without a spec', { ...object('v1', 'ConfigMap'), data: { 'a.yaml': 'x: 1' } }],
  ['a Secret in base64', { ...object('v1', 'Secret'), data: { a: 'aGVsbG8=', b: 'aGVs\nbG8=\n', c: '' } }],
  ['a quantity as a number', with_(deployment, 'spec.template.spec.containers.0.resources.limits.cpu', 0.5)],
  [
    'a quantity with an exponent',
    with_(deployment, 'spec.template.spec.containers.0.resources.limits.cpu', '1e3'),
  ],
  ['a port by number where a name may stand', with_(service, 'spec.ports.0.targetPort', 8080)],
  ['a null where a field may be absent', with_(deployment, 'spec.template.spec.containers.0.env', null)],
  ['a null object where a field may be absent', with_(deployment, 'spec.template.spec.affinity', null)],
  ['a null annotation map', with_(service, 'metadata.annotations', null)],
  ['a time', with_(service, 'metadata.creationTimestamp', '2026-01-31T12:00:00Z')],
  ['a null where a custom kind requires nothing', with_(prometheus, 'spec.serviceMonitorSelector', null)],
  ['an int-or-string of a custom kind as a number', with_(prometheus, 'spec.resources.requests.cpu', 2)],
  [
    'a BGPPeer of the older version',
    object('metallb.io/v1beta1', 'BGPPeer', { myASN: 64512, peerASN: 64513, peerAddress: '10.0.0.1' }),
  ],
  [
    'a BGPPeer of the newer version',
    object('metallb.io/v1beta2', 'BGPPeer', { myASN: 64512, peerASN: 64513, peerAddress: '10.0.0.1' }),
  ],
  [
    'a NetworkPolicy with an empty selector',
    object('networking.k8s.io/v1', 'NetworkPolicy', { podSelector: {}, policyTypes: ['Ingress'] }),
  ],
  ['a subresource without content', with_(crd, 'spec.versions.0.subresources', { status: {} })],
];

const bad: readonly (readonly [string, KubeObject])[] = [
  ['a mistyped field', with_(deployment, 'spec.replica', 2)],
  [
    'a mistyped field deep in a container',
    with_(deployment, 'spec.template.spec.containers.0.imagePullPolice', 'Always'),
  ],
  ['a mistyped field of metadata', with_(service, 'metadata.label', { a: 'b' })],
  ['a mistyped field at the top', with_(service, 'specs', {})],
  ['a number in quotes', with_(deployment, 'spec.replicas', '2')],
  ['a fraction where a whole number belongs', with_(deployment, 'spec.replicas', 1.5)],
  ['a number beyond 32 bits', with_(deployment, 'spec.replicas', 4294967296)],
  ['a boolean label', with_(service, 'metadata.labels', { enabled: true })],
  [
    'a number as an environment value',
    with_(deployment, 'spec.template.spec.containers.0.env', [{ name: 'A', value: 1 }]),
  ],
  ['a map where a list belongs', with_(deployment, 'spec.template.spec.containers', { name: 'web' })],
  ['a string where an object belongs', with_(deployment, 'spec.template', 'web')],
  ['a null where an object is required', with_(deployment, 'spec.template', null)],
  ['no name', with_(service, 'metadata.name', undefined)],
  ['no selector', with_(deployment, 'spec.selector', undefined)],
  ['no name of a container', with_(deployment, 'spec.template.spec.containers.0.name', undefined)],
  ['no port of a Service', with_(service, 'spec.ports.0.port', undefined)],
  [
    'a quantity in megabytes',
    with_(deployment, 'spec.template.spec.containers.0.resources.limits.memory', '512MB'),
  ],
  [
    'a quantity that is a list',
    with_(deployment, 'spec.template.spec.containers.0.resources.limits.memory', ['1Gi']),
  ],
  ['a boolean port', with_(service, 'spec.ports.0.targetPort', true)],
  ['a Secret that is not in base64', { ...object('v1', 'Secret'), data: { a: 'no base64!' } }],
  ['a time without a zone', with_(service, 'metadata.creationTimestamp', '2026-01-31 12:00:00')],
  ['a kind that does not exist', object('v1', 'Deployment')],
  ['a kind in lower case', object('apps/v1', 'deployment', deployment.spec)],
  ['an API that was removed', object('policy/v1beta1', 'PodDisruptionBudget', { minAvailable: 1 })],
  ['a group that no one serves', object('example.com/v1', 'Thing')],
  ['a version that the group does not serve', object('cert-manager.io/v1alpha2', 'Certificate')],
  ['a path as a group', object('../../../etc/v1', 'passwd')],
  ['an inherited property as a kind', object('v1', 'constructor')],
  ['an enum of a custom kind', with_(prometheus, 'spec.logLevel', 'loud')],
  ['a pattern of a custom kind', with_(prometheus, 'spec.retention', 'two weeks')],
  ['a mistyped field of a custom kind', with_(prometheus, 'spec.retentionsize', '10GB')],
  [
    'a mistyped field of a pod template in a custom kind',
    with_(prometheus, 'spec.securityContext', { runAsNonRot: true }),
  ],
  ['a rule without an expression', with_(rule, 'spec.groups.0.rules.0.expr', undefined)],
  ['an int-or-string of a custom kind as a boolean', with_(rule, 'spec.groups.0.rules.0.expr', true)],
  ['a pattern on an int-or-string', with_(prometheus, 'spec.resources.requests.memory', '2 gigabytes')],
  ['a null where a custom kind requires a value', with_(certificate, 'spec.secretName', null)],
  ['a duplicate in a list that is a set', with_(prometheus, 'spec.enableFeatures', ['a', 'a'])],
  ['a Certificate without an issuer', with_(certificate, 'spec.issuerRef', undefined)],
  ['a mistyped Middleware', with_(middleware, 'spec.basicauth', {})],
  ['an ExternalSecret with an unknown policy', with_(externalSecret, 'spec.target.creationPolicy', 'Mine')],
  [
    'a field of the newer BGPPeer in the older',
    object('metallb.io/v1beta1', 'BGPPeer', { myASN: 1, peerASN: 2, peerAddress: '10.0.0.1', vrf: 'red' }),
  ],
  [
    'a number below its bound',
    object('metallb.io/v1beta2', 'BGPPeer', { myASN: -1, peerASN: 2, peerAddress: '10.0.0.1' }),
  ],
  ['a CRD with a mistyped field', with_(crd, 'spec.versions.0.schema.openAPIV3Schema.property', {})],
  [
    'a CRD with a wrong type deep in its schema',
    with_(crd, 'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.mode.minLength', '1'),
  ],
  ['a CRD without a scope', with_(crd, 'spec.scope', undefined)],
  [
    'content in a subresource that has none',
    with_(crd, 'spec.versions.0.subresources', { status: { path: '.status' } }),
  ],
];

export const cases: readonly Case[] = [
  ...good.map(([title, object]) => ({ title, valid: true, object })),
  ...bad.map(([title, object]) => ({ title, valid: false, object })),
  {
    // Behind a decoder of its own, strict decoding sees nothing.
    title: 'a CRD with a mistyped field deep in its schema',
    valid: false,
    object: with_(
      crd,
      'spec.versions.0.schema.openAPIV3Schema.properties.spec.properties.list.items.typ',
      'string',
    ),
    dropped: true,
  },
  {
    title: 'a field that came with 1.34',
    valid: true,
    object: with_(deployment, 'spec.template.spec.hostnameOverride', 'web'),
    except: ['1.33'],
  },
  {
    title: 'an API that came with 1.34',
    valid: true,
    object: object('resource.k8s.io/v1', 'ResourceClaimTemplate', { spec: {} }),
    except: ['1.33'],
  },
  {
    title: 'an API that went with 1.37',
    valid: true,
    object: with_(
      object('networking.k8s.io/v1beta1', 'IPAddress', { parentRef: { resource: 'services', name: 'web' } }),
      'metadata',
      { name: '10.9.8.7' },
    ),
    except: ['1.37'],
  },
];

export function object(apiVersion: string, kind: string, spec?: unknown): KubeObject {
  return {
    apiVersion,
    kind,
    metadata: { name: 'web', namespace: 'web' },
    ...(spec === undefined ? {} : { spec }),
  };
}

/** A copy with one field set, or removed when the value is undefined. */
export function with_(base: KubeObject, path: string, value: unknown): KubeObject {
  const copy = structuredClone(base) as Record<string, unknown>;
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  const parent = keys.reduce<Record<string, unknown>>((at, key) => {
    at[key] ??= {};
    return at[key] as Record<string, unknown>;
  }, copy);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy as unknown as KubeObject;
}

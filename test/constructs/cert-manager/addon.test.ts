// cert-manager: issuers, solvers, network flows and rights as a profile asks for them.
import { describe, expect, it } from 'vitest';
import { certManager } from '../../../constructs/cert-manager/addon.js';
import type { Platform } from '../../../constructs/kit/platform.js';
import type { KubeObject } from '../../../src/synth/document.js';
import { renderAddon } from '../../../src/synth/render.js';
import { barePlatform, fullPlatform } from '../../support/platform.js';

const parse = (config: unknown) => certManager.config.parse(config);
const render = (config: unknown, platform: Platform = fullPlatform) =>
  renderAddon(certManager, parse(config), platform);

function find(objects: readonly KubeObject[], kind: string, name: string) {
  const found = objects.find((o) => o.kind === kind && o.metadata.name === name);
  expect(found, `${kind} ${name}`).toBeDefined();
  return found as KubeObject & { spec: never; rules: never; webhooks: never };
}

const account = { email: 'ops@example.com' };
const cloudflare = { dns01: { cloudflare: {} } };

describe('the issuers of cert-manager', () => {
  it('are both the private CA without an ACME account', () => {
    const objects = render({});
    const ca = { ca: { secretName: 'plinth-private-ca' } };
    expect(find(objects, 'ClusterIssuer', 'plinth-private').spec).toEqual(ca);
    expect(find(objects, 'ClusterIssuer', 'plinth-public').spec).toEqual(ca);
    expect(find(objects, 'Certificate', 'plinth-private-ca').spec).toMatchObject({
      isCA: true,
      duration: '87600h',
      privateKey: { rotationPolicy: 'Never' },
      issuerRef: { kind: 'Issuer', name: 'plinth-private-ca-self-signed' },
    });
  });

  it('use Let’s Encrypt with HTTP-01 through the platform’s ingress when an account is named', () => {
    const issuer = find(render({ acme: account }), 'ClusterIssuer', 'plinth-public');
    expect(issuer.spec).toEqual({
      acme: {
        email: 'ops@example.com',
        server: 'https://acme-v02.api.letsencrypt.org/directory',
        privateKeySecretRef: { name: 'acme-account-letsencrypt' },
        solvers: [{ http01: { ingress: { serviceType: 'ClusterIP', ingressClassName: 'traefik' } } }],
      },
    });
  });

  it('keep user-facing hosts on the private CA when the profile says so, account or not', () => {
    const config = { acme: account, publicIssuer: 'private' };
    expect(find(render(config), 'ClusterIssuer', 'plinth-public').spec).toHaveProperty('ca');
    expect(certManager.provides?.(parse(config), fullPlatform.cluster).certificates).not.toHaveProperty(
      'http01',
    );
  });

  it('sign with a CA that the user brings, and then make no root', () => {
    const config = { privateCa: { existingSecret: 'corporate-ca' } };
    const objects = render(config);
    expect(find(objects, 'ClusterIssuer', 'plinth-private').spec).toEqual({
      ca: { secretName: 'corporate-ca' },
    });
    expect(objects.some((o) => o.kind === 'Certificate')).toBe(false);
    expect(certManager.secrets?.(parse(config), fullPlatform)).toEqual([
      expect.objectContaining({ name: 'corporate-ca', namespace: 'cert-manager', type: 'kubernetes.io/tls' }),
    ]);
  });

  it('keep the account keys of different ACME servers apart', () => {
    const name = (server: string) => {
      const issuer = find(render({ acme: { ...account, server } }), 'ClusterIssuer', 'plinth-public');
      return (issuer.spec as { acme: { privateKeySecretRef: { name: string } } }).acme.privateKeySecretRef
        .name;
    };
    const names = ['letsencrypt', 'letsencrypt-staging', 'https://ca.example.com/dir'].map(name);
    expect(new Set(names).size).toBe(3);
  });

  it('hand pull secrets to the solver pods', () => {
    const platform = { ...fullPlatform, images: { pullSecrets: ['regcred'] } };
    const issuer = find(render({ acme: account }, platform), 'ClusterIssuer', 'plinth-public');
    expect(JSON.stringify(issuer)).toContain('"imagePullSecrets":[{"name":"regcred"}]');
  });
});

describe('ACME solvers', () => {
  const solver = (dns01: unknown) => {
    const objects = render({ acme: { ...account, solvers: [{ dns01 }] } });
    const spec = find(objects, 'ClusterIssuer', 'plinth-public').spec as {
      acme: { solvers: { dns01: unknown }[] };
    };
    return spec.acme.solvers[0]?.dns01;
  };

  it.each([
    [
      { cloudflare: {} },
      { cloudflare: { apiTokenSecretRef: { name: 'acme-cloudflare', key: 'api-token' } } },
    ],
    [{ route53: { region: 'eu-west-1' } }, { route53: { region: 'eu-west-1' } }],
    [
      { route53: { region: 'eu-west-1', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' } },
      {
        route53: {
          region: 'eu-west-1',
          accessKeyID: 'AKIAIOSFODNN7EXAMPLE',
          secretAccessKeySecretRef: { name: 'acme-route53', key: 'secret-access-key' },
        },
      },
    ],
    [
      { cnameStrategy: 'Follow', cloudDns: { project: 'p', serviceAccount: {} } },
      {
        cnameStrategy: 'Follow',
        cloudDNS: { project: 'p', serviceAccountSecretRef: { name: 'acme-clouddns', key: 'key.json' } },
      },
    ],
    [
      {
        azureDns: {
          subscriptionId: 's',
          resourceGroupName: 'g',
          hostedZoneName: 'z',
          managedIdentityClientId: 'm',
        },
      },
      {
        azureDNS: {
          subscriptionID: 's',
          resourceGroupName: 'g',
          hostedZoneName: 'z',
          environment: 'AzurePublicCloud',
          managedIdentity: { clientID: 'm' },
        },
      },
    ],
    [
      { digitalOcean: {} },
      { digitalocean: { tokenSecretRef: { name: 'acme-digitalocean', key: 'access-token' } } },
    ],
    [
      { rfc2136: { nameserver: '192.0.2.1:5353', tsigKeyName: 'acme.' } },
      {
        rfc2136: {
          nameserver: '192.0.2.1:5353',
          protocol: 'TCP',
          tsigKeyName: 'acme.',
          tsigAlgorithm: 'HMACSHA256',
          tsigSecretSecretRef: { name: 'acme-rfc2136', key: 'tsig-secret' },
        },
      },
    ],
    [
      { acmeDns: { host: 'https://auth.acme-dns.io' } },
      {
        acmeDNS: {
          host: 'https://auth.acme-dns.io',
          accountSecretRef: { name: 'acme-dns', key: 'acmedns.json' },
        },
      },
    ],
    [
      { webhook: { groupName: 'acme.example.com', solverName: 'hetzner', config: { zone: 'z' } } },
      { webhook: { groupName: 'acme.example.com', solverName: 'hetzner', config: { zone: 'z' } } },
    ],
  ])('become what the CRD has for %j', (dns01, expected) => {
    expect(solver(dns01)).toEqual(expected);
  });

  it('ask for the tokens that they read, and for none where the pod’s identity serves', () => {
    const secrets = (solvers: unknown[]) =>
      certManager.secrets?.(parse({ acme: { ...account, solvers } }), fullPlatform);
    expect(secrets([cloudflare])).toEqual([
      expect.objectContaining({
        namespace: 'cert-manager',
        name: 'acme-cloudflare',
        keys: { 'api-token': expect.objectContaining({ kind: 'given' }) },
      }),
    ]);
    expect(secrets([{ dns01: { route53: { region: 'eu-west-1' } } }])).toEqual([]);
    expect(secrets([{ http01: {} }])).toEqual([]);
  });

  it('let the controller use the pod’s identity only where one of them needs it', () => {
    const flag = (solvers: unknown[]) =>
      JSON.stringify(find(render({ acme: { ...account, solvers } }), 'Deployment', 'cert-manager')).match(
        /ambient-credentials=(\w+)/,
      )?.[1];
    expect(flag([{ dns01: { route53: { region: 'eu-west-1' } } }])).toBe('true');
    expect(flag([cloudflare])).toBe('false');
  });

  it.each([
    [{ dns01: {} }, /exactly one provider/],
    [{ dns01: { cloudflare: {}, digitalOcean: {} } }, /exactly one provider/],
    [{ dns01: { cloudflare: {} }, http01: {} }, /either http01 or dns01/],
    [{}, /either http01 or dns01/],
    [{ dns01: { rfc2136: { nameserver: 'fd00::1:53' } } }, /brackets/],
  ])('are refused when they are %j', (bad, message) => {
    expect(() => parse({ acme: { ...account, solvers: [bad] } })).toThrow(message);
  });
});

describe('problems of a cert-manager configuration', () => {
  const problems = (config: unknown, platform = fullPlatform) =>
    (certManager.problems?.(parse(config), platform) ?? []).map((p) => `${p.path.join('.')} ${p.message}`);

  it('are none for the defaults and for an account', () => {
    expect(problems({})).toEqual([]);
    expect(problems({ acme: account })).toEqual([]);
  });

  it('are found where HTTP-01 has no ingress or asks for a wildcard', () => {
    expect(problems({ acme: account }, barePlatform)).toEqual([
      expect.stringMatching(/^acme\.solvers\.0\.http01 needs an ingress controller/),
    ]);
    expect(
      problems({ acme: { ...account, solvers: [{ http01: {}, dnsNames: ['*.example.com'] }] } }),
    ).toEqual([expect.stringContaining('wildcard')]);
  });

  it('are found where acme is asked for without an account, and where the root would renew for ever', () => {
    expect(problems({ publicIssuer: 'acme' })).toEqual([expect.stringMatching(/^publicIssuer /)]);
    expect(problems({ privateCa: { duration: '720h', renewBefore: '43200m' } })).toEqual([
      expect.stringMatching(/^privateCa\.renewBefore /),
    ]);
  });
});

describe('the network of cert-manager', () => {
  const egress = (config: unknown, platform = fullPlatform) =>
    JSON.stringify(find(render(config, platform), 'NetworkPolicy', 'cert-manager').spec);

  it('ends at the API server without ACME', () => {
    expect(egress({})).not.toContain('"port":443');
    expect(egress({})).toContain('"port":6443');
    expect(egress({})).not.toContain('"port":53');
  });

  it('leads to the ACME server’s own port, and to port 80 only for HTTP-01 self-checks', () => {
    const acme = { ...account, server: 'https://ca.example.com:9000/directory', solvers: [cloudflare] };
    expect(egress({ acme })).toContain('"port":9000');
    expect(egress({ acme })).not.toContain('"port":80,');
    expect(egress({ acme: account })).toContain('"port":80,');
  });

  it('leads to authoritative name servers for DNS-01, unless only resolvers are asked', () => {
    const outside53 = (config: unknown) =>
      (find(render(config), 'NetworkPolicy', 'cert-manager').spec as { egress: unknown[] }).egress.some(
        (rule) => JSON.stringify(rule).includes('0.0.0.0/0') && JSON.stringify(rule).includes('"port":53,'),
      );
    const acme = { ...account, solvers: [cloudflare] };
    expect(outside53({ acme })).toBe(true);
    const doh = { recursiveNameservers: ['https://1.1.1.1/dns-query'], recursiveNameserversOnly: true };
    expect(outside53({ acme, dns01: doh })).toBe(false);
    expect(outside53({ acme: account })).toBe(false);
  });

  it('lets HTTP-01 self-checks reach the ingress controller’s pods', () => {
    const ingress = { ...fullPlatform.ingress!, ports: [8000, 8443] };
    expect(egress({ acme: account }, { ...fullPlatform, ingress })).toContain('"port":8443');
  });

  it('admits the API server alone to the webhook', () => {
    const spec = find(render({}), 'NetworkPolicy', 'cert-manager-webhook').spec;
    expect(spec).toMatchObject({
      ingress: [{ from: [{ ipBlock: { cidr: '10.0.0.0/24' } }], ports: [{ port: 10250 }] }],
    });
  });
});

describe('the rights of cert-manager', () => {
  const rights = (config: unknown) => JSON.stringify(render(config).filter((o) => o.kind === 'ClusterRole'));

  it('leave OpenShift, certificate signing requests and Gateway API out', () => {
    expect(rights({})).not.toMatch(/route\.openshift\.io|certificatesigningrequests|gateway\.networking/);
    expect(rights({ gatewayApi: true })).toContain('gateway.networking.k8s.io');
  });

  it('let nobody create Orders and Challenges by hand', () => {
    const { rules } = find(render({}), 'ClusterRole', 'cert-manager-edit');
    const acme = (rules as { apiGroups: string[]; verbs: string[] }[]).filter((r) =>
      r.apiGroups.includes('acme.cert-manager.io'),
    );
    expect(acme.flatMap((r) => r.verbs)).not.toContain('create');
  });

  it('give a reason wherever Secrets of all namespaces are read', () => {
    const roles = render({}).filter(
      (o) => o.kind === 'ClusterRole' && JSON.stringify(o).includes('"secrets"'),
    );
    expect(roles.length).toBeGreaterThan(0);
    for (const role of roles) expect(role.metadata.annotations).toHaveProperty(['plinth.dev/rbac-reason']);
  });

  it('keep the leases of the leaders in the namespace', () => {
    const leases = render({}).filter((o) => o.kind === 'Role' && JSON.stringify(o).includes('leases'));
    expect(leases.map((o) => o.metadata.namespace)).toEqual(['cert-manager', 'cert-manager']);
  });
});

describe('the workloads of cert-manager', () => {
  it('run on as many nodes as there are, and no more', () => {
    const small = {
      ...fullPlatform,
      cluster: { ...fullPlatform.cluster, controlPlanes: 1, workers: 0 },
    };
    const counts = (platform: Platform) =>
      render({}, platform)
        .filter((o) => o.kind === 'Deployment')
        .map((o) => (o.spec as { replicas: number }).replicas);
    expect(counts(fullPlatform)).toEqual([2, 3, 2]);
    expect(counts(small)).toEqual([1, 1, 1]);
    expect(render({}, small).some((o) => o.kind === 'PodDisruptionBudget')).toBe(false);
  });

  it('fail closed in the webhook, with the CA injected rather than rendered', () => {
    for (const kind of ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']) {
      const hook = find(render({}), kind, 'cert-manager-webhook');
      expect(hook.metadata.annotations).toEqual({
        'cert-manager.io/inject-ca-from-secret': 'cert-manager/cert-manager-webhook-ca',
      });
      expect(hook.webhooks).toMatchObject([{ failurePolicy: 'Fail' }]);
      expect(JSON.stringify(hook)).not.toContain('caBundle');
    }
  });

  it('take the solver image from the mirror too', () => {
    const platform = { ...fullPlatform, images: { registry: 'registry.example.com/m', pullSecrets: [] } };
    const args = JSON.stringify(find(render({}, platform), 'Deployment', 'cert-manager'));
    expect(args).toContain(
      '--acme-http01-solver-image=registry.example.com/m/jetstack/cert-manager-acmesolver:v1.21.1',
    );
  });

  it('bring no monitoring objects where nothing monitors', () => {
    const kinds = render({}, barePlatform).map((o) => o.kind);
    expect(kinds).not.toContain('ServiceMonitor');
    expect(kinds).not.toContain('PrometheusRule');
  });
});

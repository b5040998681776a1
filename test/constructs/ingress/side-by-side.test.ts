// Ingress controllers as whole profiles: each alone, two beside each other, and the way from one to the next.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/package-root.js';
import { planProfile } from '../../../src/render.js';
import { type Document, identityOf } from '../../../src/synth/document.js';
import { secretNeeds, synthesize } from '../../../src/synth/synthesize.js';
import { validateSchemas } from '../../../src/validate/schema.js';
import { folderWith } from '../../support/files.js';

const controllers = ['traefik', 'ingress-nginx', 'nginx', 'contour'] as const;
type Controller = (typeof controllers)[number];

/** A plan of a cluster with monitoring, sign-in if asked for, and these controllers. */
async function planOf(options: {
  readonly controllers: Readonly<Partial<Record<Controller, object>>>;
  readonly inside?: boolean;
  readonly signIn?: boolean;
  readonly acme?: boolean;
}) {
  const host = options.inside ? { host: false } : {};
  const profile = {
    apiVersion: 'plinth.dev/v1alpha1',
    kind: 'Profile',
    metadata: { name: 'acme' },
    cluster: {
      name: 'acme',
      domain: 'acme.example',
      kubernetesVersion: '1.34',
      distribution: 'kubeadm',
      nodeCidrs: ['10.1.0.0/24'],
    },
    platform: { storage: { block: 'fast' } },
    addons: {
      'cert-manager': options.acme ? { acme: { email: 'ops@acme.example' } } : {},
      metallb: { pools: [{ name: 'default', addresses: ['192.0.2.0/24'], l2: {} }] },
      'prometheus-stack': { prometheus: host, alertmanager: host },
      ...(options.signIn
        ? {
            'oauth2-proxy': {
              issuerUrl: 'https://id.acme.example',
              clientId: 'plinth',
              access: { emailDomains: ['acme.example'] },
            },
          }
        : {}),
      ...options.controllers,
    },
  };
  return await planProfile(join(folderWith({ 'acme.yaml': JSON.stringify(profile) }), 'acme.yaml'));
}

const second = { ingressClass: { default: false } };
const render = (options: Parameters<typeof planOf>[0]) => planOf(options).then(synthesize);
const ofKind = (documents: readonly Document[], kind: string) =>
  documents.map((d) => d.object).filter((o) => o.kind === kind);
const byIdentity = (documents: readonly Document[]) =>
  new Map(documents.map(({ object }) => [identityOf(object), object]));

describe.each(controllers)('%s, alone', (controller) => {
  const inside = controller === 'contour';

  it('is a valid bundle, and serves the hosts of the platform', async () => {
    const documents = await render({ controllers: { [controller]: {} }, inside });
    expect(
      validateSchemas(
        documents.map((d) => ({ ...d, file: identityOf(d.object) })),
        '1.34',
      ),
    ).toEqual([]);
    const className = ofKind(documents, 'IngressClass').map((o) => o.metadata.name);
    expect(className).toHaveLength(1);
    const ingresses = ofKind(documents, 'Ingress');
    expect(ingresses.map((o) => o.metadata.name)).toContain('grafana');
    for (const ingress of ingresses) expect(ingress.spec).toMatchObject({ ingressClassName: className[0] });
  });

  it('guards what has no users of its own, or the plan says that it cannot', async () => {
    const guarded = async (signIn: boolean) =>
      ofKind(await render({ controllers: { [controller]: {} }, signIn }), 'Ingress').find(
        (o) => o.metadata.name === 'prometheus',
      )?.metadata.annotations;
    const marks = {
      traefik: /sign-in/,
      'ingress-nginx': /auth-(type|url)/,
      nginx: /basic-auth-secret/,
      contour: /-/,
    };
    for (const signIn of [false, true]) {
      const refused = controller === 'contour' || (controller === 'nginx' && signIn);
      if (refused) {
        await expect(guarded(signIn)).rejects.toThrow(
          new RegExp(`addons\\.prometheus-stack\\.prometheus\\.host: .*${controller}.*use traefik`),
        );
      } else {
        const annotations = await guarded(signIn);
        expect(Object.keys(annotations ?? {}).join() + JSON.stringify(annotations)).toMatch(
          marks[controller],
        );
      }
    }
  });
});

describe('two ingress controllers', () => {
  const pairs = controllers.flatMap((first) =>
    controllers.filter((other) => other !== first).map((other) => [first, other] as const),
  );

  it.each(pairs)('%s and %s run side by side, and one of them is the platform’s', async (first, other) => {
    const documents = await render({
      controllers: { [first]: {}, [other]: second },
      inside: first === 'contour',
    });
    const classes = ofKind(documents, 'IngressClass');
    expect(new Set(classes.map((o) => o.metadata.name)).size).toBe(2);
    const preferred = classes.filter(
      (o) => o.metadata.annotations?.['ingressclass.kubernetes.io/is-default-class'],
    );
    expect(preferred).toHaveLength(1);
    for (const ingress of ofKind(documents, 'Ingress')) {
      expect(ingress.spec).toMatchObject({ ingressClassName: preferred[0]?.metadata.name });
    }
    expect(
      validateSchemas(
        documents.map((d) => ({ ...d, file: identityOf(d.object) })),
        '1.34',
      ),
    ).toEqual([]);
  });

  it('are refused when both want to be the platform’s, and when both want one class', async () => {
    await expect(planOf({ controllers: { traefik: {}, 'ingress-nginx': {} } })).rejects.toThrow(
      /provides an ingress controller, and so does addons\.ingress-nginx; keep one/,
    );
    const same = { 'ingress-nginx': {}, nginx: { ingressClass: { name: 'nginx', default: false } } };
    await expect(render({ controllers: same })).rejects.toThrow(
      /addons\.\S+ and addons\.\S+ both render \S*IngressClass nginx/,
    );
  });

  it('leave nothing without an ingress when neither is the platform’s: hosts are not rendered', async () => {
    expect(
      ofKind(await render({ controllers: { traefik: second, 'ingress-nginx': second } }), 'Ingress'),
    ).toEqual([]);
  });
});

describe('the way from ingress-nginx', () => {
  const guide = readFileSync(join(packageRoot, 'docs', 'guides', 'migrating-from-ingress-nginx.md'), 'utf8');
  const switched = guide.slice(guide.indexOf('## 3.'), guide.indexOf('## 4.'));
  /** Kinds in the guide's table of what the switch changes. */
  const announced = [...switched.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);

  const before = { 'ingress-nginx': {} };
  const beside = (other: Controller) => ({ 'ingress-nginx': {}, [other]: second });
  const after = (other: Controller) => ({ 'ingress-nginx': second, [other]: {} });

  it.each(['traefik', 'contour'] as const)('adds %s without changing anything that exists', async (other) => {
    const old = byIdentity(await render({ controllers: before, inside: other === 'contour', acme: true }));
    const both = byIdentity(
      await render({ controllers: beside(other), inside: other === 'contour', acme: true }),
    );
    for (const [identity, object] of old) {
      // Grafana mounts one dashboard more, and rolls for it.
      if (/grafana/.test(identity)) continue;
      expect(both.get(identity), identity).toEqual(object);
    }
  });

  it.each(['traefik', 'contour'] as const)(
    'switches the default to %s by changing what the guide says',
    async (other) => {
      const options = { inside: other === 'contour', acme: true, signIn: other === 'traefik' };
      const old = byIdentity(await render({ controllers: beside(other), ...options }));
      const now = byIdentity(await render({ controllers: after(other), ...options }));
      const changed = [...new Set([...old.keys(), ...now.keys()])].filter(
        (identity) => JSON.stringify(old.get(identity)) !== JSON.stringify(now.get(identity)),
      );
      const kinds = new Set(changed.map((identity) => (old.get(identity) ?? now.get(identity))?.kind));
      expect(
        [...kinds].filter((kind) => !announced.includes(kind)),
        changed.join('\n'),
      ).toEqual([]);
      const rolled = changed.filter((identity) => /^apps\//.test(identity));
      expect(rolled.filter((identity) => !identity.endsWith('/grafana'))).toEqual([]);
      expect(kinds).toContain('Ingress');
      expect(kinds).toContain('IngressClass');
      const own = changed.filter((identity) =>
        /^networking\.k8s\.io\/NetworkPolicy (traefik|projectcontour|ingress-nginx)\//.test(identity),
      );
      expect(own).toEqual([]);
    },
  );

  it('changes the key of basic authentication, as the guide says', async () => {
    const users = async (those: Parameters<typeof planOf>[0]['controllers']) =>
      secretNeeds(await planOf({ controllers: those }))
        .filter((need) => need.name === 'prometheus-basic-auth')
        .flatMap((need) => Object.keys(need.keys));
    expect(await users(beside('traefik'))).toEqual(['auth']);
    expect(await users(after('traefik'))).toEqual(['users']);
    expect(switched).toContain('`auth` with ingress-nginx, `users` with Traefik');
  });

  it('lets Traefik read the old annotations, without touching the old addresses until it takes over', async () => {
    const traefikArguments = async (ingressNginx: object) => {
      const documents = await render({ controllers: { traefik: { ingressNginx } } });
      return {
        text: JSON.stringify(ofKind(documents, 'Deployment')),
        classes: ofKind(documents, 'IngressClass'),
      };
    };
    const reading = await traefikArguments({});
    expect(reading.text).toContain('--providers.kubernetesingressnginx=true');
    expect(reading.text).not.toContain('kubernetesingressnginx.publishservice');
    expect(reading.classes.map((o) => o.metadata.name)).toEqual(['traefik']);
    const taken = await traefikArguments({ takeOver: true });
    expect(taken.text).toContain('--providers.kubernetesingressnginx.publishservice=traefik/traefik');
    const old = taken.classes.find((o) => o.metadata.name === 'nginx');
    const original = ofKind(await render({ controllers: { 'ingress-nginx': {} } }), 'IngressClass')[0];
    expect(old?.spec).toEqual(original?.spec);
  });

  it('does not let Traefik take over while ingress-nginx is still there', async () => {
    const both = { 'ingress-nginx': second, traefik: { ingressNginx: { takeOver: true } } };
    await expect(render({ controllers: both })).rejects.toThrow(/both render \S*IngressClass nginx/);
  });
});

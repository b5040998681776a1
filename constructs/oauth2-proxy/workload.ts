// The pods of oauth2-proxy: they keep no state, so any number may run and any may be lost.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { hostOf } from '../kit/expose.js';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import {
  budget,
  checksum,
  containerSecurity,
  httpProbe,
  podSecurity,
  replicas,
  resources,
  serviceAccount,
  spread,
  surge,
} from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, emailsName, namespaceName, ports, proxyPods, secretName, workloadName } from './names.js';
import { pins } from './pins.js';

const metadata = { name: workloadName, namespace: namespaceName, labels: labels(addonName, workloadName) };

export function workload(scope: Construct, config: Config, platform: Platform): void {
  const count = replicas(config.replicas, platform);
  const emails = config.access.emails.map((address) => `${address}\n`).join('');
  const volumes = files(config).map((f) => f.volume);
  serviceAccount(scope, addonName, namespaceName, workloadName, platform);
  if (emails) {
    new k8s.KubeConfigMap(scope, 'emails', {
      metadata: { name: emailsName, namespace: namespaceName, labels: labels(addonName, emailsName) },
      data: { emails },
    });
  }
  new k8s.KubeDeployment(scope, 'deployment', {
    metadata,
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      selector: { matchLabels: proxyPods },
      strategy: surge(),
      template: {
        metadata: {
          labels: labels(addonName, workloadName),
          ...(emails ? { annotations: checksum(emails) } : {}),
        },
        spec: {
          serviceAccountName: workloadName,
          automountServiceAccountToken: false,
          enableServiceLinks: false,
          priorityClassName: 'plinth-platform',
          securityContext: podSecurity(65532),
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, proxyPods, { perRevision: true }),
          containers: [container(config, platform)],
          ...(volumes.length > 0 ? { volumes } : {}),
        },
      },
    },
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    selector: proxyPods,
    replicas: count,
  });
}

function container(config: Config, platform: Platform): k8s.Container {
  const { cpu, memory, memoryLimit } = config.resources;
  const mounts = files(config).map((f) => f.mount);
  const fromSecret = (name: string, key: string) => ({
    name,
    valueFrom: { secretKeyRef: { name: secretName, key } },
  });
  return {
    name: 'oauth2-proxy',
    image: imageRef(pins.images.oauth2Proxy, platform),
    args: proxyArguments(config, platform),
    env: [
      fromSecret('OAUTH2_PROXY_CLIENT_SECRET', 'client-secret'),
      fromSecret('OAUTH2_PROXY_COOKIE_SECRET', 'cookie-secret'),
    ],
    ports: [
      { name: 'http', containerPort: ports.http },
      { name: 'metrics', containerPort: ports.metrics },
    ],
    resources: resources(cpu, memory, memoryLimit),
    securityContext: containerSecurity(),
    livenessProbe: httpProbe('/ping', 'http', { failures: 6 }),
    readinessProbe: httpProbe('/ready', 'http', { period: 5, failures: 2 }),
    ...(mounts.length > 0 ? { volumeMounts: mounts } : {}),
  };
}

/** Files that the profile asks for: the list of addresses, and the CA of the issuer. */
function files(config: Config): { volume: k8s.Volume; mount: k8s.VolumeMount }[] {
  const file = (name: string, source: Omit<k8s.Volume, 'name'>) => ({
    volume: { name, ...source },
    mount: { name, mountPath: `/etc/oauth2-proxy/${name}`, readOnly: true },
  });
  const { caSecret } = config.oidc;
  return [
    ...(config.access.emails.length > 0 ? [file('emails', { configMap: { name: emailsName } })] : []),
    ...(caSecret
      ? [file('ca', { secret: { secretName: caSecret, items: [{ key: 'ca.crt', path: 'ca.crt' }] } })]
      : []),
  ];
}

/** Flags: oauth2-proxy/oauth2-proxy@v7.15.3:docs/docs/configuration/overview.md */
export function proxyArguments(config: Config, platform: Platform): string[] {
  const { oidc, access, session } = config;
  const { cluster } = platform;
  return [
    `--http-address=0.0.0.0:${ports.http}`,
    `--metrics-address=0.0.0.0:${ports.metrics}`,
    // Behind Traefik's ForwardAuth, `/` answers 202 to who is signed in and sends everyone else to the issuer by itself:
    // docs/docs/configuration/integrations/traefik.md, "static upstreams".
    '--upstream=static://202',
    '--reverse-proxy=true',
    // Only pods may say for which host they ask; the NetworkPolicy lets the ingress controller's in.
    ...cluster.podCidrs.map((cidr) => `--trusted-proxy-ip=${cidr}`),
    '--set-xauthrequest=true',
    '--pass-basic-auth=false',
    '--skip-provider-button=true',
    '--provider=oidc',
    `--oidc-issuer-url=${config.issuerUrl}`,
    `--client-id=${config.clientId}`,
    `--redirect-url=https://${hostOf(platform, config.host)}/oauth2/callback`,
    `--scope=${oidc.scopes.join(' ')}`,
    '--code-challenge-method=S256',
    // Upstream skips the nonce unless told not to.
    '--insecure-oidc-skip-nonce=false',
    `--oidc-email-claim=${oidc.emailClaim}`,
    `--oidc-groups-claim=${oidc.groupsClaim}`,
    ...oidc.extraAudiences.map((audience) => `--oidc-extra-audience=${audience}`),
    ...(oidc.allowUnverifiedEmail ? ['--insecure-oidc-allow-unverified-email=true'] : []),
    ...(oidc.prompt ? [`--prompt=${oidc.prompt}`] : []),
    ...(oidc.caSecret
      ? ['--provider-ca-file=/etc/oauth2-proxy/ca/ca.crt', '--use-system-trust-store=true']
      : []),
    ...emailDomains(access).map((domain) => `--email-domain=${domain}`),
    ...(access.emails.length > 0 ? ['--authenticated-emails-file=/etc/oauth2-proxy/emails/emails'] : []),
    ...access.groups.map((group) => `--allowed-group=${group}`),
    `--whitelist-domain=.${cluster.domain}`,
    ...config.redirectDomains.map((domain) => `--whitelist-domain=.${domain}`),
    `--cookie-name=${session.cookieName}`,
    // One sign-in for every host of the cluster.
    `--cookie-domain=.${cluster.domain}`,
    `--cookie-expire=${session.lifetime}`,
    '--cookie-secure=true',
    '--cookie-httponly=true',
    '--cookie-samesite=lax',
    // A page that loads many parts at once would otherwise overwrite its own attempt to sign in.
    '--cookie-csrf-per-request=true',
    '--cookie-csrf-per-request-limit=20',
    ...(session.refresh
      ? [`--cookie-refresh=${session.refresh}`]
      : // Tokens are of no use without refreshing; without them the cookie is small.
        ['--session-cookie-minimal=true']),
    '--silence-ping-logging=true',
    // Traefik logs requests; sign-ins are logged here.
    '--request-logging=false',
    '--auth-logging=true',
    '--footer=-',
  ];
}

function emailDomains(access: Config['access']): readonly string[] {
  if (access.emailDomains.length > 0) return access.emailDomains;
  return access.groups.length > 0 && access.emails.length === 0 ? ['*'] : [];
}

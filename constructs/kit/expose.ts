// A user-facing service: Ingress, certificate, NetworkPolicy, and sign-in where the service has none of its own.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { allow, flow } from './allow.js';
import { certificate } from './certificate.js';
import { guard } from './guard.js';
import { type Labels, labels } from './labels.js';
import type { Platform } from './platform.js';

export interface Exposure {
  readonly addon: string;
  readonly namespace: string;
  /** Name of the Ingress and of its certificate. */
  readonly name: string;
  /** Host below the cluster's domain: `grafana` becomes `grafana.<domain>`. */
  readonly host: string;
  readonly service: { readonly name: string; readonly port: string };
  /** The pods behind the Service and the container port that serves. */
  readonly pods: { readonly labels: Labels; readonly port: number | string };
  /** Prefixes that other Services of the namespace serve, before `/`. They share auth and backendTls. */
  readonly paths?: readonly ExposedPath[];
  /** `own`: the service signs users in. `guarded`: basic authentication or the platform's sign-in stands before it. */
  readonly auth: 'own' | 'guarded';
  /**
   * The service speaks TLS itself: with `ca.crt` in this Secret of its namespace and this name on its certificate, or
   * `true` where nothing is verified. Put backendAnnotations() on the Service. nginx and contour never verify.
   */
  readonly backendTls?: true | { readonly caSecret: string; readonly serverName: string };
  /** Largest request body as nginx writes sizes, `0` for any: what the controller's own limit would refuse. */
  readonly maxBody?: string;
}

/** A path prefix of an exposed host: `/api/`. */
export interface ExposedPath extends Pick<Exposure, 'service' | 'pods'> {
  readonly path: string;
}

/** Renders nothing without an ingress controller. */
export function expose(scope: Construct, platform: Platform, e: Exposure): void {
  const ingress = platform.ingress;
  if (!ingress) return;
  const host = hostOf(platform, e.host);
  const secretName = `${e.name}-tls`;
  if (platform.certificates) {
    certificate(scope, {
      addon: e.addon,
      namespace: e.namespace,
      name: e.name,
      secretName,
      issuer: platform.certificates.public,
      dnsNames: [host],
    });
  }
  const annotations = guard(scope, platform, e);
  new k8s.KubeIngress(scope, `ingress-${e.namespace}-${e.name}`, {
    metadata: {
      name: e.name,
      namespace: e.namespace,
      labels: labels(e.addon, e.name),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: {
      ingressClassName: ingress.className,
      tls: [{ hosts: [host], secretName }],
      rules: [
        {
          host,
          http: {
            paths: [...(e.paths ?? []), { ...e, path: '/' }].map(({ path, service }) => ({
              path,
              pathType: 'Prefix',
              backend: { service: { name: service.name, port: { name: service.port } } },
            })),
          },
        },
      ],
    },
  });
  const backends = new Map([e, ...(e.paths ?? [])].map((b) => [b.service.name, b.pods]));
  for (const [service, pods] of backends) {
    allow(scope, {
      addon: e.addon,
      namespace: e.namespace,
      name: `${service === e.service.name ? e.name : service}-from-ingress`,
      pods: pods.labels,
      from: [flow(ingress, pods.port)],
    });
  }
  if (platform.certificates?.http01) admitSolver(scope, e, ingress);
}

/**
 * cert-manager starts its HTTP-01 solver pods beside the Ingress that they prove, where all traffic is denied.
 * The label and the port are cert-manager's (pkg/issuer/acme/http/http.go, pod.go).
 */
function admitSolver(scope: Construct, e: Exposure, ingress: NonNullable<Platform['ingress']>): void {
  allow(scope, {
    addon: e.addon,
    namespace: e.namespace,
    name: `${e.name}-acme-solver-from-ingress`,
    pods: { 'acme.cert-manager.io/http01-solver': 'true' },
    from: [flow(ingress, 8089)],
  });
}

/** `grafana` → `grafana.example.com`; a full host name stays as it is. */
export function hostOf(platform: Platform, host: string): string {
  return host.includes('.') ? host : `${host}.${platform.cluster.domain}`;
}

// A cert-manager Certificate with a key that is renewed along with it.
import type { Construct } from 'constructs';
import { customResource } from './custom-resource.js';
import { labels } from './labels.js';

export interface CertificateSpec {
  readonly addon: string;
  readonly namespace: string;
  readonly name: string;
  readonly secretName: string;
  readonly issuer: { readonly kind: string; readonly name: string };
  readonly dnsNames?: readonly string[];
  readonly commonName?: string;
  /** cert-manager key usages; `server auth` with the two that every TLS key needs unless said. */
  readonly usages?: readonly string[];
  /** Encoding of the private key: OpenSearch and Java read PKCS8 alone. */
  readonly keyEncoding?: 'PKCS1' | 'PKCS8';
  /** Distinguished name's organisations, where a server checks them. */
  readonly organizations?: readonly string[];
  /** Go durations: how long it holds, and how long before its end it is renewed. cert-manager's 90 days and a third. */
  readonly duration?: string;
  readonly renewBefore?: string;
  /** An RSA key of this many bits that renewals keep, for what signs rather than serves. ECDSA, renewed, unless said. */
  readonly keptRsaKey?: 2048 | 4096;
}

export function certificate(scope: Construct, c: CertificateSpec): void {
  customResource(scope, {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: c.name, namespace: c.namespace, labels: labels(c.addon, c.name) },
    spec: {
      secretName: c.secretName,
      issuerRef: { group: 'cert-manager.io', kind: c.issuer.kind, name: c.issuer.name },
      ...(c.commonName ? { commonName: c.commonName } : {}),
      ...(c.organizations ? { subject: { organizations: c.organizations } } : {}),
      ...(c.dnsNames ? { dnsNames: c.dnsNames } : {}),
      ...(c.duration ? { duration: c.duration } : {}),
      ...(c.renewBefore ? { renewBefore: c.renewBefore } : {}),
      usages: c.usages ?? ['digital signature', 'key encipherment', 'server auth'],
      privateKey: {
        ...(c.keptRsaKey ? { algorithm: 'RSA', size: c.keptRsaKey } : { algorithm: 'ECDSA', size: 256 }),
        ...(c.keyEncoding ? { encoding: c.keyEncoding } : {}),
        rotationPolicy: c.keptRsaKey ? 'Never' : 'Always',
      },
    },
  });
}

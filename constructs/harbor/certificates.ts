// TLS among the components, from the platform's private CA, and the RSA key that signs tokens.
import type { Construct } from 'constructs';
import { certificate } from '../kit/certificate.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import {
  addonName,
  backendName,
  nameOf,
  namespaceName,
  type TlsComponent,
  tlsComponents,
  tlsSecretOf,
  tokenKeySecret,
} from './names.js';

/**
 * The components read their certificates at start alone. A year, renewed at half of it, leaves any pod half a year to be
 * restarted: alert HarborPodHoldsOldCertificate says so in time.
 */
const lifetime = { duration: '8760h', renewBefore: '4380h' } as const;

export function certificates(scope: Construct, config: Config, platform: Platform): void {
  const issuer = platform.certificates?.private;
  if (!issuer) return;
  const wanted = tlsComponents.filter((component) => component !== 'trivy' || config.trivy.enabled);
  for (const component of wanted) {
    certificate(scope, {
      addon: addonName,
      namespace: namespaceName,
      name: nameOf(component),
      secretName: tlsSecretOf(component),
      issuer,
      ...lifetime,
      commonName: nameOf(component),
      dnsNames: dnsNames(component, platform),
      // Core and the job service show theirs as clients, too (src/common/http/tls.go).
      usages: ['digital signature', 'key encipherment', 'server auth', 'client auth'],
    });
  }
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: 'harbor-token',
    secretName: tokenKeySecret,
    issuer,
    // Core uses the key alone, in PKCS1, and signs with RS256. A new key would end every session, so it stays.
    duration: '87600h',
    renewBefore: '8760h',
    commonName: 'harbor-token-issuer',
    dnsNames: ['harbor-token-issuer'],
    usages: ['digital signature'],
    keptRsaKey: 4096,
  });
}

function dnsNames(component: TlsComponent, platform: Platform): string[] {
  const name = nameOf(component);
  return [
    name,
    `${name}.${namespaceName}`,
    `${name}.${namespaceName}.svc`,
    `${name}.${namespaceName}.svc.${platform.cluster.clusterDomain}`,
    ...(component === 'core' || component === 'portal' ? [backendName] : []),
    // Core calls itself.
    ...(component === 'core' ? ['localhost'] : []),
  ];
}

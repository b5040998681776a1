// The certificate that an ingress controller shows for hosts that have none of their own.
import type { Construct } from 'constructs';
import type { Problem } from './addon.js';
import { certificate } from './certificate.js';
import type { Platform } from './platform.js';

/** Names on it; none means the cluster's domain and everything right below it. */
export interface DefaultCertificate {
  readonly hosts: readonly string[];
}

export function defaultCertificate(
  scope: Construct,
  platform: Platform,
  options: {
    readonly addon: string;
    readonly namespace: string;
    readonly secretName: string;
    readonly config: DefaultCertificate | undefined;
  },
): void {
  if (!options.config || !platform.certificates) return;
  certificate(scope, {
    addon: options.addon,
    namespace: options.namespace,
    name: options.secretName,
    secretName: options.secretName,
    issuer: platform.certificates.public,
    dnsNames: hostsOf(options.config, platform),
  });
}

export function defaultCertificateProblems(
  config: DefaultCertificate | undefined,
  platform: Platform,
): readonly Problem[] {
  if (!config) return [];
  const path = ['tls', 'defaultCertificate'];
  if (!platform.certificates) {
    return [
      {
        path,
        message: 'needs an issuer and none is known; enable cert-manager or set platform.certificates',
      },
    ];
  }
  const wildcard = hostsOf(config, platform).some((host) => host.startsWith('*.'));
  if (!platform.certificates.http01 || !wildcard) return [];
  return [
    {
      path,
      message:
        'asks for a wildcard, which the public issuer cannot prove over HTTP-01; give cert-manager a dns01 solver or list hosts',
    },
  ];
}

function hostsOf(config: DefaultCertificate, platform: Platform): readonly string[] {
  const { domain } = platform.cluster;
  return config.hosts.length > 0 ? config.hosts : [domain, `*.${domain}`];
}

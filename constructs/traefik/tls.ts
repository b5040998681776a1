// What every HTTPS host gets unless it says otherwise: TLS options, security headers, and a certificate of last resort.
import type { Construct } from 'constructs';
import { certificate } from '../kit/certificate.js';
import { customResource } from '../kit/custom-resource.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, defaultCertificateSecret, namespaceName, securityHeaders } from './names.js';

export function tls(scope: Construct, config: Config, platform: Platform): void {
  // Traefik takes the TLSOption and the TLSStore of this very name for all routers that choose none.
  traefikObject(scope, 'TLSOption', 'default', {
    minVersion: config.tls.minVersion,
    sniStrict: config.tls.sniStrict,
    // TLS 1.3 has suites of its own.
    ...(config.tls.minVersion === 'VersionTLS12' ? { cipherSuites: config.tls.cipherSuites } : {}),
    alpnProtocols: ['h2', 'http/1.1'],
  });
  if (config.securityHeaders.enabled) {
    traefikObject(scope, 'Middleware', securityHeaders, { headers: headers(config.securityHeaders) });
  }
  defaultCertificate(scope, config, platform);
}

/** Names on the default certificate. */
export function defaultHosts(config: Config, platform: Platform): readonly string[] {
  const hosts = config.tls.defaultCertificate?.hosts ?? [];
  const { domain } = platform.cluster;
  return hosts.length > 0 ? hosts : [domain, `*.${domain}`];
}

function headers(config: Config['securityHeaders']): Record<string, unknown> {
  return {
    ...(config.hstsSeconds > 0
      ? {
          stsSeconds: config.hstsSeconds,
          stsIncludeSubdomains: config.hstsIncludeSubdomains,
          stsPreload: config.hstsPreload,
        }
      : {}),
    contentTypeNosniff: true,
    ...(config.frameOptions === 'unset' ? {} : { customFrameOptionsValue: config.frameOptions }),
    referrerPolicy: config.referrerPolicy,
    // An empty value removes the header: versions of backends are nobody's business.
    customResponseHeaders: { Server: '', 'X-Powered-By': '' },
  };
}

function defaultCertificate(scope: Construct, config: Config, platform: Platform): void {
  if (!config.tls.defaultCertificate || !platform.certificates) return;
  certificate(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: defaultCertificateSecret,
    secretName: defaultCertificateSecret,
    issuer: platform.certificates.public,
    dnsNames: defaultHosts(config, platform),
  });
  traefikObject(scope, 'TLSStore', 'default', {
    defaultCertificate: { secretName: defaultCertificateSecret },
  });
}

function traefikObject(scope: Construct, kind: string, name: string, spec: Record<string, unknown>): void {
  customResource(scope, {
    apiVersion: 'traefik.io/v1alpha1',
    kind,
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    spec,
  });
}

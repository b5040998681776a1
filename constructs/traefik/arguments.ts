// Traefik's static configuration, as arguments.
// Flags: traefik/traefik@v3.7.9:docs/content/reference/install-configuration/configuration-options.md; those that 3.7.11
// added: traefik/traefik-helm-chart@v41.3.0:traefik/templates/_podtemplate.tpl
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { gatewayArguments } from './gateway.js';
import { namespaceName, ports, securityHeaders, workloadName } from './names.js';

export function traefikArguments(config: Config, platform: Platform): string[] {
  return [
    '--global.checknewversion=false',
    '--global.sendanonymoususage=false',
    // A router whose TLS options conflict with another's is refused instead of falling back to weaker ones.
    '--core.stricttlsoptions=true',
    ...providers(config),
    ...entryPoint('web', ports.web, config),
    '--entrypoints.web.http.redirections.entrypoint.to=:443',
    '--entrypoints.web.http.redirections.entrypoint.scheme=https',
    '--entrypoints.web.http.redirections.entrypoint.permanent=true',
    // HTTP-01 challenges are answered over plain HTTP, before the host has a certificate to redirect to.
    ...(platform.certificates?.http01 ? ['--entrypoints.web.allowacmebypass=true'] : []),
    ...entryPoint('websecure', ports.websecure, config),
    '--entrypoints.websecure.http.tls=true',
    ...(config.securityHeaders.enabled
      ? [`--entrypoints.websecure.http.middlewares=${namespaceName}-${securityHeaders}@kubernetescrd`]
      : []),
    ...(config.http3
      ? ['--entrypoints.websecure.http3=true', '--entrypoints.websecure.http3.advertisedport=443']
      : []),
    `--entrypoints.traefik.address=:${ports.internal}/tcp`,
    `--entrypoints.metrics.address=:${ports.metrics}/tcp`,
    '--ping=true',
    '--ping.entrypoint=traefik',
    ...(config.dashboard ? ['--api.insecure=true', '--api.disabledashboardad=true'] : []),
    '--metrics.prometheus=true',
    '--metrics.prometheus.entrypoint=metrics',
    `--metrics.prometheus.addrouterslabels=${config.routerMetrics}`,
    `--metrics.prometheus.buckets=${config.latencyBuckets.join(',')}`,
    `--log.level=${config.logLevel}`,
    '--log.format=json',
    ...accessLog(config),
  ];
}

function providers(config: Config): string[] {
  return [
    '--providers.kubernetescrd=true',
    '--providers.kubernetescrd.allowcrossnamespace=false',
    '--providers.kubernetescrd.allowexternalnameservices=false',
    // A Service without pods answers 503 and not 404.
    '--providers.kubernetescrd.allowemptyservices=true',
    // Otherwise any namespace could publish api@internal.
    `--providers.kubernetescrd.crossprovidernamespaces=${namespaceName}`,
    // Otherwise any namespace could define the TLSOption and TLSStore named default, which all hosts share.
    `--providers.kubernetescrd.defaulttlsresourcesnamespace=${namespaceName}`,
    '--providers.kubernetesingress=true',
    `--providers.kubernetesingress.ingressclass=${config.ingressClass.name}`,
    '--providers.kubernetesingress.allowexternalnameservices=false',
    '--providers.kubernetesingress.allowemptyservices=true',
    '--providers.kubernetesingress.strictprefixmatching=true',
    `--providers.kubernetesingress.ingressendpoint.publishedservice=${namespaceName}/${workloadName}`,
    ...(config.middlewareNamespaces
      ? [`--providers.kubernetesingress.crossprovidernamespaces=${config.middlewareNamespaces.join(',')}`]
      : []),
    ...ingressNginx(config),
    ...gatewayArguments(config),
  ];
}

/** Flags: traefik/traefik@v3.7.9:docs/content/reference/install-configuration/configuration-options.md */
function ingressNginx({ ingressNginx: nginx }: Config): string[] {
  if (!nginx) return [];
  const provider = '--providers.kubernetesingressnginx';
  return [
    `${provider}=true`,
    `${provider}.ingressclass=${nginx.className}`,
    `${provider}.httpentrypoint=web`,
    `${provider}.httpsentrypoint=websecure`,
    `${provider}.disablesvcexternalname=true`,
    // What addons.ingress-nginx allows unless told otherwise; Traefik's own default is 1 MiB.
    `${provider}.proxybodysize=${64 * 1024 * 1024}`,
    // Two controllers would overwrite each other's status.
    ...(nginx.takeOver ? [`${provider}.publishservice=${namespaceName}/${workloadName}`] : []),
  ];
}

function entryPoint(name: 'web' | 'websecure', port: number, config: Config): string[] {
  const point = `--entrypoints.${name}`;
  const { timeouts, trustedIPs } = config;
  const list = (flag: string, values: readonly string[]): string[] =>
    values.length > 0 ? [`${point}.${flag}=${values.join(',')}`] : [];
  return [
    `${point}.address=:${port}/tcp`,
    ...list('forwardedheaders.trustedips', trustedIPs.forwardedHeaders),
    ...list('proxyprotocol.trustedips', trustedIPs.proxyProtocol),
    `${point}.http.underscoreheadersstrategy=${config.underscoreHeaders}`,
    `${point}.transport.respondingtimeouts.readtimeout=${timeouts.read}`,
    `${point}.transport.respondingtimeouts.writetimeout=${timeouts.write}`,
    `${point}.transport.respondingtimeouts.idletimeout=${timeouts.idle}`,
    `${point}.transport.lifecycle.requestacceptgracetimeout=${timeouts.drainSeconds}s`,
    `${point}.transport.lifecycle.gracetimeout=${timeouts.graceSeconds}s`,
  ];
}

function accessLog({ accessLog: log }: Config): string[] {
  if (!log.enabled) return [];
  return [
    '--accesslog=true',
    '--accesslog.format=json',
    '--accesslog.fields.headers.defaultmode=drop',
    ...log.keepHeaders.map((name) => `--accesslog.fields.headers.names.${name}=keep`),
    `--accesslog.fields.queryparameters.defaultmode=${log.queryParameters}`,
    // The user name of basic authentication.
    '--accesslog.fields.names.ClientUsername=drop',
    ...(log.statusCodes.length > 0 ? [`--accesslog.filters.statuscodes=${log.statusCodes.join(',')}`] : []),
    ...(log.minDuration ? [`--accesslog.filters.minduration=${log.minDuration}`] : []),
  ];
}

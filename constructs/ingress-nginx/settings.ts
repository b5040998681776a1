// nginx's settings, as the controller's ConfigMap has them. It follows changes by itself.
// Keys: kubernetes/ingress-nginx@controller-v1.15.1:docs/user-guide/nginx-configuration/configmap.md
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Config } from './config.js';
import { addonName, namespaceName, settingsName } from './names.js';

export function settings(scope: Construct, config: Config): void {
  new k8s.KubeConfigMap(scope, 'settings', {
    metadata: { name: settingsName, namespace: namespaceName, labels: labels(addonName, settingsName) },
    data: { ...ownSettings(config), ...config.settings },
  });
}

/** The keys that other parts of the configuration decide. */
export function ownSettings(config: Config): Readonly<Record<string, string>> {
  const { tls, timeouts } = config;
  const trusted = config.trustedProxies.length > 0;
  return {
    'allow-backend-server-header': 'false',
    'allow-cross-namespace-resources': 'false',
    // Snippets are nginx configuration in the hands of whoever may write an Ingress, anywhere.
    'allow-snippet-annotations': 'false',
    'annotations-risk-level': 'High',
    'enable-real-ip': String(trusted || config.proxyProtocol),
    'hide-headers': 'X-Powered-By',
    hsts: String(tls.hstsSeconds > 0),
    'hsts-include-subdomains': String(tls.hstsIncludeSubdomains),
    'hsts-max-age': String(tls.hstsSeconds),
    'hsts-preload': String(tls.hstsPreload),
    'log-format-escape-json': 'true',
    'log-format-upstream': JSON.stringify(accessLog),
    'proxy-body-size': config.bodySize,
    'proxy-connect-timeout': String(timeouts.connectSeconds),
    'proxy-read-timeout': String(timeouts.readSeconds),
    ...(trusted ? { 'proxy-real-ip-cidr': config.trustedProxies.join(',') } : {}),
    'proxy-send-timeout': String(timeouts.sendSeconds),
    'server-tokens': 'false',
    'ssl-protocols': tls.minVersion === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.2 TLSv1.3',
    'strict-validate-path-type': 'true',
    'use-forwarded-headers': String(trusted),
    'use-proxy-protocol': String(config.proxyProtocol),
    'worker-shutdown-timeout': `${timeouts.graceSeconds}s`,
  };
}

/** No query strings: they carry tokens and one-time codes. `$uri` has none. */
const accessLog = {
  time: '$time_iso8601',
  client: '$remote_addr',
  method: '$request_method',
  host: '$host',
  path: '$uri',
  protocol: '$server_protocol',
  status: '$status',
  bytes: '$body_bytes_sent',
  duration: '$request_time',
  agent: '$http_user_agent',
  requestId: '$req_id',
  namespace: '$namespace',
  ingress: '$ingress_name',
  service: '$service_name',
  upstream: '$upstream_addr',
  upstreamStatus: '$upstream_status',
  upstreamDuration: '$upstream_response_time',
};

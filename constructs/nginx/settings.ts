// NGINX's settings, as the controller's ConfigMap has them. It follows changes by itself.
// Keys: nginx/kubernetes-ingress@v5.5.4:internal/configs/configmaps.go
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
  return {
    // The controller's own key for HSTS always adds `preload`, which is hard to take back.
    ...(tls.hstsSeconds > 0
      ? {
          'add-header': `Strict-Transport-Security: max-age=${tls.hstsSeconds}${tls.hstsIncludeSubdomains ? '; includeSubDomains' : ''}:always`,
        }
      : {}),
    'client-max-body-size': config.bodySize,
    http2: 'true',
    'log-format': JSON.stringify(accessLog),
    'log-format-escaping': 'json',
    'proxy-connect-timeout': `${timeouts.connectSeconds}s`,
    'proxy-hide-headers': 'X-Powered-By',
    ...(config.proxyProtocol ? { 'proxy-protocol': 'true' } : {}),
    'proxy-read-timeout': `${timeouts.readSeconds}s`,
    'proxy-send-timeout': `${timeouts.sendSeconds}s`,
    ...(config.trustedProxies.length > 0
      ? {
          'real-ip-header': config.proxyProtocol ? 'proxy_protocol' : 'X-Forwarded-For',
          'real-ip-recursive': 'true',
          'set-real-ip-from': config.trustedProxies.join(','),
        }
      : {}),
    'server-tokens': 'false',
    'ssl-protocols': tls.minVersion === 'TLSv1.3' ? 'TLSv1.3' : 'TLSv1.2 TLSv1.3',
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
  requestId: '$request_id',
  namespace: '$resource_namespace',
  ingress: '$resource_name',
  service: '$service',
  upstream: '$upstream_addr',
  upstreamStatus: '$upstream_status',
  upstreamDuration: '$upstream_response_time',
};

// contour.yaml, which Contour reads at start.
// Keys: projectcontour/contour@v1.33.6:pkg/config/parameters.go, site/content/docs/main/configuration.md
import type { Config } from './config.js';
import { envoyName, namespaceName } from './names.js';

export function settingsOf(config: Config): Record<string, unknown> {
  const { tls, timeouts } = config;
  return {
    'accesslog-format': 'json',
    'accesslog-level': logLevels[config.accessLog],
    'json-fields': accessLog,
    disablePermitInsecure: !config.permitInsecure,
    enableExternalNameService: false,
    'envoy-service-name': envoyName,
    'envoy-service-namespace': namespaceName,
    tls: { 'minimum-protocol-version': tls.minVersion },
    timeouts: {
      'connection-idle-timeout': timeouts.connectionIdle,
      'stream-idle-timeout': timeouts.streamIdle,
      ...(timeouts.request ? { 'request-timeout': timeouts.request } : {}),
      'connect-timeout': timeouts.connect,
    },
    network: { 'num-trusted-hops': config.trustedHops },
    ...(tls.hstsSeconds > 0
      ? {
          policy: {
            'response-headers': {
              set: {
                'Strict-Transport-Security': `max-age=${tls.hstsSeconds}${tls.hstsIncludeSubdomains ? '; includeSubDomains' : ''}`,
              },
            },
            applyToIngress: true,
          },
        }
      : {}),
  };
}

const logLevels = { all: 'info', errors: 'error', critical: 'critical', off: 'disabled' } as const;

/** Contour's own fields, but for the path: query strings carry tokens and one-time codes. */
const accessLog = [
  '@timestamp',
  'authority',
  'bytes_received',
  'bytes_sent',
  'downstream_remote_address',
  'duration',
  'method',
  'path=%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%',
  'protocol',
  'request_id',
  'requested_server_name',
  'response_code',
  'response_flags',
  'upstream_cluster',
  'upstream_host',
  'upstream_service_time',
  'user_agent',
  'x_forwarded_for',
  'grpc_status',
];

// The portal: a web interface of static files, served by nginx over TLS.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import type { Exposure } from '../kit/expose.js';
import { backendAnnotations } from '../kit/guard.js';
import { imageRef } from '../kit/image.js';
import type { Platform } from '../kit/platform.js';
import { budget, containerSecurity, httpProbe, replicas, spread, surge } from '../kit/workload.js';
import type { Config } from './config.js';
import { addonName, nameOf, namespaceName, ports, selectorOf, tlsSecretOf } from './names.js';
import { pins } from './pins.js';
import {
  account,
  compute,
  configMap,
  metadata,
  podBase,
  podMetadata,
  portProbe,
  scratch,
  service,
  tlsFile,
} from './pod.js';

export function portal(
  scope: Construct,
  config: Config,
  platform: Platform,
  backend: Pick<Exposure, 'namespace' | 'name' | 'backendTls'>,
): void {
  const count = replicas(config.portal.replicas, platform);
  const selector = selectorOf('portal');
  account(scope, 'portal', platform);
  const nginxConf = settings(platform);
  configMap(scope, 'portal', { 'nginx.conf': nginxConf });
  service(scope, 'portal', [{ name: 'https', port: 443 }], {
    annotations: backendAnnotations(platform, {
      ...backend,
      service: { name: nameOf('portal'), port: 'https' },
    }),
  });
  budget(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: nameOf('portal'),
    selector,
    replicas: count,
  });
  new k8s.KubeDeployment(scope, 'portal', {
    metadata: metadata('portal'),
    spec: {
      replicas: count,
      revisionHistoryLimit: 3,
      strategy: surge(),
      selector: { matchLabels: selector },
      template: {
        metadata: podMetadata('portal', nginxConf),
        spec: {
          ...podBase('portal'),
          terminationGracePeriodSeconds: 30,
          topologySpreadConstraints: spread(platform, selector, { perRevision: true }),
          containers: [
            {
              name: 'portal',
              image: imageRef(pins.images.portal, platform),
              ports: [{ name: 'https', containerPort: ports.https }],
              resources: compute(config.portal.resources, '256Mi'),
              readinessProbe: httpProbe('/', 'https', { scheme: 'HTTPS' }),
              livenessProbe: portProbe('https'),
              securityContext: containerSecurity(),
              volumeMounts: [
                { name: 'config', mountPath: '/etc/nginx/nginx.conf', subPath: 'nginx.conf', readOnly: true },
                { name: 'tls', mountPath: '/etc/harbor/ssl/portal', readOnly: true },
                { name: 'tmp', mountPath: '/tmp' },
              ],
            },
          ],
          volumes: [
            { name: 'config', configMap: { name: nameOf('portal') } },
            { name: 'tls', secret: { secretName: tlsSecretOf('portal'), defaultMode: 0o440 } },
            scratch('tmp', '64Mi'),
          ],
        },
      },
    },
  });
}

/** Logs to the standard streams, temporary files below /tmp: the image's own places are read-only here. */
function settings({ cluster }: Platform): string {
  // Listening on a family that the machine lacks would be an error.
  const sixToo = cluster.podCidrs.some((cidr) => cidr.includes(':'));
  return `worker_processes 2;
pid /tmp/nginx.pid;
error_log /dev/stderr warn;

events {
  worker_connections 1024;
}

http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /dev/stdout;
  server_tokens off;
  client_body_temp_path /tmp/client_body;
  proxy_temp_path /tmp/proxy;
  fastcgi_temp_path /tmp/fastcgi;
  uwsgi_temp_path /tmp/uwsgi;
  scgi_temp_path /tmp/scgi;

  gzip on;
  gzip_min_length 1000;
  gzip_proxied any;
  gzip_types text/plain text/css text/javascript application/javascript application/json image/svg+xml;

  server {
    listen ${ports.https} ssl;${sixToo ? `\n    listen [::]:${ports.https} ssl;` : ''}
    server_name _;
    ssl_certificate ${tlsFile('portal', 'tls.crt')};
    ssl_certificate_key ${tlsFile('portal', 'tls.key')};
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:tls:1m;

    root /usr/share/nginx/html;
    index index.html;

    # Pages of the interface are paths that only the browser knows.
    location / {
      try_files $uri $uri/ /index.html;
    }
    location /devcenter-api-2.0 {
      try_files $uri $uri/ /swagger-ui-index.html;
    }
    # It names the scripts of its version, so it must not outlive an upgrade in a cache.
    location = /index.html {
      add_header Cache-Control "no-store";
    }
  }
}
`;
}

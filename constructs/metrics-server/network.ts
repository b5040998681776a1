// Who may talk to metrics-server and to whom it talks.
import type { Construct } from 'constructs';
import { allow, fromApiServer, toApiServer, toDns, toNodes } from '../kit/allow.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import { serverName } from './api-service.js';
import type { Config } from './config.js';
import { addonName, name, namespaceName, ports, serverPods, servingSecret } from './names.js';

export function network(scope: Construct, config: Config, platform: Platform): void {
  const usesNames = config.kubeletAddressTypes.some((type) => !type.endsWith('IP'));
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name,
    pods: serverPods,
    from: [fromApiServer(platform, ports.https)],
    to: [...(usesNames ? [toDns()] : []), toApiServer(platform), toNodes(platform, ports.kubelet)],
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name,
    service: serverPods,
    endpoints: [
      {
        port: 'https',
        scheme: 'https',
        ...(platform.certificates
          ? {
              bearerTokenFile: '/var/run/secrets/kubernetes.io/serviceaccount/token',
              tlsConfig: { ca: { secret: { name: servingSecret, key: 'ca.crt' } }, serverName },
            }
          : { tlsConfig: { insecureSkipVerify: true } }),
      },
    ],
    pods: { labels: serverPods, ports: [ports.https] },
  });
}

// Whom oauth2-proxy talks to: the issuer, outside of the cluster or behind its own ingress. expose() lets Traefik in.
import type { Construct } from 'constructs';
import { allow, flow, toDns, toOutside } from '../kit/allow.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { addonName, namespaceName, proxyPods, workloadName } from './names.js';

export function network(scope: Construct, config: Config, platform: Platform): void {
  const { hostname, port } = new URL(config.issuerUrl);
  const { domain } = platform.cluster;
  const { ingress } = platform;
  const inCluster = hostname === domain || hostname.endsWith(`.${domain}`);
  allow(scope, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    pods: proxyPods,
    to: [
      toDns(),
      toOutside(platform, port ? Number(port) : 443),
      // The load balancer's address is short-circuited inside of the cluster: calls land on the ingress controller's pods.
      ...(inCluster && ingress?.ports ? [flow(ingress, ...ingress.ports)] : []),
    ],
  });
}

// Who may talk to cert-manager and to whom it talks. Everything else in its namespace is denied.
import type { Construct } from 'constructs';
import { allow, type Flow, flow, fromApiServer, toApiServer, toDns, toOutside } from '../kit/allow.js';
import type { Platform } from '../kit/platform.js';
import { type AcmeConfig, type Config, publicIsAcme } from './config.js';
import { portOf } from './dns-servers.js';
import { directoryOf } from './issuers.js';
import {
  addonName,
  cainjectorName,
  cainjectorPods,
  controllerName,
  controllerPods,
  namespaceName,
  ports,
  webhookName,
  webhookPods,
} from './names.js';
import { solverPorts } from './solvers.js';

export function network(scope: Construct, config: Config, platform: Platform): void {
  const common = { addon: addonName, namespace: namespaceName };
  allow(scope, {
    ...common,
    name: controllerName,
    pods: controllerPods,
    to: [
      toApiServer(platform),
      ...(config.acme && publicIsAcme(config) ? [toDns(), ...acmeFlows(config, config.acme, platform)] : []),
    ],
  });
  allow(scope, {
    ...common,
    name: webhookName,
    pods: webhookPods,
    from: [fromApiServer(platform, ports.webhook)],
    to: [toApiServer(platform)],
  });
  allow(scope, {
    ...common,
    name: cainjectorName,
    pods: cainjectorPods,
    to: [toApiServer(platform)],
  });
}

function acmeFlows(config: Config, acme: AcmeConfig, platform: Platform): Flow[] {
  const http01 = acme.solvers.some((s) => s.http01);
  const dns01 = acme.solvers.some((s) => s.dns01);
  const { recursiveNameservers, recursiveNameserversOnly } = config.dns01;
  const tcp = new Set([
    portOf(directoryOf(acme)),
    // APIs of the DNS providers, and DNS over HTTPS.
    ...(dns01 ? [443, ...solverPorts(acme.solvers)] : []),
    // Before it asks the CA to look, the controller fetches the answer itself, by the name's public address, and
    // follows redirects to HTTPS.
    ...(http01 ? [80, 443] : []),
  ]);
  // DNS-01 self-checks ask the authoritative servers of the zone, wherever they are, unless told not to.
  const dns = new Set([
    ...(dns01 && !recursiveNameserversOnly ? [53] : []),
    ...(dns01 ? recursiveNameservers.filter((n) => !n.startsWith('https:')).map(portBehindColon) : []),
    ...acme.solvers.flatMap((s) => (s.dns01?.rfc2136 ? solverPorts([s]) : [])),
  ]);
  const outside = toOutside(platform).peers;
  return [
    { peers: outside, ports: sorted(tcp).map((port) => ({ port })) },
    ...(dns.size > 0
      ? [
          {
            peers: outside,
            ports: sorted(dns).flatMap((port) => [
              { port, protocol: 'UDP' as const },
              { port, protocol: 'TCP' as const },
            ]),
          },
        ]
      : []),
    // A load balancer's address is short-circuited inside of the cluster: the self-check lands on the pods.
    ...(http01 && platform.ingress?.ports ? [flow(platform.ingress, ...platform.ingress.ports)] : []),
  ];
}

function portBehindColon(address: string): number {
  return Number(address.slice(address.lastIndexOf(':') + 1));
}

function sorted(numbers: ReadonlySet<number>): number[] {
  return [...numbers].sort((a, b) => a - b);
}

// The CRDs of Gateway API. A cluster has one bundle of them, and every controller has to live with its version.
import { z } from 'zod';
import { defineAddon } from '../kit/addon.js';
import { pins } from './pins.js';

export const gatewayApi = defineAddon({
  name: 'gateway-api',
  title: 'The CRDs of Gateway API, standard channel: one bundle for all controllers.',
  pins,
  config: z.strictObject({}),
  tradeOffs: [
    'One bundle a cluster: 1.5.1, as Traefik 3.7 wants it. Contour 1.33 is made for 1.3 and cannot share it. Managed clusters that bring a bundle say so in platform.gatewayApi instead.',
    'The standard channel alone: no TCPRoute and no UDPRoute, which are experimental in 1.5.',
    'The bundle’s admission policy against older and experimental CRDs is left out: here the version moves by review.',
    'Deleting the CRDs deletes every Gateway and every route: keep them out of pruning.',
  ],
  provides: () => ({ gatewayApi: { bundle: pins.version, channel: 'standard' } }),
  crds: () =>
    [
      'backendtlspolicies',
      'gatewayclasses',
      'gateways',
      'grpcroutes',
      'httproutes',
      'listenersets',
      'referencegrants',
      'tlsroutes',
    ].map((plural) => `${plural}.gateway.networking.k8s.io.yaml`),
  build: () => {},
});

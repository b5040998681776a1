// The way in: a Service for clients, another for metrics, and the IngressClass that names Traefik.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { scrape } from '../kit/scrape.js';
import type { Config } from './config.js';
import { addonName, namespaceName, ports, traefikPods, workloadName } from './names.js';

const metricsName = 'traefik-metrics';

export function services(scope: Construct, config: Config, platform: Platform): void {
  entrance(scope, config, platform);
  ingressClass(scope, config);
  // Not on the entrance: metrics have no business on a load balancer.
  new k8s.KubeService(scope, 'metrics-service', {
    metadata: { name: metricsName, namespace: namespaceName, labels: labels(addonName, metricsName) },
    spec: {
      ports: [
        {
          name: 'metrics',
          port: ports.metrics,
          targetPort: k8s.IntOrString.fromString('metrics'),
          protocol: 'TCP',
        },
      ],
      selector: traefikPods,
      type: 'ClusterIP',
    },
  });
  scrape(scope, platform, {
    addon: addonName,
    namespace: namespaceName,
    name: workloadName,
    service: { 'app.kubernetes.io/name': metricsName },
    jobLabel: 'app.kubernetes.io/part-of',
    // `service` is Traefik's own label: the backend, not the Service that is scraped.
    endpoints: [{ port: 'metrics', honorLabels: true }],
    pods: { labels: traefikPods, ports: [ports.metrics] },
  });
}

function entrance(scope: Construct, config: Config, platform: Platform): void {
  const { service } = config;
  const external = service.type !== 'ClusterIP';
  const balanced = service.type === 'LoadBalancer';
  const metallb = platform.loadBalancer?.provider === 'metallb';
  const annotations = {
    ...(balanced && metallb && service.addresses.length > 0
      ? { 'metallb.io/loadBalancerIPs': service.addresses.join(',') }
      : {}),
    ...service.annotations,
  };
  const port = (name: 'web' | 'websecure', number: number) => ({
    name,
    port: number,
    targetPort: k8s.IntOrString.fromString(name),
    protocol: 'TCP',
    ...(external && service.nodePorts ? { nodePort: service.nodePorts[name] } : {}),
  });
  new k8s.KubeService(scope, 'service', {
    metadata: {
      name: workloadName,
      namespace: namespaceName,
      labels: labels(addonName, workloadName),
      ...(Object.keys(annotations).length > 0 ? { annotations } : {}),
    },
    spec: {
      ports: [
        port('web', 80),
        port('websecure', 443),
        ...(config.http3
          ? [
              {
                name: 'websecure-http3',
                port: 443,
                targetPort: k8s.IntOrString.fromString('websecure-http3'),
                protocol: 'UDP',
              },
            ]
          : []),
      ],
      selector: traefikPods,
      type: service.type,
      ...(external ? { externalTrafficPolicy: service.externalTrafficPolicy } : {}),
      ...(service.ipFamilyPolicy ? { ipFamilyPolicy: service.ipFamilyPolicy } : {}),
      ...(balanced && service.loadBalancerClass ? { loadBalancerClass: service.loadBalancerClass } : {}),
      // Other providers read the field; MetalLB prefers its annotation, which can hold two families.
      ...(balanced && !metallb && service.addresses[0] ? { loadBalancerIp: service.addresses[0] } : {}),
      ...(balanced && service.sourceRanges.length > 0
        ? { loadBalancerSourceRanges: service.sourceRanges }
        : {}),
    },
  });
}

function ingressClass(scope: Construct, config: Config): void {
  const { name } = config.ingressClass;
  new k8s.KubeIngressClass(scope, 'ingress-class', {
    metadata: {
      name,
      labels: labels(addonName, workloadName),
      ...(config.ingressClass.default
        ? { annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } }
        : {}),
    },
    spec: { controller: 'traefik.io/ingress-controller' },
  });
  if (!config.ingressNginx?.takeOver) return;
  // Traefik finds those Ingresses by the class whose controller has this name.
  new k8s.KubeIngressClass(scope, 'ingress-nginx-class', {
    metadata: { name: config.ingressNginx.className, labels: labels(addonName, workloadName) },
    spec: { controller: 'k8s.io/ingress-nginx' },
  });
}

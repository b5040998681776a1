// What Traefik may read. Checked against traefik/traefik@v3.7.9:docs/content/reference/dynamic-configuration/kubernetes-crd-rbac.yml
// and traefik/traefik-helm-chart@v41.3.0:traefik/templates/rbac/clusterrole.yaml. Left out: pods, which only
// OpenTelemetry needs, and the API group extensions, which is gone.
import type { Construct } from 'constructs';
import { clusterGrant } from '../kit/rbac.js';
import type { Config } from './config.js';
import { gatewayRules } from './gateway.js';
import { addonName, namespaceName, workloadName } from './names.js';

const read = ['get', 'list', 'watch'];

export function rbac(scope: Construct, config: Config): void {
  clusterGrant(scope, {
    addon: addonName,
    name: workloadName,
    serviceAccount: { namespace: namespaceName, name: workloadName },
    rules: [
      { apiGroups: [''], resources: ['configmaps', 'nodes', 'secrets', 'services'], verbs: read },
      { apiGroups: [''], resources: ['namespaces'], verbs: ['list', 'watch'] },
      { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['list', 'watch'] },
      { apiGroups: ['networking.k8s.io'], resources: ['ingressclasses', 'ingresses'], verbs: read },
      { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
      {
        apiGroups: ['traefik.io'],
        resources: [
          'ingressroutes',
          'ingressroutetcps',
          'ingressrouteudps',
          'middlewares',
          'middlewaretcps',
          'serverstransports',
          'serverstransporttcps',
          'tlsoptions',
          'tlsstores',
          'traefikservices',
        ],
        verbs: read,
      },
      ...gatewayRules(config),
    ],
    reason:
      'Certificates and basic-authentication users are Secrets beside the Ingress that names them, in any namespace; Traefik watches Secrets as a whole, so a narrower right would stop it.',
  });
}

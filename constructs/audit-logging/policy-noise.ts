// Requests that machines make without end and nobody asks about later: the rules that keep them out of the audit log.
import type { AuditRule } from './config.js';

/** A rule and why it stands where it does: the reason becomes a comment in the file. */
export interface ReasonedRule {
  readonly reason: string;
  readonly rule: AuditRule;
}

export const reads = ['get', 'list', 'watch'];
export const writes = ['create', 'update', 'patch', 'delete', 'deletecollection'];

/** Machines of the cluster itself, by name and by group. k3s and RKE2 run controllers as users of their own. */
const controlPlane = [
  'system:apiserver',
  'system:kube-controller-manager',
  'system:kube-scheduler',
  'system:kube-proxy',
  'system:k3s-controller',
  'system:k3s-supervisor',
  'system:rke2-controller',
  'system:rke2-supervisor',
];
const machines = ['system:nodes', 'system:serviceaccounts'];
const controllers = ['system:nodes', 'system:serviceaccounts:kube-system'];

export const probesAndDiscovery: readonly ReasonedRule[] = [
  {
    reason: 'Probes of load balancers and kubelets, many a second, from anyone.',
    rule: { level: 'None', nonResourceURLs: ['/healthz*', '/livez*', '/readyz*', '/version', '/version/'] },
  },
  {
    reason: 'Discovery, which each client asks for at its start. Anonymous discovery is recorded.',
    rule: {
      level: 'None',
      userGroups: ['system:authenticated'],
      verbs: ['get'],
      nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi/*', '/.well-known/*', '/openid/*'],
    },
  },
  {
    reason: 'Scrapes of the API server by Prometheus.',
    rule: {
      level: 'None',
      userGroups: machines,
      verbs: ['get'],
      nonResourceURLs: ['/metrics', '/metrics/*'],
    },
  },
];

export const noise: readonly ReasonedRule[] = [
  {
    reason: 'Events are a log of their own. Deleting them is recorded.',
    rule: {
      level: 'None',
      verbs: ['create', 'update', 'patch'],
      resources: [
        { group: '', resources: ['events'] },
        { group: 'events.k8s.io', resources: ['events'] },
      ],
    },
  },
  {
    reason: 'Leader elections and heartbeats of machines.',
    rule: {
      level: 'None',
      userGroups: machines,
      verbs: [...reads, 'create', 'update', 'patch'],
      resources: [{ group: 'coordination.k8s.io', resources: ['leases'] }],
    },
  },
  {
    reason: 'The same of the control plane, and the endpoints that it keeps.',
    rule: {
      level: 'None',
      users: controlPlane,
      verbs: [...reads, 'create', 'update', 'patch'],
      resources: [
        { group: 'coordination.k8s.io', resources: ['leases'] },
        { group: '', resources: ['endpoints'] },
        { group: 'discovery.k8s.io', resources: ['endpointslices'] },
      ],
    },
  },
  { reason: 'What the control plane reads.', rule: { level: 'None', users: controlPlane, verbs: reads } },
  {
    reason: 'What kubelets and the controllers of kube-system read.',
    rule: { level: 'None', userGroups: controllers, verbs: reads },
  },
  {
    reason: 'States that kubelets and controllers report without end.',
    rule: {
      level: 'None',
      userGroups: controllers,
      verbs: ['update', 'patch'],
      resources: [
        { group: '', resources: ['nodes/status', 'pods/status', 'endpoints'] },
        { group: 'apps', resources: ['*/status'] },
        { group: 'autoscaling', resources: ['*/status'] },
        { group: 'batch', resources: ['*/status'] },
        { group: 'discovery.k8s.io', resources: ['endpointslices'] },
        { group: 'policy', resources: ['*/status'] },
      ],
    },
  },
  {
    reason: 'States that the API server keeps of its own objects.',
    rule: {
      level: 'None',
      users: ['system:apiserver'],
      verbs: ['update', 'patch'],
      resources: [
        { group: 'apiregistration.k8s.io', resources: ['apiservices/status'] },
        { group: 'apiextensions.k8s.io', resources: ['customresourcedefinitions/status'] },
        { group: 'flowcontrol.apiserver.k8s.io', resources: ['*/status'] },
      ],
    },
  },
  {
    reason: 'Questions of kubelets and webhooks about the tokens and rights of their callers.',
    rule: {
      level: 'None',
      userGroups: machines,
      verbs: ['create'],
      resources: [
        { group: 'authentication.k8s.io', resources: ['tokenreviews'] },
        { group: 'authorization.k8s.io', resources: ['subjectaccessreviews', 'localsubjectaccessreviews'] },
      ],
    },
  },
];

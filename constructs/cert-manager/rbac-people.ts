// What people with the roles view, edit and admin may do with certificates.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import { addonName, controllerName } from './names.js';

const read = ['get', 'list', 'watch'];

/**
 * What the roles `view`, `edit` and `admin` may do with certificates. Nobody may create Orders or Challenges, or change
 * Orders: that would borrow the credentials of any ClusterIssuer (GHSA-8rvj-mm4h-c258).
 */
export function peopleRights(scope: Construct): void {
  const all = (name: string, to: readonly string[]) => ({
    name,
    labels: {
      ...labels(addonName, controllerName),
      ...Object.fromEntries(to.map((role) => [`rbac.authorization.k8s.io/aggregate-to-${role}`, 'true'])),
    },
  });
  new k8s.KubeClusterRole(scope, 'view', {
    metadata: all('cert-manager-view', ['view', 'edit', 'admin']),
    rules: [
      {
        apiGroups: ['cert-manager.io'],
        resources: ['certificates', 'certificaterequests', 'issuers'],
        verbs: read,
      },
      { apiGroups: ['acme.cert-manager.io'], resources: ['challenges', 'orders'], verbs: read },
    ],
  });
  const write = ['create', 'delete', 'deletecollection', 'patch', 'update'];
  new k8s.KubeClusterRole(scope, 'edit', {
    metadata: all('cert-manager-edit', ['edit', 'admin']),
    rules: [
      {
        apiGroups: ['cert-manager.io'],
        resources: ['certificates', 'certificaterequests', 'issuers'],
        verbs: write,
      },
      // `cmctl renew` writes the status.
      { apiGroups: ['cert-manager.io'], resources: ['certificates/status'], verbs: ['update'] },
      {
        apiGroups: ['acme.cert-manager.io'],
        resources: ['challenges'],
        verbs: ['delete', 'deletecollection', 'patch', 'update'],
      },
      { apiGroups: ['acme.cert-manager.io'], resources: ['orders'], verbs: ['delete', 'deletecollection'] },
    ],
  });
}

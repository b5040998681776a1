// ServiceAccounts of pods that the operators make. Neither operator says in its pods whether they get a token, so the
// accounts have to: those with rights give one, the others none.
import { k8s } from 'cdk8s-plus-28';
import type { Construct } from 'constructs';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import { addonName, namespaceName } from './names.js';

export function accountWithToken(scope: Construct, name: string, platform: Platform): void {
  const { pullSecrets } = platform.images;
  new k8s.KubeServiceAccount(scope, `service-account-${namespaceName}-${name}`, {
    metadata: { name, namespace: namespaceName, labels: labels(addonName, name) },
    automountServiceAccountToken: true,
    ...(pullSecrets.length > 0 ? { imagePullSecrets: pullSecrets.map((secret) => ({ name: secret })) } : {}),
  });
}

// Secrets by way of External Secrets Operator: each need becomes an ExternalSecret that reads key for key.

import { labels } from '../../constructs/kit/labels.js';
import type { SecretNeed } from '../../constructs/kit/secret.js';
import type { SecretsMode } from '../profile/schema.js';
import type { KubeObject } from './document.js';

/** Nothing in manual mode. Remote key: `<prefix><namespace>/<name>`, property: the key of the Secret. */
export function renderExternalSecrets(
  addon: string,
  needs: readonly SecretNeed[],
  secrets: SecretsMode,
): readonly KubeObject[] {
  if (secrets.mode !== 'external-secrets') return [];
  // A Secret that only has to exist, empty, for its component to fill has nothing to read; `plinth secrets` makes it.
  return needs
    .filter((need) => Object.keys(need.keys).length > 0)
    .map((need) => ({
      apiVersion: 'external-secrets.io/v1',
      kind: 'ExternalSecret',
      metadata: { name: need.name, namespace: need.namespace, labels: labels(addon, need.name) },
      spec: {
        refreshInterval: secrets.refreshInterval,
        secretStoreRef: { kind: secrets.store.kind, name: secrets.store.name },
        target: {
          name: need.name,
          creationPolicy: 'Owner',
          ...(need.type ? { template: { type: need.type } } : {}),
        },
        data: Object.keys(need.keys)
          .sort()
          .map((key) => ({
            secretKey: key,
            remoteRef: { key: `${secrets.prefix}${need.namespace}/${need.name}`, property: key },
          })),
      },
    }));
}

// Receivers and routes in the words of AlertmanagerConfig (monitoring.coreos.com/v1alpha1), and the Secrets they read.
import type { SecretNeed } from '../kit/secret.js';
import type { AlertmanagerConfig, Receiver } from './config-alertmanager.js';
import { namespaceName } from './names.js';

export function renderReceiver(r: Receiver): Record<string, unknown> {
  const key = (name: string) => ({ name: secretName(r), key: name });
  const common = { sendResolved: r.sendResolved };
  switch (r.type) {
    case 'slack':
      return {
        name: r.name,
        slackConfigs: [
          { ...common, apiURL: key('url'), channel: r.channel, title: titleTemplate, text: textTemplate },
        ],
      };
    case 'email':
      return {
        name: r.name,
        emailConfigs: [
          {
            ...common,
            to: r.to,
            from: r.from,
            smarthost: r.smarthost,
            ...(r.username ? { authUsername: r.username, authPassword: key('password') } : {}),
            requireTLS: r.requireTls,
          },
        ],
      };
    case 'pagerduty':
      return {
        name: r.name,
        pagerdutyConfigs: [{ ...common, routingKey: key('routing-key'), description: titleTemplate }],
      };
    case 'opsgenie':
      return {
        name: r.name,
        opsgenieConfigs: [
          {
            ...common,
            apiKey: key('api-key'),
            ...(r.apiUrl ? { apiURL: r.apiUrl } : {}),
            message: titleTemplate,
          },
        ],
      };
    case 'msteams':
      return {
        name: r.name,
        msteamsv2Configs: [{ ...common, webhookURL: key('url'), title: titleTemplate, text: textTemplate }],
      };
    case 'telegram':
      return { name: r.name, telegramConfigs: [{ ...common, botToken: key('bot-token'), chatID: r.chatId }] };
    case 'webhook':
      return { name: r.name, webhookConfigs: [{ ...common, urlSecret: key('url') }] };
  }
}

export function renderRoute(route: AlertmanagerConfig['routes'][number]): Record<string, unknown> {
  return {
    receiver: route.receiver,
    matchers: route.matchers.map((text) => {
      const [, name = '', matchType = '', value = ''] = /^(\w+)(=~|!~|!=|=)(.*)$/.exec(text) ?? [];
      return { name, matchType, value: value.replace(/^"(.*)"$/, '$1') };
    }),
    ...(route.continue ? { continue: true } : {}),
    ...(route.groupBy ? { groupBy: route.groupBy } : {}),
    ...(route.repeatInterval ? { repeatInterval: route.repeatInterval } : {}),
  };
}

/** One Secret a receiver that needs a credential. */
export function receiverSecrets(receivers: readonly Receiver[]): readonly SecretNeed[] {
  return receivers.flatMap((r) => {
    const credential = credentials[r.type];
    if (r.type === 'email' && !r.username) return [];
    return [
      {
        namespace: namespaceName,
        name: secretName(r),
        purpose: `Credential of the alert receiver ${r.name} (${r.type})`,
        keys: { [credential.key]: { kind: 'given' as const, description: credential.description } },
      },
    ];
  });
}

function secretName(r: Receiver): string {
  return `alertmanager-${r.name}`;
}

const credentials: Readonly<
  Record<Receiver['type'], { readonly key: string; readonly description: string }>
> = {
  slack: { key: 'url', description: 'the incoming webhook URL of the Slack app' },
  email: { key: 'password', description: 'the password of the SMTP user' },
  pagerduty: { key: 'routing-key', description: 'the integration key of the PagerDuty service' },
  opsgenie: { key: 'api-key', description: 'the API key of the Opsgenie integration' },
  msteams: { key: 'url', description: 'the webhook URL of the Teams workflow' },
  telegram: { key: 'bot-token', description: 'the token of the Telegram bot' },
  webhook: { key: 'url', description: 'the URL that takes the webhook, with its token' },
};

const titleTemplate =
  '[{{ .Status | toUpper }}{{ if eq .Status "firing" }}:{{ .Alerts.Firing | len }}{{ end }}] {{ .CommonLabels.alertname }} on {{ .CommonLabels.cluster }}';

const textTemplate =
  '{{ range .Alerts }}*{{ .Labels.severity }}* {{ .Annotations.summary }}\n{{ .Annotations.description }}\nRunbook: {{ or .Annotations.runbook_url .Annotations.runbook }}\n{{ end }}';

// Receivers and routes as a profile writes them. Credentials are named, never written: each receiver has a Secret.
import { z } from 'zod';
import { bytes, computeResources } from '../kit/schema.js';

const duration = z
  .string()
  .regex(/^(\d+(ms|s|m|h|d|w|y))+$/, 'must be a Prometheus duration such as 30s or 4h');

const name = z
  .string()
  .max(40)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, 'must be lower-case letters, digits and dashes')
  .describe('Name, for routes. Its credentials are in the Secret alertmanager-<name>.');

const sendResolved = z.boolean().default(true).describe('Also tell when an alert is over.');

export const receiver = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('slack').describe('A Slack channel, by incoming webhook. Secret key: url.'),
    name,
    channel: z.string().min(1).describe('Channel, such as #alerts.'),
    sendResolved,
  }),
  z.strictObject({
    type: z.literal('email').describe('Mail by SMTP. Secret key: password, when username is set.'),
    name,
    to: z.string().min(3).describe('Address of the receiver.'),
    from: z.string().min(3).describe('Address of the sender.'),
    smarthost: z
      .string()
      .regex(/^[^:\s]+:\d+$/, 'must be host:port')
      .describe('SMTP server and port, such as smtp.example.com:587.'),
    username: z.string().min(1).optional().describe('SMTP user.'),
    requireTls: z.boolean().default(true).describe('Refuse to send without STARTTLS.'),
    sendResolved,
  }),
  z.strictObject({
    type: z.literal('pagerduty').describe('PagerDuty, Events API v2. Secret key: routing-key.'),
    name,
    sendResolved,
  }),
  z.strictObject({
    type: z.literal('opsgenie').describe('Opsgenie. Secret key: api-key.'),
    name,
    apiUrl: z.url().optional().describe('API of another region, such as https://api.eu.opsgenie.com/.'),
    sendResolved,
  }),
  z.strictObject({
    type: z.literal('msteams').describe('Microsoft Teams, by workflow webhook. Secret key: url.'),
    name,
    sendResolved,
  }),
  z.strictObject({
    type: z.literal('telegram').describe('A Telegram chat. Secret key: bot-token.'),
    name,
    chatId: z.int().describe('Chat to write to.'),
    sendResolved,
  }),
  z.strictObject({
    type: z
      .literal('webhook')
      .describe('Any HTTP service that takes Alertmanager webhooks. Secret key: url.'),
    name,
    sendResolved,
  }),
]);

export type Receiver = z.output<typeof receiver>;

const route = z.strictObject({
  receiver: z.string().min(1).describe('Name of a receiver.'),
  matchers: z
    .array(
      z
        .string()
        .regex(
          /^[a-zA-Z_][a-zA-Z0-9_]*(=~|!~|!=|=).*$/,
          'must be label=value, label!=value, label=~regex or label!~regex',
        ),
    )
    .min(1)
    .describe('All must hold: severity=critical, namespace=~team-a-.*'),
  continue: z.boolean().default(false).describe('Go on to later routes after this one matched.'),
  groupBy: z.array(z.string().min(1)).optional().describe('Labels that make one notification.'),
  repeatInterval: duration.optional().describe('How often an unresolved alert is sent again.'),
});

export const alertmanagerConfig = z.strictObject({
  host: z
    .union([z.string().min(1), z.literal(false)])
    .default('alertmanager')
    .describe('Host of the web interface, below the cluster domain. false: inside of the cluster alone.'),
  replicas: z.int().min(1).max(5).default(3).describe('Members of the cluster; notifications are sent once.'),
  retention: z
    .string()
    .regex(/^(\d+(ms|s|m|h))+$/, 'must be a Go duration such as 120h')
    .default('120h')
    .describe('How long resolved alerts and expired silences are kept.'),
  volumeSize: bytes
    .default('2Gi')
    .describe("Size of each member's volume: silences and the notification log."),
  storageClass: z
    .string()
    .min(1)
    .optional()
    .describe('StorageClass of the volumes; the platform storage unless said.'),
  receivers: z.array(receiver).default([]).describe('Where alerts go. Without any they reach nobody.'),
  defaultReceiver: z
    .string()
    .min(1)
    .optional()
    .describe('Receiver of what no route matches; the first one unless said.'),
  routes: z.array(route).default([]).describe('Which alerts go to which receiver; the first match wins.'),
  deadMansSwitch: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Receiver that gets the always-firing Watchdog alert every five minutes: a service outside that alarms when it stops.',
    ),
  groupBy: z
    .array(z.string().min(1))
    .default(['alertname', 'namespace'])
    .describe('Labels that make one notification.'),
  groupWait: duration.default('30s').describe('How long the first notification of a group waits for others.'),
  groupInterval: duration.default('5m').describe('How long before news in a group is sent.'),
  repeatInterval: duration.default('12h').describe('How often an unresolved alert is sent again.'),
  resources: computeResources({ cpu: '20m', memory: '100Mi', memoryLimit: '200Mi' }).describe(
    'Resources of each member.',
  ),
});

export type AlertmanagerConfig = z.output<typeof alertmanagerConfig>;

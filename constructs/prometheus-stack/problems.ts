// What a schema cannot see: receivers that routes name and nobody defined, alerts that do not exist, replicas without a database.
import type { Problem } from '../kit/addon.js';
import { didYouMean } from '../kit/did-you-mean.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { alertNames } from './enabled-rules.js';

export function findProblems(config: Config, platform: Platform): readonly Problem[] {
  return [
    ...unknownReceivers(config),
    ...twinReceivers(config),
    ...unknownAlerts(config),
    ...grafanaReplicas(config),
    ...hiddenParts(platform),
  ];
}

function unknownReceivers({ alertmanager: a }: Config): Problem[] {
  const known = ['none', ...a.receivers.map((r) => r.name)];
  const named: (readonly [readonly (string | number)[], string | undefined])[] = [
    [['alertmanager', 'defaultReceiver'], a.defaultReceiver],
    [['alertmanager', 'deadMansSwitch'], a.deadMansSwitch],
    ...a.routes.map((r, i) => [['alertmanager', 'routes', i, 'receiver'], r.receiver] as const),
  ];
  return named.flatMap(([path, name]) =>
    name === undefined || known.includes(name)
      ? []
      : [
          {
            path,
            message: `no receiver is called ${name}${didYouMean(name, known)} (receivers: ${known.join(', ')})`,
          },
        ],
  );
}

function twinReceivers({ alertmanager: a }: Config): Problem[] {
  const names = ['none', ...a.receivers.map((r) => r.name)];
  return a.receivers.flatMap((r, i) =>
    names.indexOf(r.name) <= i
      ? [
          {
            path: ['alertmanager', 'receivers', i, 'name'],
            message: `two receivers are called ${r.name}; give each its own name`,
          },
        ]
      : [],
  );
}

function unknownAlerts({ disabledAlerts }: Config): Problem[] {
  const known = alertNames();
  return disabledAlerts.flatMap((name, i) =>
    known.includes(name)
      ? []
      : [
          {
            path: ['disabledAlerts', i],
            message: `no preset alert is called ${name}${didYouMean(name, known)}`,
          },
        ],
  );
}

function grafanaReplicas({ grafana }: Config): Problem[] {
  if (!grafana || grafana.replicas === 1 || grafana.database) return [];
  return [
    {
      path: ['grafana', 'replicas'],
      message: `${grafana.replicas} replicas need a shared database; set grafana.database, or keep one replica`,
    },
  ];
}

/** k3s runs the control plane in one process without pods, so a Service has nothing to select. */
function hiddenParts({ cluster }: Platform): Problem[] {
  if (cluster.distribution !== 'k3s' || cluster.controlPlaneMetrics.length === 0) return [];
  return [
    {
      path: [],
      message: 'k3s has no pods for the control plane to scrape; leave cluster.controlPlaneMetrics empty',
    },
  ];
}

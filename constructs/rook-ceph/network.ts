// Who may talk to whom. Daemons are known by the labels that Rook gives them; kernels that mount volumes and the CSI node
// plugins come from the nodes' own addresses. Ports: rook/rook@v1.20.6:deploy/examples/networkpolicy.yaml and pkg/operator/ceph.
import type { Construct } from 'constructs';
import { type Allowance, allow, type Flow, flow, pods, toApiServer, toDns, toNodes } from '../kit/allow.js';
import type { Labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { drivers } from './csi-drivers.js';
import {
  addonName,
  cephPods,
  csiName,
  csiOperatorName,
  csiOperatorPods,
  csiPods,
  daemonPods,
  daemonPorts,
  namespaceName,
  operatorName,
  operatorPods,
  ports,
} from './names.js';

export function network(scope: Construct, config: Config, platform: Platform): void {
  for (const allowance of [
    ...daemons(config, platform),
    ...controllers(config, platform),
    ...(config.objectStore.enabled ? [gateway()] : []),
  ]) {
    allow(scope, { addon: addonName, namespace: namespaceName, ...allowance });
  }
}

type Policy = Omit<Allowance, 'addon' | 'namespace'>;

function daemons(config: Config, platform: Platform): readonly Policy[] {
  const inside = insiders(config);
  const nodes = toNodes(platform).peers;
  const monPorts = monitorPorts(config);
  const serving = ['mgr', 'osd', ...(config.filesystem.enabled ? ['mds'] : [])];
  return [
    {
      name: 'ceph-mon',
      pods: daemonPods('mon'),
      from: [{ peers: [...inside, ...nodes], ports: monPorts }],
    },
    ...serving.map(
      (daemon): Policy => ({
        name: `ceph-${daemon}`,
        pods: daemonPods(daemon),
        from: [
          // No kernel talks to a manager.
          { peers: daemon === 'mgr' ? inside : [...inside, ...nodes], ports: [daemonPorts] },
        ],
      }),
    ),
    // What each of Ceph's own pods needs: monitors, and the daemons that the monitors point to.
    { name: 'ceph-to-ceph', pods: cephPods, to: [toDns(), ...toCeph(config)] },
    // Its sidecar labels the active manager's pod; its pages on buckets ask the gateways.
    {
      name: 'ceph-mgr-to-api',
      pods: daemonPods('mgr'),
      to: [
        toApiServer(platform),
        ...(config.objectStore.enabled
          ? [flow({ namespace: namespaceName, podLabels: daemonPods('rgw') }, ports.rgw)]
          : []),
      ],
    },
    // Jobs that report to Rook by a ConfigMap.
    ...jobs(config).map(
      ([name, labels]): Policy => ({ name, pods: labels, to: [toDns(), toApiServer(platform)] }),
    ),
  ];
}

/** Jobs and the labels of their pods; those that look at an image are named after the controller that asks. */
function jobs(config: Config): readonly (readonly [string, Labels])[] {
  const versions = [
    'rook-ceph-detect-version',
    ...(config.filesystem.enabled ? ['ceph-file-controller-detect-version'] : []),
    ...(config.objectStore.enabled ? ['ceph-object-controller-detect-version'] : []),
  ];
  return [['ceph-osd-prepare', daemonPods('osd-prepare')], ...versions.map((app) => [app, { app }] as const)];
}

function controllers(config: Config, platform: Platform): readonly Policy[] {
  return [
    {
      name: operatorName,
      pods: operatorPods,
      to: [
        toDns(),
        toApiServer(platform),
        ...toCeph(config),
        ...(config.objectStore.enabled
          ? [flow({ namespace: namespaceName, podLabels: daemonPods('rgw') }, ports.rgw)]
          : []),
      ],
    },
    { name: csiOperatorName, pods: csiOperatorPods, to: [toDns(), toApiServer(platform)] },
    ...drivers(config).map(
      (driver): Policy => ({
        name: csiName(driver, 'ctrlplugin'),
        pods: csiPods(driver, 'ctrlplugin'),
        to: [toDns(), toApiServer(platform), ...toCeph(config)],
      }),
    ),
  ];
}

/** S3 clients are pods of any namespace; they sign their requests with keys. */
function gateway(): Policy {
  return {
    name: 'ceph-rgw',
    pods: daemonPods('rgw'),
    from: [{ peers: [{ namespaceSelector: {} }], ports: [{ port: ports.rgw }] }],
  };
}

/** Ceph's own pods, and the controllers that are clients of it. */
function insiders(config: Config) {
  return [cephPods, operatorPods, ...drivers(config).map((driver) => csiPods(driver, 'ctrlplugin'))].map(
    (podLabels) => pods({ namespace: namespaceName, podLabels }),
  );
}

function toCeph(config: Config): readonly Flow[] {
  return [
    {
      peers: [pods({ namespace: namespaceName, podLabels: daemonPods('mon') })],
      ports: monitorPorts(config),
    },
    { peers: [pods({ namespace: namespaceName, podLabels: cephPods })], ports: [daemonPorts] },
  ];
}

function monitorPorts({ network: { requireMsgr2 } }: Config) {
  return [{ port: ports.monMsgr2 }, ...(requireMsgr2 ? [] : [{ port: ports.monMsgr1 }])];
}

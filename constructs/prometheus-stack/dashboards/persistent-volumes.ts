// Persistent volumes: which one is full, which will be soon, and which claim found no volume.
import { board, namespaceVariable, row } from '../../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../../kit/dashboard-panels.js';
import { ksm, kubelet } from '../rules/select.js';
import { toNamespace, uid } from './links.js';

const all = `${kubelet}, namespace=~"$namespace"`;
const claims = `${ksm}, namespace=~"$namespace"`;
const one = `${all}, persistentvolumeclaim=~"$claim"`;
const by = 'namespace, persistentvolumeclaim';
const used = (select: string) =>
  `1 - kubelet_volume_stats_available_bytes{${select}} / kubelet_volume_stats_capacity_bytes{${select}}`;

export function persistentVolumesDashboard(): unknown {
  return board({
    uid: uid.volumes,
    title: 'Persistent volumes',
    description: 'Space and inodes of claims, as the kubelets that mount them report.',
    tags: ['kubernetes', 'storage'],
    from: 'now-6h',
    variables: [
      namespaceVariable({ all: true, multi: true }),
      {
        name: 'claim',
        label: 'Claim',
        query: `label_values(kubelet_volume_stats_capacity_bytes{namespace=~"$namespace"}, persistentvolumeclaim)`,
        all: true,
        multi: true,
      },
    ],
    links: [
      { board: uid.cluster, title: 'Cluster' },
      { board: uid.namespace, title: 'Namespace' },
    ],
    rows: [
      row('State', state),
      row('Claims', [table1]),
      row('Space', space),
      row('Inodes', inodes, { collapsed: true }),
    ],
  });
}

const state = [
  stat({
    title: 'Fullest claim',
    description: 'Used space of the fullest volume.',
    unit: 'percentunit',
    decimals: 0,
    expr: `max(${used(all)})`,
    limits: { warning: 0.8, critical: 0.9 },
  }),
  stat({
    title: 'Above 80%',
    description: 'Volumes that need a look soon.',
    unit: 'short',
    expr: `count(${used(all)} > 0.8) or vector(0)`,
    limits: { warning: 1, critical: 5 },
  }),
  stat({
    title: 'Full within 4 days',
    description:
      'Volumes that are more than half full and run out of space in 4 days if the last 6 hours go on.',
    unit: 'short',
    expr: `
count(
  ${used(all)} > 0.5
  and predict_linear(kubelet_volume_stats_available_bytes{${all}}[6h], 4 * 24 * 3600) < 0
) or vector(0)`,
    limits: { warning: 1, critical: 3 },
  }),
  stat({
    title: 'Inodes above 80%',
    description: 'Volumes with many small files: they fill up with space left.',
    unit: 'short',
    expr: `count(kubelet_volume_stats_inodes_used{${all}} / (kubelet_volume_stats_inodes{${all}} > 0) > 0.8) or vector(0)`,
    limits: { warning: 1, critical: 5 },
  }),
  stat({
    title: 'Claims not bound',
    description:
      'Claims without a volume: no StorageClass, no provisioner, or no pod that uses them yet (WaitForFirstConsumer).',
    unit: 'short',
    expr: `sum(kube_persistentvolumeclaim_status_phase{${claims}, phase=~"Pending|Lost"}) or vector(0)`,
    limits: { warning: 1, critical: 5 },
  }),
  stat({
    title: 'Volumes released or failed',
    description:
      'Volumes whose claim is gone but which still hold data (Released), or could not be reclaimed (Failed). Of the whole cluster.',
    unit: 'short',
    expr: `sum(kube_persistentvolume_status_phase{${ksm}, phase=~"Released|Failed"}) or vector(0)`,
    limits: { warning: 1 },
  }),
];

const table1 = table({
  title: 'Claims',
  description: 'Each mounted claim. A negative time to full means that it is being emptied.',
  height: 11,
  labels: {
    namespace: { title: 'Namespace', link: toNamespace },
    persistentvolumeclaim: { title: 'Claim' },
  },
  columns: [
    {
      title: 'Used',
      unit: 'percentunit',
      decimals: 0,
      bar: 1,
      limits: { warning: 0.8, critical: 0.9 },
      expr: `max by (${by}) (${used(one)})`,
    },
    { title: 'Free', unit: 'bytes', expr: `min by (${by}) (kubelet_volume_stats_available_bytes{${one}})` },
    { title: 'Size', unit: 'bytes', expr: `max by (${by}) (kubelet_volume_stats_capacity_bytes{${one}})` },
    {
      title: 'Growth per day',
      unit: 'bytes',
      expr: `max by (${by}) (deriv(kubelet_volume_stats_used_bytes{${one}}[6h])) * 86400`,
    },
    {
      title: 'Inodes used',
      unit: 'percentunit',
      decimals: 0,
      limits: { warning: 0.8, critical: 0.9 },
      expr: `max by (${by}) (kubelet_volume_stats_inodes_used{${one}} / (kubelet_volume_stats_inodes{${one}} > 0))`,
    },
  ],
  sortBy: 'Used',
});

const legend = '{{namespace}}/{{persistentvolumeclaim}}';

const space = [
  timeseries({
    title: 'Used space',
    description:
      'Share of each volume that is used. Saw teeth are compactions; a straight line up is growth to plan for.',
    unit: 'percentunit',
    max: 1,
    height: 10,
    limits: { warning: 0.8, critical: 0.9 },
    queries: [query(`max by (${by}) (${used(one)})`, legend)],
  }),
  timeseries({
    title: 'Free space',
    description: 'Bytes left in each volume.',
    unit: 'bytes',
    height: 10,
    queries: [query(`min by (${by}) (kubelet_volume_stats_available_bytes{${one}})`, legend)],
  }),
];

const inodes = [
  timeseries({
    title: 'Used inodes',
    description:
      'Share of inodes that are used. File systems without a fixed number, such as btrfs, are not shown.',
    unit: 'percentunit',
    max: 1,
    limits: { warning: 0.8, critical: 0.9 },
    queries: [
      query(
        `max by (${by}) (kubelet_volume_stats_inodes_used{${one}} / (kubelet_volume_stats_inodes{${one}} > 0))`,
        legend,
      ),
    ],
  }),
];

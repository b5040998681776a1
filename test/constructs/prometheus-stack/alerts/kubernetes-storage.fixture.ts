// Volumes that fill up or are missing, and volumes that are well.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const claim = { namespace: 'shop', persistentvolumeclaim: 'data-db-0' };
const kubelet = wordsFor({ job: 'kubelet', metrics_path: '/metrics', node: 'n1', ...claim });
const other = wordsFor({ job: 'kubelet', metrics_path: '/metrics', node: 'n2', ...claim });
const ksm = wordsFor({ job: 'kube-state-metrics' });
const readOnly = ksm.stays('kube_persistentvolumeclaim_access_mode', 1, {
  ...claim,
  access_mode: 'ReadOnlyMany',
});
const phase = (name: string) =>
  ksm.stays('kube_persistentvolumeclaim_status_phase', 1, { ...claim, phase: name });
const volume = (name: string, value: number) =>
  ksm.stays('kube_persistentvolume_status_phase', value, { persistentvolume: 'pv-1', phase: name });
const mounted = ksm.stays('kube_pod_spec_volumes_persistentvolumeclaims_info', 1, {
  ...claim,
  pod: 'db-0',
  volume: 'data',
});

export const storageTests: readonly AlertTest[] = [
  ...fillingUp('KubePersistentVolumeFillingUp', 'available_bytes', 'capacity_bytes', 'used_bytes'),
  ...fillingUp('KubePersistentVolumeInodesFillingUp', 'inodes_free', 'inodes', 'inodes_used'),
  {
    alert: 'KubePersistentVolumeErrors',
    fires: [
      labelled({ persistentvolume: 'pv-1', phase: 'Failed' }, at('10m', volume('Failed', 1))),
      at('10m', volume('Pending', 1)),
    ],
    silent: [at('10m', volume('Bound', 1), volume('Failed', 0), volume('Pending', 0))],
  },
  {
    alert: 'KubePersistentVolumeClaimPending',
    fires: [labelled(claim, at('20m', phase('Pending'), mounted))],
    silent: [
      at('20m', phase('Bound'), mounted),
      // It binds when a pod comes, and none has.
      at('20m', phase('Pending')),
    ],
  },
  {
    alert: 'KubePersistentVolumeClaimLost',
    fires: [labelled(claim, at('10m', phase('Lost')))],
    silent: [at('10m', phase('Bound'))],
  },
];

function fillingUp(alert: string, free: string, all: string, used: string): readonly AlertTest[] {
  const volumeOf = (values: string, inUse = 90): Series[] => [
    kubelet.runs(`kubelet_volume_stats_${free}`, values),
    kubelet.stays(`kubelet_volume_stats_${all}`, 1000),
    kubelet.stays(`kubelet_volume_stats_${used}`, inUse),
  ];
  return [
    {
      alert,
      severity: 'critical',
      fires: [
        labelled(claim, at('10m', ...volumeOf('20x1000'))),
        // One volume on two nodes is one alert.
        at(
          '10m',
          ...volumeOf('20x1000'),
          other.stays(`kubelet_volume_stats_${free}`, 20),
          other.stays(`kubelet_volume_stats_${all}`, 1000),
        ),
      ],
      silent: [
        at('10m', ...volumeOf('40x1000')),
        at('10m', ...volumeOf('20x1000'), readOnly),
        at('10m', ...volumeOf('0x1000', 0)),
      ],
    },
    {
      alert,
      severity: 'warning',
      fires: [labelled(claim, at('12h', ...volumeOf('300-0.25x1000')))],
      silent: [
        // Little is free, and it stays so.
        at('12h', ...volumeOf('120x1000')),
        // It falls, from a height.
        at('12h', ...volumeOf('900-0.25x1000')),
        at('12h', ...volumeOf('300-0.25x1000'), readOnly),
      ],
    },
  ];
}

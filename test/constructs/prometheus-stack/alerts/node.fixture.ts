// Machines in trouble, and well.
import type { AlertTest, Series } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const n1 = { instance: 'n1' };
const { stays, grows, runs } = wordsFor({ job: 'node-exporter', instance: 'n1', node: 'n1' });
const root = wordsFor({
  job: 'node-exporter',
  ...n1,
  node: 'n1',
  device: '/dev/sda1',
  fstype: 'ext4',
  mountpoint: '/',
});
const ram = wordsFor({
  job: 'node-exporter',
  ...n1,
  node: 'n1',
  device: 'tmpfs',
  fstype: 'tmpfs',
  mountpoint: '/run',
});
const nic = wordsFor({ job: 'node-exporter', ...n1, node: 'n1', device: 'eth0' });
const pair = wordsFor({ job: 'node-exporter', ...n1, node: 'n1', device: 'veth1a2b' });
const ksm = wordsFor({ job: 'kube-state-metrics' });

const diskOf = (words: typeof root, free: string, all: string, values: string, readOnly = 0): Series[] => [
  words.runs(free, values),
  words.stays(all, 1000),
  words.stays('node_filesystem_readonly', readOnly),
];
const where = { ...n1, device: '/dev/sda1', mountpoint: '/' };

export const filesystemTests: readonly AlertTest[] = [
  ...fillingUp(
    'NodeFilesystemSpaceFillingUp',
    'node_filesystem_avail_bytes',
    'node_filesystem_size_bytes',
    '220-0.1x1000',
    '300-0.5x1000',
  ),
  ...almostOut('NodeFilesystemAlmostOutOfSpace', 'node_filesystem_avail_bytes', 'node_filesystem_size_bytes'),
  ...fillingUp(
    'NodeFilesystemFilesFillingUp',
    'node_filesystem_files_free',
    'node_filesystem_files',
    '340-0.2x1000',
    '450-0.8x1000',
  ),
  ...almostOut('NodeFilesystemAlmostOutOfFiles', 'node_filesystem_files_free', 'node_filesystem_files'),
  {
    alert: 'NodeFilesystemReadOnly',
    fires: [labelled(where, at('30m', root.turns('node_filesystem_readonly', 0, 20, 1)))],
    silent: [
      at('30m', root.stays('node_filesystem_readonly', 0)),
      // It has always been so: a medium, or an immutable system.
      at('30m', root.stays('node_filesystem_readonly', 1)),
    ],
  },
];

function fillingUp(
  alert: string,
  free: string,
  all: string,
  slowly: string,
  fast: string,
): readonly AlertTest[] {
  return [
    {
      alert,
      severity: 'warning',
      fires: [labelled(where, at('15h', ...diskOf(root, free, all, slowly)))],
      silent: [
        at('15h', ...diskOf(root, free, all, '140x1000')),
        at('15h', ...diskOf(root, free, all, '1000-0.2x1000')),
        at('15h', ...diskOf(root, free, all, slowly, 1)),
        at('15h', ...diskOf(ram, free, all, slowly)),
      ],
    },
    {
      alert,
      severity: 'critical',
      fires: [labelled(where, at('9h', ...diskOf(root, free, all, fast)))],
      silent: [
        at('9h', ...diskOf(root, free, all, '80x1000')),
        at('15h', ...diskOf(root, free, all, '220-0.1x1000')),
      ],
    },
  ];
}

function almostOut(alert: string, free: string, all: string): readonly AlertTest[] {
  return [
    {
      alert,
      severity: 'warning',
      fires: [labelled(where, at('30m', ...diskOf(root, free, all, '40x100')))],
      silent: [
        at('30m', ...diskOf(root, free, all, '60x100')),
        at('30m', ...diskOf(root, free, all, '0x100', 1)),
        at('30m', ...diskOf(ram, free, all, '0x100')),
      ],
    },
    {
      alert,
      severity: 'critical',
      fires: [labelled(where, at('30m', ...diskOf(root, free, all, '20x100')))],
      silent: [at('30m', ...diskOf(root, free, all, '40x100'))],
    },
  ];
}

const md = (name: string, value: number, labels = {}) => stays(name, value, { device: 'md0', ...labels });
const packets = (errors: number, words = nic) =>
  ['receive', 'transmit'].flatMap((way) => [
    words.grows(`node_network_${way}_errs_total`, errors),
    words.grows(`node_network_${way}_packets_total`, 1000),
  ]);
const up = '1 0 '.repeat(30).trim();

export const hardwareTests: readonly AlertTest[] = [
  ...['NodeNetworkReceiveErrs', 'NodeNetworkTransmitErrs'].map((alert) => ({
    alert,
    fires: [labelled({ ...n1, device: 'eth0' }, at('80m', ...packets(20)))],
    silent: [at('80m', ...packets(1)), at('80m', ...packets(20, pair)), at('30m', ...packets(20))],
  })),
  {
    alert: 'NodeClockSkewDetected',
    fires: [
      labelled(n1, at('30m', stays('node_timex_offset_seconds', 0.2))),
      at('30m', runs('node_timex_offset_seconds', '-0.1-0.01x100')),
    ],
    silent: [
      at('30m', stays('node_timex_offset_seconds', 0.01)),
      // It comes back.
      at('30m', runs('node_timex_offset_seconds', '0.5-0.01x100')),
    ],
  },
  {
    alert: 'NodeClockNotSynchronising',
    fires: [
      labelled(n1, at('40m', stays('node_timex_sync_status', 0), stays('node_timex_maxerror_seconds', 16))),
    ],
    silent: [
      at('40m', stays('node_timex_sync_status', 1), stays('node_timex_maxerror_seconds', 0.01)),
      // chrony reports it so for a while after a start.
      at('40m', stays('node_timex_sync_status', 0), stays('node_timex_maxerror_seconds', 0.5)),
    ],
  },
  {
    alert: 'NodeRAIDDegraded',
    fires: [
      labelled(
        { ...n1, device: 'md0' },
        at('20m', md('node_md_disks_required', 2), md('node_md_disks', 1, { state: 'active' })),
      ),
    ],
    silent: [
      at('20m', md('node_md_disks_required', 2), md('node_md_disks', 2, { state: 'active' })),
      at('20m'),
    ],
  },
  {
    alert: 'NodeRAIDDiskFailure',
    fires: [labelled({ ...n1, device: 'md0' }, at('10m', md('node_md_disks', 1, { state: 'failed' })))],
    silent: [
      at('10m', md('node_md_disks', 0, { state: 'failed' }), md('node_md_disks', 2, { state: 'active' })),
    ],
  },
  {
    alert: 'NodeBondingDegraded',
    fires: [
      labelled(
        { ...n1, master: 'bond0' },
        at(
          '10m',
          stays('node_bonding_slaves', 2, { master: 'bond0' }),
          stays('node_bonding_active', 1, { master: 'bond0' }),
        ),
      ),
    ],
    silent: [
      at(
        '10m',
        stays('node_bonding_slaves', 2, { master: 'bond0' }),
        stays('node_bonding_active', 2, { master: 'bond0' }),
      ),
    ],
  },
  {
    alert: 'NodeNetworkInterfaceFlapping',
    fires: [labelled({ ...n1, device: 'eth0' }, at('20m', nic.runs('node_network_up', up)))],
    silent: [
      at('20m', nic.stays('node_network_up', 1)),
      at('20m', pair.runs('node_network_up', up)),
      at('20m', nic.turns('node_network_up', 1, 15, 0)),
    ],
  },
];

const cpu = (idle: number) => [
  grows('node_cpu_seconds_total', idle * 60, { cpu: '0', mode: 'idle' }),
  grows('node_cpu_seconds_total', 60 - idle * 60, { cpu: '0', mode: 'user' }),
];
const memory = (available: number) => [
  stays('node_memory_MemAvailable_bytes', available),
  stays('node_memory_MemTotal_bytes', 1000),
];
const share = (
  name: string,
  part: string,
  whole: string,
  high: number,
  low: number,
  extra: Partial<AlertTest> = {},
): AlertTest => ({
  alert: name,
  ...extra,
  fires: [labelled(n1, at('30m', stays(part, high), stays(whole, 1000)))],
  silent: [at('30m', stays(part, low), stays(whole, 1000)), at('30m', stays(part, 0), stays(whole, 0))],
});

export const nodeTests: readonly AlertTest[] = [
  share(
    'NodeHighNumberConntrackEntriesUsed',
    'node_nf_conntrack_entries',
    'node_nf_conntrack_entries_limit',
    800,
    700,
  ),
  {
    alert: 'NodeTextFileCollectorScrapeError',
    fires: [labelled(n1, at('10m', stays('node_textfile_scrape_error', 1)))],
    silent: [at('10m', stays('node_textfile_scrape_error', 0))],
  },
  share('NodeFileDescriptorLimit', 'node_filefd_allocated', 'node_filefd_maximum', 750, 500, {
    severity: 'warning',
  }),
  share('NodeFileDescriptorLimit', 'node_filefd_allocated', 'node_filefd_maximum', 950, 750, {
    severity: 'critical',
  }),
  {
    alert: 'NodeCPUHighUsage',
    fires: [labelled(n1, at('50m', ...cpu(0.05)))],
    silent: [at('50m', ...cpu(0.3)), at('20m', ...cpu(0.05))],
  },
  {
    alert: 'NodeSystemSaturation',
    fires: [labelled(n1, at('30m', ...cpu(0.1), stays('node_load1', 5)))],
    silent: [at('30m', ...cpu(0.1), stays('node_load1', 1.5))],
  },
  {
    alert: 'NodeMemoryMajorPagesFaults',
    fires: [labelled(n1, at('30m', grows('node_vmstat_pgmajfault', 60000)))],
    silent: [at('30m', grows('node_vmstat_pgmajfault', 600))],
  },
  {
    alert: 'NodeMemoryHighUtilization',
    fires: [labelled(n1, at('30m', ...memory(50)))],
    silent: [at('30m', ...memory(300))],
  },
  {
    alert: 'NodeOOMKillDetected',
    fires: [labelled(n1, at('20m', runs('node_vmstat_oom_kill', '3x14 4x100')))],
    silent: [at('20m', stays('node_vmstat_oom_kill', 3))],
  },
  {
    alert: 'NodeDiskIOSaturation',
    fires: [
      labelled(
        { ...n1, device: 'sda' },
        at('50m', grows('node_disk_io_time_weighted_seconds_total', 60 * 20, { device: 'sda' })),
      ),
    ],
    silent: [
      at('50m', grows('node_disk_io_time_weighted_seconds_total', 60 * 2, { device: 'sda' })),
      at('50m', grows('node_disk_io_time_weighted_seconds_total', 60 * 20, { device: 'sda1' })),
    ],
  },
  {
    alert: 'NodeExporterMissing',
    fires: [labelled({ node: 'n1' }, at('20m', ready('1'))), at('20m', ready('1'), stays('up', 0))],
    silent: [
      at('20m', ready('1'), stays('up', 1)),
      // KubeNodeNotReady speaks.
      at('20m', ready('0')),
    ],
  },
];

function ready(value: string): Series {
  return ksm.runs('kube_node_status_condition', `${value}x1000`, {
    node: 'n1',
    condition: 'Ready',
    status: 'true',
  });
}

// Disks and file systems of one node.
import { query, table, timeseries } from '../../kit/dashboard-panels.js';
import { disks } from '../rules/recording-node.js';
import { files, here, mine } from './node-resources.js';

export const disk = [
  timeseries({
    title: 'Disk busy',
    description:
      'Share of time in which a disk had work. NVMe disks may do more at 100%; look at the wait too.',
    unit: 'percentunit',
    max: 1,
    queries: [query(`instance_device:node_disk_io_time_seconds:rate5m{${here}}`, '{{device}}')],
  }),
  timeseries({
    title: 'Disk queue',
    description:
      'Saturation: requests that wait or run, on average. Steadily above 10 the disk is too slow for its work.',
    unit: 'short',
    queries: [query(`instance_device:node_disk_io_time_weighted_seconds:rate5m{${here}}`, '{{device}}')],
  }),
  timeseries({
    title: 'Disk traffic',
    description: 'Bytes read, and below the line written.',
    unit: 'binBps',
    queries: [
      query(`rate(node_disk_read_bytes_total{${mine}, ${disks}}[$__rate_interval])`, '{{device}} read'),
      query(
        `rate(node_disk_written_bytes_total{${mine}, ${disks}}[$__rate_interval])`,
        '{{device}} written',
        {
          as: 'mirror',
        },
      ),
    ],
  }),
  table({
    title: 'File systems',
    description:
      'Space and inodes of each file system. Read-only is what the kernel makes of one with errors.',
    width: 24,
    height: 7,
    labels: {
      mountpoint: { title: 'Mounted at' },
      device: { title: 'Device' },
      fstype: { title: 'Type', width: 90 },
    },
    columns: [
      {
        title: 'Used',
        unit: 'percentunit',
        decimals: 0,
        bar: 1,
        limits: { warning: 0.8, critical: 0.9 },
        expr: `
max by (mountpoint, device, fstype) (1 - node_filesystem_avail_bytes{${files}} / node_filesystem_size_bytes{${files}})`,
      },
      {
        title: 'Free',
        unit: 'bytes',
        expr: `max by (mountpoint, device, fstype) (node_filesystem_avail_bytes{${files}})`,
      },
      {
        title: 'Size',
        unit: 'bytes',
        expr: `max by (mountpoint, device, fstype) (node_filesystem_size_bytes{${files}})`,
      },
      {
        title: 'Inodes used',
        unit: 'percentunit',
        decimals: 0,
        limits: { warning: 0.8, critical: 0.9 },
        expr: `
max by (mountpoint, device, fstype) (
  1 - node_filesystem_files_free{${files}} / (node_filesystem_files{${files}} > 0)
)`,
      },
      {
        title: 'Writable',
        unit: 'short',
        expr: `max by (mountpoint, device, fstype) (node_filesystem_readonly{${files}})`,
        values: { 0: ['yes', 'green'], 1: ['no', 'red'] },
      },
    ],
  }),
];

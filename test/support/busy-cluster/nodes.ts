// The machines of the busy cluster, as node-exporter sees them.

import type { Series } from '../promtool.js';
import { nodes } from './objects.js';
import { count, each, one, still } from './series.js';

export function nodeExporter(): readonly Series[] {
  const gauges = {
    boot_time_seconds: -3600,
    time_seconds: 0,
    load1: 1,
    load5: 1,
    load15: 1,
    filefd_allocated: 1,
    filefd_maximum: 9,
    memory_MemTotal_bytes: 8e9,
    memory_MemAvailable_bytes: 4e9,
    memory_MemFree_bytes: 2e9,
    memory_Buffers_bytes: 1e8,
    memory_Cached_bytes: 1e9,
    memory_SReclaimable_bytes: 1e8,
    nf_conntrack_entries: 5,
    nf_conntrack_entries_limit: 10,
    timex_offset_seconds: 0.01,
  };
  const counters = [
    'context_switches_total',
    'forks_total',
    'netstat_Tcp_RetransSegs',
    'vmstat_oom_kill',
    'vmstat_pgmajfault',
    'pressure_cpu_waiting_seconds_total',
    'pressure_io_waiting_seconds_total',
    'pressure_memory_waiting_seconds_total',
  ];
  const disk = ['read_bytes', 'written_bytes', 'io_time_seconds', 'io_time_weighted_seconds'];
  const network = [
    'receive_bytes',
    'receive_drop',
    'receive_errs',
    'transmit_bytes',
    'transmit_drop',
    'transmit_errs',
  ];
  return each(nodes, (node) => {
    const own = { job: 'node-exporter', instance: node, node };
    const fs = { ...own, mountpoint: '/', device: '/dev/sda1', fstype: 'ext4' };
    return [
      ...each(Object.entries(gauges), ([what, value]) => [one(`node_${what}`, own, still(value))]),
      ...each(counters, (what) => [one(`node_${what}`, own, count)]),
      ...each(['idle', 'user', 'system'], (mode) => [
        one('node_cpu_seconds_total', { ...own, cpu: '0', mode }, '0+20x60'),
      ]),
      ...each(disk, (what) => [one(`node_disk_${what}_total`, { ...own, device: 'sda' }, count)]),
      ...each(network, (what) => [one(`node_network_${what}_total`, { ...own, device: 'eth0' }, count)]),
      ...each(
        Object.entries({ avail_bytes: 1, size_bytes: 4, files: 9, files_free: 3, readonly: 0 }),
        ([what, value]) => [one(`node_filesystem_${what}`, fs, still(value))],
      ),
    ];
  });
}

// Alerts on nodes as node-exporter sees them. Those on systemd units are left out: its collector is not enabled.
import type { AlertRule, RuleGroup } from '../../kit/alerts.js';
import { filesystemAlerts } from './node-filesystem.js';
import { hardwareAlerts } from './node-hardware.js';
import { ksm, node } from './select.js';

const resourceAlerts: readonly AlertRule[] = [
  {
    alert: 'NodeHighNumberConntrackEntriesUsed',
    expr: `
max by (instance) (node_nf_conntrack_entries{${node}} / (node_nf_conntrack_entries_limit{${node}} > 0)) > 0.75`,
    for: '5m',
    severity: 'warning',
    summary: 'Node {{ $labels.instance }} tracks nearly as many connections as it can',
    description:
      '{{ $value | humanizePercentage }} of the connection table is used. When it is full, new connections are dropped without a word, DNS look-ups among the first.',
    runbook:
      'See what fills it: `conntrack -L 2>/dev/null | awk "{print \\$1, \\$4}" | sort | uniq -c | sort -n | tail` on the node; often one pod that opens a connection per request, or DNS over UDP. Raise the limit through kube-proxy (`conntrack.maxPerCore`) or `sysctl net.netfilter.nf_conntrack_max`; an entry costs about 320 bytes.',
  },
  {
    alert: 'NodeTextFileCollectorScrapeError',
    expr: `max by (instance) (node_textfile_scrape_error{${node}}) == 1`,
    for: '5m',
    severity: 'warning',
    summary: 'node-exporter on {{ $labels.instance }} cannot read its text files',
    description:
      'A file in the folder of the textfile collector is broken. Metrics that come by this way are missing.',
    runbook:
      'The log of the exporter names file and line: `kubectl -n node-exporter logs POD`. Scripts must write to a temporary name and rename it, or a half-written file is read. Two files with the same series, or one with time stamps, are refused too.',
  },
  ...fileDescriptors(),
  {
    alert: 'NodeCPUHighUsage',
    expr: 'instance:node_cpu_utilisation:rate5m > 0.9',
    for: '30m',
    severity: 'info',
    summary: 'The CPUs of node {{ $labels.instance }} have been nearly fully used for half an hour',
    description:
      'They are busy {{ $value | humanizePercentage }} of the time. That is fine for batch work; what answers users gets slower.',
    runbook:
      '`kubectl top pods -A --sort-by cpu` and the dashboard of the node show who uses it. If pods use far more than they request, raise their requests so that the scheduler spreads them. If it is the system itself (`top` on the node), look for interrupts, a runaway agent or a kernel thread.',
  },
  {
    alert: 'NodeSystemSaturation',
    expr: 'instance:node_load1_per_cpu:ratio > 2',
    for: '15m',
    severity: 'warning',
    summary: 'Node {{ $labels.instance }} has more work than it can do',
    description:
      'Its load is {{ $value | humanize }} per CPU: processes wait for a CPU or for a disk. The kubelet itself may be late, and the node turn not ready.',
    runbook:
      '`vmstat 1` on the node: many in column r wait for CPU (go on as in NodeCPUHighUsage), many in column b for a disk or a network file system (NodeDiskIOSaturation). Processes in state D that do not move, `ps axo stat,pid,wchan,cmd | grep ^D`, point at storage that hangs. Cordon the node, and move pods away by deleting some.',
  },
  {
    alert: 'NodeMemoryMajorPagesFaults',
    expr: 'instance:node_vmstat_pgmajfault:rate5m > 500',
    for: '15m',
    severity: 'warning',
    summary: 'Node {{ $labels.instance }} keeps reading memory pages back from disk',
    description:
      '{{ $value | humanize }} times a second a process waits for a page that had been dropped or swapped out. Memory is short; everything on the node is slow.',
    runbook:
      'See NodeMemoryHighUtilization for who uses the memory. Pods without a memory limit, and limits far above requests, let a node fill up like this. A database that reads its files through mmap makes such faults by design: if only those nodes show it and latency is fine, silence it there.',
  },
  {
    alert: 'NodeMemoryHighUtilization',
    expr: 'instance:node_memory_utilisation:ratio > 0.9',
    for: '15m',
    severity: 'warning',
    summary: 'Memory of node {{ $labels.instance }} is nearly used up',
    description:
      '{{ $value | humanizePercentage }} is in use and cannot be reclaimed. Soon the kubelet evicts pods, or the kernel ends processes.',
    runbook:
      '`kubectl top pods -A --sort-by memory` and the pods on that node, beside their requests: the ones far above their request are evicted first. Raise requests so that fewer share the node, or add nodes. If pods do not explain it, look at the system: `ps axo rss,cmd --sort -rss | head`, huge pages, and kernel memory in `/proc/meminfo` (Slab).',
  },
  {
    alert: 'NodeOOMKillDetected',
    expr: `max by (instance) (increase(node_vmstat_oom_kill{${node}}[15m])) > 0`,
    severity: 'info',
    summary: 'The kernel of node {{ $labels.instance }} has ended a process for want of memory',
    description:
      'It happened {{ $value | printf "%.0f" }} times within 15 minutes. Often it is a container at its own limit (KubeContainerOOMKilled says which); if not, the node itself ran out.',
    runbook:
      '`dmesg -T | grep -i "killed process"` on the node names process and control group. "Memory cgroup out of memory" is a container\'s limit, and a process in it may die without the container ending. "Out of memory" alone is the whole node: set requests and limits, and reserve memory for the system (`systemReserved`, `kubeReserved` of the kubelet).',
  },
  {
    alert: 'NodeDiskIOSaturation',
    expr: 'instance_device:node_disk_io_time_weighted_seconds:rate5m > 10',
    for: '30m',
    severity: 'warning',
    summary: 'Disk {{ $labels.device }} of node {{ $labels.instance }} cannot keep up',
    description:
      'On average {{ $value | humanize }} operations wait for it, for half an hour. All that uses it is slow; etcd may lose its leader.',
    runbook:
      '`iotop -oa` or `pidstat -d 5` on the node shows who reads and writes. On cloud disks compare with the limits of the volume type: they are often reached before the disk is full. Move noisy pods elsewhere, give etcd and databases disks of their own, or take faster ones.',
  },
  {
    alert: 'NodeExporterMissing',
    expr: `
max by (node) (kube_node_status_condition{${ksm}, condition="Ready", status="true"} == 1)
unless on (node) (up{${node}} == 1)`,
    for: '15m',
    severity: 'warning',
    summary: 'There are no metrics of node {{ $labels.node }}',
    description:
      'The node is ready, and its node-exporter is missing or cannot be scraped: alerts on its disks, memory and clock are blind.',
    runbook:
      '`kubectl -n node-exporter get pods -o wide` must show one running on that node. If there is none, see the events of the DaemonSet (Windows nodes have none on purpose: silence them by name). If it runs, port 9100 of the node must be open to pods: check the firewall of the host, and whether another program holds the port.',
  },
];

export const nodeRules: readonly RuleGroup[] = [
  { name: 'node-exporter', rules: [...filesystemAlerts, ...resourceAlerts] },
  { name: 'node-hardware', rules: hardwareAlerts },
];

function fileDescriptors(): readonly AlertRule[] {
  return (
    [
      ['warning', 0.7],
      ['critical', 0.9],
    ] as const
  ).map(([severity, limit]) => ({
    alert: 'NodeFileDescriptorLimit',
    expr: `max by (instance) (node_filefd_allocated{${node}} / (node_filefd_maximum{${node}} > 0)) > ${limit}`,
    for: '15m',
    severity,
    summary: 'Node {{ $labels.instance }} is running out of file handles',
    description:
      '{{ $value | humanizePercentage }} of all the file handles that the kernel gives out are taken. At the end no process can open a file or a socket.',
    runbook:
      'Find the process: `for p in /proc/[0-9]*; do echo "$(ls $p/fd 2>/dev/null | wc -l) $(cat $p/comm)"; done | sort -n | tail` on the node. It leaks files or connections: restart its pod and report the fault. Raise `fs.file-max` only when the use is real.',
  }));
}

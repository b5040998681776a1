// Alerts on the file systems of nodes: space, inodes, and a disk that went read-only.
import type { AlertRule } from '../../kit/alerts.js';
import { node } from './select.js';

/** File systems that hold data: no RAM disks, images or views of what is mounted elsewhere. */
const real = `${node}, fstype!~"tmpfs|ramfs|devtmpfs|squashfs|iso9660|erofs|overlay|nsfs|fuse.*|nfs.*|cifs|ceph", mountpoint!=""`;

const writable = `node_filesystem_readonly{${real}} == 0`;

const where = '{{ $labels.mountpoint }} on node {{ $labels.instance }}';

interface Amount {
  readonly word: string;
  readonly free: string;
  readonly all: string;
  readonly runbook: string;
}

const space: Amount = {
  word: 'space',
  free: 'node_filesystem_avail_bytes',
  all: 'node_filesystem_size_bytes',
  runbook:
    '1. `du -xhd2 / | sort -h | tail -20` on the node, or the dashboard of the node for when it began. Usual finds: container logs under /var/log/pods, images under /var/lib/containerd, emptyDirs under /var/lib/kubelet/pods, the journal (`journalctl --vacuum-size=500M`), core dumps.\n2. Images: `crictl rmi --prune`. The kubelet does it by itself above 85% use, and evicts pods at 90%.\n3. Drain the node if it cannot wait; enlarge the disk if use is real. On control planes etcd is on it: act first there.',
};

const files: Amount = {
  word: 'inodes',
  free: 'node_filesystem_files_free',
  all: 'node_filesystem_files',
  runbook:
    '1. Find the folder with very many small files: `find / -xdev -printf "%h\\n" | sort | uniq -c | sort -n | tail` on the node.\n2. Usual finds: a queue or cache of an agent under /var/lib, sessions or temporary files in an emptyDir, image layers with large node_modules trees (`crictl rmi --prune`).\n3. ext4 cannot get more inodes but by growing; make the next disk with xfs.',
};

export const filesystemAlerts: readonly AlertRule[] = [
  // The kubelet collects images above 85% use: a slope above that line is normal and ends there.
  ...fillingUp('NodeFilesystemSpaceFillingUp', space, [0.15, 0.1]),
  ...almostOut('NodeFilesystemAlmostOutOfSpace', space),
  ...fillingUp('NodeFilesystemFilesFillingUp', files, [0.3, 0.15]),
  ...almostOut('NodeFilesystemAlmostOutOfFiles', files),
  {
    alert: 'NodeFilesystemReadOnly',
    expr: `
max by (instance, device, mountpoint) (
  node_filesystem_readonly{${real}} == 1
  and min_over_time(node_filesystem_readonly{${real}}[1d]) == 0
)`,
    for: '2m',
    severity: 'critical',
    summary: `The file system ${where} has become read-only`,
    description:
      'It could be written to within the last day. The kernel does this after I/O errors, to save what is there; whatever writes to it now fails.',
    runbook:
      '1. `dmesg -T | grep -iE "error|remount"` on the node names the device and the error.\n2. Drain the node: `kubectl drain NODE --ignore-daemonsets --delete-emptydir-data`.\n3. Check the disk (`smartctl -a DEVICE`, or the cloud\'s console) and replace it if it is worn; `fsck` only when it is not mounted. A file system that was remounted by hand for maintenance shows here too, and ends by itself after a day.',
  },
];

function fillingUp(
  alert: string,
  amount: Amount,
  [low, lower]: readonly [number, number],
): readonly AlertRule[] {
  return (
    [
      ['warning', low, 24, 'a day'],
      ['critical', lower, 4, 'four hours'],
    ] as const
  ).map(([severity, limit, hours, words]) => ({
    alert,
    expr: `
max by (instance, device, mountpoint) (
  ${share(amount)} < ${limit}
  and predict_linear(${amount.free}{${real}}[6h], ${hours} * 3600) < 0
  and ${writable}
)`,
    for: '1h',
    severity,
    summary: `The file system ${where} runs out of ${amount.word} within ${words}`,
    description: `{{ $value | humanizePercentage }} of its ${amount.word} is free, and going by the last six hours nothing will be left in ${words}.`,
    runbook: amount.runbook,
  }));
}

function almostOut(alert: string, amount: Amount): readonly AlertRule[] {
  return (
    [
      ['warning', 0.05],
      ['critical', 0.03],
    ] as const
  ).map(([severity, limit]) => ({
    alert,
    expr: `
max by (instance, device, mountpoint) (
  ${share(amount)} < ${limit}
  and ${writable}
)`,
    for: '15m',
    severity,
    summary: `The file system ${where} is nearly out of ${amount.word}`,
    description: `{{ $value | humanizePercentage }} of its ${amount.word} is free. When there is none, the kubelet, the runtime and on control planes etcd cannot write any more.`,
    runbook: amount.runbook,
  }));
}

function share({ free, all }: Amount): string {
  return `${free}{${real}} / (${all}{${real}} > 0)`;
}

// Alerts on clocks, network interfaces and disks of nodes.
import type { AlertRule } from '../../kit/alerts.js';
import { nics } from './recording-node.js';
import { node } from './select.js';

export const hardwareAlerts: readonly AlertRule[] = [
  networkErrors('NodeNetworkReceiveErrs', 'receive', 'received'),
  networkErrors('NodeNetworkTransmitErrs', 'transmit', 'sent'),
  {
    alert: 'NodeClockSkewDetected',
    // Off by 50 ms, and not on its way back.
    expr: `
max by (instance) (
  (node_timex_offset_seconds{${node}} > 0.05 and deriv(node_timex_offset_seconds{${node}}[5m]) >= 0)
  or (node_timex_offset_seconds{${node}} < -0.05 and deriv(node_timex_offset_seconds{${node}}[5m]) <= 0)
)`,
    for: '10m',
    severity: 'warning',
    summary: 'The clock of node {{ $labels.instance }} is off by {{ $value | humanizeDuration }}',
    description:
      'It does not come closer. Leases, tokens and certificates are judged by the clock, Ceph monitors leave their quorum, and logs of several nodes no longer fit together.',
    runbook:
      '`chronyc tracking` and `chronyc sources -v` (or `timedatectl timesync-status`) on the node: there must be a source that is reachable and selected. UDP 123 to the time servers is often closed. `chronyc makestep` sets it at once; on a node with Ceph or etcd do that one node at a time.',
  },
  {
    alert: 'NodeClockNotSynchronising',
    expr: `
max by (instance) (
  min_over_time(node_timex_sync_status{${node}}[10m]) == 0
  and node_timex_maxerror_seconds{${node}} >= 16
)`,
    for: '10m',
    severity: 'warning',
    summary: 'The clock of node {{ $labels.instance }} is not synchronised',
    description:
      'The kernel has had no correction for so long that it holds the time for unreliable. The clock drifts.',
    runbook:
      "A time service must run: `systemctl status chronyd` or `systemd-timesyncd`. In virtual machines without one, install chrony with the hypervisor's clock (`refclock PHC /dev/ptp0`) or a time server. See NodeClockSkewDetected for what follows from a wrong clock.",
  },
  {
    alert: 'NodeRAIDDegraded',
    expr: `
max by (instance, device) (
  node_md_disks_required{${node}} - ignoring (state) node_md_disks{${node}, state="active"}
) > 0`,
    for: '15m',
    severity: 'critical',
    summary: 'RAID array {{ $labels.device }} of node {{ $labels.instance }} lacks {{ $value }} disks',
    description:
      'It has fewer active disks than it needs to survive the loss of one more: the next failure may lose its data.',
    runbook:
      '`cat /proc/mdstat` and `mdadm --detail /dev/DEVICE` show the disk that is missing. Replace it and add the new one: `mdadm /dev/DEVICE --add /dev/DISK`. While it rebuilds this alert goes on; see that the progress in /proc/mdstat moves. If data on it cannot be had elsewhere, drain the node first.',
  },
  {
    alert: 'NodeRAIDDiskFailure',
    expr: `max by (instance, device) (node_md_disks{${node}, state="failed"}) > 0`,
    for: '5m',
    severity: 'warning',
    summary: 'A disk of RAID array {{ $labels.device }} of node {{ $labels.instance }} has failed',
    description:
      '{{ $value }} disks of the array are marked as failed. If a spare took over, the array is whole again; else NodeRAIDDegraded fires too.',
    runbook:
      '`mdadm --detail /dev/DEVICE` names the failed disk; `smartctl -a` tells whether it is worn or a cable is loose. Take it out (`mdadm /dev/DEVICE --remove /dev/DISK`), replace it, and add the new one as a spare.',
  },
  {
    alert: 'NodeBondingDegraded',
    expr: `max by (instance, master) (node_bonding_slaves{${node}} - node_bonding_active{${node}}) > 0`,
    for: '5m',
    severity: 'warning',
    summary: 'Bond {{ $labels.master }} of node {{ $labels.instance }} has {{ $value }} links down',
    description:
      'The node lives on fewer links than it should: less bandwidth, and with one link left the next failure cuts it off.',
    runbook:
      '`cat /proc/net/bonding/BOND` names the interface whose MII status is down. Check cable, transceiver and switch port; for 802.3ad see that the switch has the port in the same group ("Partner Mac Address" must not be zero).',
  },
  {
    alert: 'NodeNetworkInterfaceFlapping',
    expr: `max by (instance, device) (changes(node_network_up{${node}, ${nics}}[5m])) > 2`,
    for: '2m',
    severity: 'warning',
    summary: 'Interface {{ $labels.device }} of node {{ $labels.instance }} goes up and down',
    description:
      'It changed {{ $value }} times in five minutes. Connections over it break, and the node may turn not ready each time.',
    runbook:
      '`dmesg -T | grep -i link` and the log of the switch port show the changes. Replace cable and transceiver first. Negotiation of speed, a driver or firmware bug (`ethtool -i DEVICE`), and power saving are next. Interfaces of virtual networks that come and go on purpose should be excluded by name.',
  },
];

function networkErrors(alert: string, way: string, word: string): AlertRule {
  return {
    alert,
    expr: `
max by (instance, device) (
  rate(node_network_${way}_errs_total{${node}, ${nics}}[5m])
  / (rate(node_network_${way}_packets_total{${node}, ${nics}}[5m]) > 0)
) > 0.01`,
    for: '1h',
    severity: 'warning',
    summary: `Interface {{ $labels.device }} of node {{ $labels.instance }} has many ${way} errors`,
    description: `{{ $value | humanizePercentage }} of the packets ${word} in the last hour were in error. Connections are slow or break.`,
    runbook:
      '`ethtool -S DEVICE` on the node splits the errors: CRC and frame errors point at the cable, the transceiver or the switch port, overruns at a ring buffer or CPU that cannot keep up (`ethtool -g DEVICE`, raise it with `-G`). Compare with the counters of the switch. In a virtual machine look at the host.',
  };
}

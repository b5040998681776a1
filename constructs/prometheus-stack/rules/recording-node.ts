// Recorded series of nodes: utilisation, saturation and errors, as dashboards and alerts read them.
import type { RecordingRule, RuleGroup } from '../../kit/alerts.js';
import { node } from './select.js';

/** Whole disks: partitions, loop devices and RAM disks would count the same work again or none. */
export const disks = 'device!~"(loop|ram|fd|zram)[0-9]+|(sd|vd|xvd|hd)[a-z]+[0-9]+|nvme[0-9]+n[0-9]+p[0-9]+"';

/** Interfaces of the machine: virtual pairs of pods are counted on the physical side already. */
export const nics =
  'device!~"lo|veth.*|cali.*|lxc.*|cilium_.*|flannel.*|cni.*|docker.*|tunl.*|vxlan.*|kube-.*|azv.*|gke.*|eni.*|dummy.*|br-.*"';

export const nodeRecordings: readonly RuleGroup[] = [
  {
    name: 'node-exporter.rules',
    rules: [
      {
        record: 'instance:node_num_cpu:sum',
        expr: `count by (instance) (node_cpu_seconds_total{${node}, mode="idle"})`,
      },
      {
        record: 'instance:node_cpu_utilisation:rate5m',
        expr: `
1 - (
  sum by (instance) (rate(node_cpu_seconds_total{${node}, mode=~"idle|iowait|steal"}[5m]))
  / instance:node_num_cpu:sum
)`,
      },
      {
        record: 'instance:node_load1_per_cpu:ratio',
        expr: `sum by (instance) (node_load1{${node}}) / instance:node_num_cpu:sum`,
      },
      {
        record: 'instance:node_memory_utilisation:ratio',
        expr: `
1 - (
  sum by (instance) (node_memory_MemAvailable_bytes{${node}})
  / sum by (instance) (node_memory_MemTotal_bytes{${node}})
)`,
      },
      {
        record: 'instance:node_vmstat_pgmajfault:rate5m',
        expr: `sum by (instance) (rate(node_vmstat_pgmajfault{${node}}[5m]))`,
      },
      disk('instance_device:node_disk_io_time_seconds:rate5m', 'node_disk_io_time_seconds_total'),
      disk(
        'instance_device:node_disk_io_time_weighted_seconds:rate5m',
        'node_disk_io_time_weighted_seconds_total',
      ),
      ...['receive', 'transmit'].flatMap((way) => [
        network(`instance:node_network_${way}_bytes_excluding_lo:rate5m`, `node_network_${way}_bytes_total`),
        network(`instance:node_network_${way}_drop_excluding_lo:rate5m`, `node_network_${way}_drop_total`),
      ]),
    ],
  },
  {
    name: 'node.rules',
    rules: [
      {
        record: 'node:node_num_cpu:sum',
        expr: `count by (node) (node_cpu_seconds_total{${node}, mode="idle"})`,
      },
      { record: ':node_memory_MemAvailable_bytes:sum', expr: `sum(node_memory_MemAvailable_bytes{${node}})` },
      {
        record: 'cluster:node_cpu:ratio_rate5m',
        expr: `
1 - (
  sum(rate(node_cpu_seconds_total{${node}, mode=~"idle|iowait|steal"}[5m]))
  / sum(instance:node_num_cpu:sum)
)`,
      },
    ],
  },
];

function disk(record: string, metric: string): RecordingRule {
  return { record, expr: `sum by (instance, device) (rate(${metric}{${node}, ${disks}}[5m]))` };
}

function network(record: string, metric: string): RecordingRule {
  return { record, expr: `sum by (instance) (rate(${metric}{${node}, ${nics}}[5m]))` };
}

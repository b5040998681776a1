// Alerts on what becomes of logs on the way: lost, late, stuck, or not collected at all.
import type { RuleGroup } from '../kit/alerts.js';

/** Both DaemonSets. */
const jobs = 'job=~"fluent-bit(-audit)?"';

const routingDrops = 'fluentbit_routing_logs_drop_records_total';
const routed = 'namespace, pod, node, input, output';

/** More than before, for counters that appear with their first event: a rate does not see the step from nothing. */
function grew(metric: string, by: string, window: string): string {
  const series = metric.endsWith('}') ? metric.replace('{', `{${jobs}, `) : `${metric}{${jobs}}`;
  return `
sum by (${by}) (
  increase(${series}[${window}]) > 0
  or
  (${series} unless ${series} offset ${window})
) > 0`;
}

export const alerts: readonly RuleGroup[] = [
  {
    name: 'fluent-bit.delivery',
    rules: [
      {
        alert: 'FluentBitRecordsDropped',
        expr: `
sum by (namespace, pod, node, name) (increase(fluentbit_output_dropped_records_total{${jobs}}[15m])) > 0`,
        for: '1m',
        severity: 'warning',
        summary: 'Fluent Bit on {{ $labels.node }} gives up records for {{ $labels.name }}',
        description:
          'About {{ $value | humanize }} records were dropped within 15 minutes: the output refused them for good, their attempts were used up, or newer records took their place in a full buffer. They are lost to this output.',
        runbook: `
1. \`kubectl -n logging-agents logs POD | grep -E 'cannot be retried|evicted|HTTP status'\` names the cause.
2. "evicted": the buffer was full, see FluentBitBufferOverflow. "cannot be retried": see FluentBitRetriesFailed.
3. A status such as 400 is the answer of the store to a bad record: a field of another type than in its index, or more fields than the index may have. Set \`trace_error: true\` in the output's \`options\` for the words of the store, then rename or remove the field with a filter.
4. A status of 401 or 403: credentials or rights. 413: the store takes smaller requests than a chunk.`,
      },
      {
        alert: 'FluentBitRetriesFailed',
        expr: `
sum by (namespace, pod, node, name) (increase(fluentbit_output_retries_failed_total{${jobs}}[30m])) > 0`,
        for: '1m',
        severity: 'critical',
        summary: 'Fluent Bit on {{ $labels.node }} has used up its attempts for {{ $labels.name }}',
        description:
          'Chunks of records were given up after every attempt (retryLimit) had failed, which takes hours with the defaults. With the dead letter queue off they are lost.',
        runbook: `
1. Is the sink reachable? \`kubectl -n logging-agents logs POD\` shows the error of each attempt: a name that does not resolve, a refused connection, a certificate, a status.
2. One node alone: its network, its NetworkPolicies, its clock (certificates). All nodes: the sink.
3. If single chunks fail again and again while others pass, a record in them is refused, see FluentBitRecordsDropped.
4. While the sink is repaired, set \`retryLimit: no_limits\` for the output: records then wait until \`bufferLimit\` is reached.`,
      },
      {
        alert: 'FluentBitHighRetryRate',
        expr: `
sum by (namespace, pod, node, name) (increase(fluentbit_output_retries_total{${jobs}}[10m])) > 10`,
        for: '20m',
        severity: 'warning',
        summary: 'Fluent Bit on {{ $labels.node }} keeps trying to reach {{ $labels.name }}',
        description:
          '{{ $value | humanize }} attempts failed within ten minutes, for more than 20 minutes. Nothing is lost yet: records wait on the disk of the node.',
        runbook: `
\`kubectl -n logging-agents logs POD | grep -i 'retry in'\` and the lines before it name the cause. Look at the health of the sink (for OpenSearch: cluster status, rejected writes, disk watermarks), at its certificate, and at NetworkPolicies fluent-bit and fluent-bit-audit in namespace logging-agents. If the sink is slow rather than down, raise its capacity, or \`workers\` of the output.`,
      },
      {
        alert: 'FluentBitOutputErrors',
        expr: `
sum by (namespace, pod, node, name) (increase(fluentbit_output_errors_total{${jobs}}[15m])) > 0`,
        for: '15m',
        severity: 'warning',
        summary: 'Output {{ $labels.name }} fails on {{ $labels.node }}',
        description:
          'The output reports errors that no further attempt will mend. The chunks concerned are dropped.',
        runbook: `
The log of the pod has the reason: \`kubectl -n logging-agents logs POD | grep error\`. Usual ones are records that the plugin cannot put into its format, a URI that does not exist (404), and credentials that are missing. Compare the output's \`options\` with the documentation of the plugin.`,
      },
      {
        alert: 'FluentBitOutputStalled',
        expr: `
sum by (namespace, pod, node) (rate(fluentbit_input_records_total{${jobs}, name!~"audit_signal_.*|.*emitter.*|storage_backlog.*"}[15m])) > 0
unless
sum by (namespace, pod, node) (rate(fluentbit_output_proc_records_total{${jobs}, name!~"prometheus_exporter.*"}[15m])) > 0`,
        for: '15m',
        severity: 'critical',
        summary: 'Fluent Bit on {{ $labels.node }} reads logs and delivers none',
        description:
          'For half an hour records came in and no output took one. They wait on the disk of the node until the buffer is full; then the oldest are lost.',
        runbook: `
1. \`kubectl -n logging-agents logs POD\`: failing attempts name the sink and the error. Silence with a full queue: restart the pod, its records are on disk.
2. All nodes at once: the sink is down or its address, certificate or credentials have changed. Credentials are read at start: after a change, \`kubectl -n logging-agents rollout restart daemonset\`.
3. How long there is: FluentBitBufferNearlyFull tells when four fifths are used.`,
      },
      {
        alert: 'FluentBitHighLatency',
        expr: `
histogram_quantile(0.5, sum by (namespace, pod, node, output, le) (rate(fluentbit_output_latency_seconds_bucket{${jobs}, output!~"s3.*"}[10m]))) >= 30`,
        for: '30m',
        severity: 'warning',
        summary: 'Logs from {{ $labels.node }} reach {{ $labels.output }} late',
        description:
          'Half of the chunks take 30 seconds or longer from reading to delivery (the histogram ends there). Searches and alerts on logs lag behind.',
        runbook: `
Right after an outage this is the backlog, and passes. Otherwise the sink is slow or the pod is: compare \`fluentbit_output_upstream_busy_connections\`, the sink's own latency, and CPU throttling or memory pressure of the node. More \`workers\` for the output help where the sink answers slowly but has capacity.`,
      },
    ],
  },
  {
    name: 'fluent-bit.buffer',
    rules: [
      {
        alert: 'FluentBitBufferNearlyFull',
        expr: `
min by (namespace, pod, node, name) (fluentbit_output_chunk_available_capacity_percent{${jobs}}) < 20`,
        for: '5m',
        severity: 'warning',
        summary: 'Buffer for {{ $labels.name }} on {{ $labels.node }} has {{ $value | humanize }}% left',
        description:
          'Records wait because the output takes them more slowly than they come, or not at all. When the buffer is full, the oldest are dropped.',
        runbook: `
1. Is the output failing (FluentBitHighRetryRate, FluentBitOutputStalled)? Repair the sink first.
2. Is one pod too loud? \`topk(10, sum by (namespace, pod) (rate(container_fs_writes_bytes_total[10m])))\`, or the largest files of /var/log/pods on the node. Exclude it with the annotation \`fluentbit.io/exclude: "true"\` or \`containers.excludeNamespaces\`.
3. To gain time, raise \`buffer.limit\` if the node's disk has room (\`df /var/lib/fluent-bit\`).`,
      },
      {
        alert: 'FluentBitBufferOverflow',
        // The counter also has what was given up after the last attempt: that the buffer is full tells them apart.
        expr: `${grew(routingDrops, routed, '15m')}
and on (namespace, pod, node, output)
label_replace(
  min by (namespace, pod, node, name) (
    min_over_time(fluentbit_output_chunk_available_capacity_percent{${jobs}}[15m])
  ) < 20,
  "output", "$1", "name", "(.*)"
)`,
        for: '1m',
        severity: 'critical',
        summary:
          'Fluent Bit on {{ $labels.node }} drops {{ $labels.input }} logs on the way to {{ $labels.output }}: its buffer is full',
        description:
          'About {{ $value | humanize }} records were dropped within 15 minutes: the oldest make room for new ones, because the output takes fewer than come.',
        runbook: `
Logs are being lost now. Restore the sink, or raise \`buffer.limit\` where the disk has room, or take volume away (see FluentBitBufferNearlyFull). What is lost can be read from the files of the node as long as the kubelet keeps them: /var/log/pods, by default 5 files of 10 MiB a container.`,
      },
      {
        alert: 'FluentBitRecordsUnmatched',
        expr: grew(`${routingDrops}{output="unmatched"}`, 'namespace, pod, node, input', '15m'),
        for: '1m',
        severity: 'warning',
        summary: 'No output takes records of {{ $labels.input }} on {{ $labels.node }}',
        description:
          'About {{ $value | humanize }} records within 15 minutes had a tag that no output matches, and were dropped.',
        runbook:
          'Tags of collected streams are always matched, so a filter of the profile has given records another tag: look for `rewrite_tag`, and let its new tags start with containers., kubelet. or audit.',
      },
      {
        alert: 'FluentBitInputPaused',
        expr: `max by (namespace, pod, node, name) (fluentbit_input_ingestion_paused{${jobs}}) == 1`,
        for: '10m',
        severity: 'warning',
        summary: 'Input {{ $labels.name }} on {{ $labels.node }} is paused',
        description:
          'Fluent Bit does not read from it because too much waits for outputs. Files that are rotated away meanwhile are missed.',
        runbook:
          'The outputs are the cause: see FluentBitHighRetryRate and FluentBitBufferNearlyFull. If the profile sets `mem_buf_limit`, `rate_gate` or `storage.pause_on_chunks_overlimit` in its options, that limit is reached: raise or remove it.',
      },
      {
        alert: 'FluentBitLongLinesSkipped',
        expr: grew('fluentbit_input_long_line_skipped_total', 'namespace, pod, node, name', '1h'),
        severity: 'warning',
        summary: 'Fluent Bit on {{ $labels.node }} skips lines of {{ $labels.name }} that are too long',
        description:
          'About {{ $value | humanize }} lines within the last hour were longer than buffer_max_size of the input and are missing from the logs. For audit logs that means missing events.',
        runbook:
          'The log of the pod names the file. Raise `buffer_max_size` in `options.containers` or `options.audit` (each file that is read may take that much memory), or have the program write shorter lines. For audit logs, log large objects at level Metadata in the audit policy.',
      },
    ],
  },
  {
    name: 'fluent-bit.agents',
    rules: [
      {
        alert: 'FluentBitDown',
        expr: `max by (job, namespace, pod, node) (up{${jobs}}) == 0`,
        for: '10m',
        severity: 'warning',
        summary: 'Fluent Bit on {{ $labels.node }} does not answer',
        description:
          'Its metrics could not be read for ten minutes. If it does not run, logs of this node are not collected, and are lost once the kubelet rotates them away.',
        runbook:
          '`kubectl -n logging-agents describe pod POD` and its log, with `--previous` after a crash. Out of memory: raise `resources.memoryLimit`, or lower `buffer.maxChunksUp`. A volume that cannot be mounted: the path does not exist on the node (/etc/machine-id on nodes without systemd: set `kubelet.enabled: false`). If the pod is well, look at NetworkPolicies fluent-bit-from-prometheus and fluent-bit-audit-from-prometheus.',
      },
      {
        alert: 'FluentBitAbsent',
        expr: `absent(up{${jobs}} == 1)`,
        for: '15m',
        severity: 'critical',
        summary: 'No Fluent Bit runs in the cluster',
        description:
          'No logs are collected anywhere, and no other alert about logs can fire. The nodes keep the newest logs of each container for a while.',
        runbook:
          '`kubectl -n logging-agents get daemonsets,pods,events`. After a change of the configuration: `kubectl -n logging-agents logs -l app.kubernetes.io/name=fluent-bit --tail=50` shows what Fluent Bit refuses. Missing pods: Pod Security of the namespace must be privileged. If pods run, look at the ServiceMonitors fluent-bit and fluent-bit-audit, and at the targets page of Prometheus.',
      },
      {
        alert: 'FluentBitRestarting',
        expr: `changes(fluentbit_process_start_time_seconds{${jobs}}[1h]) > 3`,
        for: '1m',
        severity: 'warning',
        summary: 'Fluent Bit on {{ $labels.node }} restarts again and again',
        description:
          'It started {{ $value | humanize }} times within an hour. Positions and records on disk survive, so logs come late or twice rather than not at all.',
        runbook:
          '`kubectl -n logging-agents describe pod POD` has the reason of the last end: OOMKilled (raise `resources.memoryLimit` or lower `buffer.maxChunksUp`), a failing liveness probe (an overloaded node), or an error at start (`logs --previous`). A damaged database after a disk fault: delete the file below /var/lib/fluent-bit on that node that the log names; the input then starts afresh.',
      },
      {
        alert: 'FluentBitReloaded',
        expr: `increase(fluentbit_hot_reloaded_times{${jobs}}[15m]) > 0`,
        severity: 'info',
        summary: 'Fluent Bit on {{ $labels.node }} was reloaded in place',
        description:
          'Someone asked a pod to read its configuration again. Changes of the profile replace pods instead, so the pods may differ in what they run with.',
        runbook:
          'If this was not intended, find out who may reach port 2020 of the pods or exec into them, and set `service.hotReload: false`. `kubectl -n logging-agents rollout restart daemonset` brings all pods back to the ConfigMaps.',
      },
      {
        alert: 'FluentBitErrorsLogged',
        expr: `
sum by (namespace, pod, node) (increase(fluentbit_logger_logs_total{${jobs}, message_type="error"}[15m])) > 30`,
        for: '15m',
        severity: 'warning',
        summary: 'Fluent Bit on {{ $labels.node }} logs errors',
        description:
          '{{ $value | humanize }} lines of level error within 15 minutes. Its own logs are not collected, lest they feed themselves; they have to be read from the pod.',
        runbook:
          '`kubectl -n logging-agents logs POD | grep error`. "could not get meta for POD": the API server cannot be reached or the ServiceAccount lacks its role. "cannot increase buffer": an answer of the sink is larger than `buffer_size`. "inotify": raise fs.inotify.max_user_watches on the node or set `inotify_watcher: false` in `options.containers`.',
      },
    ],
  },
];

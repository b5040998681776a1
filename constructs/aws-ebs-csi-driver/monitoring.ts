// Alerts and dashboard of the EBS driver, and the metrics that they stand on.
import type { AlertRule, RuleGroup } from '../kit/alerts.js';
import { csiAlerts, csiDashboard, csiMetrics } from '../kit/csi.js';
import { row } from '../kit/dashboard-board.js';
import { query, timeseries } from '../kit/dashboard-panels.js';
import { addonName, driver } from './names.js';

/** Seconds a second in which more was asked of a volume than it is paid for. */
const over = (what: 'iops' | 'tp', range: string) =>
  `max by (volume_id, instance_id) (rate(aws_ebs_csi_exceeded_${what}_seconds_total{job="${driver.node.name}"}[${range}]))`;

const throttled: AlertRule = {
  alert: 'EbsVolumeThrottled',
  expr: `
${over('iops', '15m')} > 0.5
or
${over('tp', '15m')} > 0.5`,
  for: '30m',
  severity: 'info',
  summary: 'Volume {{ $labels.volume_id }} is held back {{ $value | humanizePercentage }} of the time',
  description:
    'Its pod asks for more operations or bytes a second than the volume has, and waits. Databases and etcd show it as latency.',
  runbook: `
\`kubectl get pv -o custom-columns=NAME:.metadata.name,VOLUME:.spec.csi.volumeHandle,CLAIM:.spec.claimRef.name | grep VOLUME_ID\` names the claim. See what reads or writes so much; otherwise give the volume more: \`aws ec2 modify-volume --volume-id VOLUME_ID --iops N --throughput N\` works while it is in use, and \`iops\` and \`throughput\` of the StorageClass are for new ones. If the instance is the limit (aws_ebs_csi_ec2_exceeded_iops_seconds_total), a larger instance type helps and a larger volume does not.`,
};

export const alerts: readonly RuleGroup[] = [
  {
    name: addonName,
    rules: [
      ...csiAlerts(driver, {
        prefix: 'EbsCsi',
        storage: 'EBS',
        sidecarMetrics: true,
        hints: `
- "UnauthorizedOperation", "AccessDenied", "no EC2 IMDS role found": the role lacks rights or is not bound to ServiceAccount ebs-csi-controller; volumes that were imported lack the tag ebs.csi.aws.com/cluster.
- "VolumeLimitExceeded", "MaxIOPSLimitExceeded": the account's quota of the region.
- "RequestLimitExceeded": the API throttles the account; see who else calls it.
- "AttachmentLimitExceeded": the node has more volumes than its instance type takes; see \`reservedVolumeAttachments\`.
- Timeouts: NetworkPolicy ebs-csi-controller lets TCP 443 out; VPC endpoints have to resolve.`.trim(),
      }),
      throttled,
    ],
  },
];

export function ebsDashboard(): unknown {
  const job = `job="${driver.controller.name}"`;
  return csiDashboard(driver, {
    title: 'EBS volumes',
    rows: [
      row('AWS', [
        timeseries({
          title: 'Failed requests to AWS',
          description: 'By request and error.',
          unit: 'reqps',
          queries: [
            query(
              `sum by (request, error) (rate(aws_ebs_csi_api_request_errors_total{${job}}[$__rate_interval]))`,
              '{{request}} {{error}}',
            ),
          ],
        }),
        timeseries({
          title: 'Throttled requests to AWS',
          description: 'By request. The limit is the account’s, so others may be the cause.',
          unit: 'reqps',
          queries: [
            query(
              `sum by (request) (rate(aws_ebs_csi_api_request_throttles_total{${job}}[$__rate_interval]))`,
              '{{request}}',
            ),
          ],
        }),
      ]),
      row('Volumes', [
        timeseries({
          title: 'Held back by operations',
          description: 'Share of time in which a volume was asked for more operations than it has.',
          unit: 'percentunit',
          queries: [query(over('iops', '$__rate_interval'), '{{volume_id}}')],
        }),
        timeseries({
          title: 'Held back by throughput',
          description: 'Share of time in which a volume was asked for more bytes than it has.',
          unit: 'percentunit',
          queries: [query(over('tp', '$__rate_interval'), '{{volume_id}}')],
        }),
      ]),
    ],
  });
}

/** aws_ebs_csi_*: kubernetes-sigs/aws-ebs-csi-driver@v1.64.0:docs/metrics.md */
export const metrics: readonly string[] = [
  ...csiMetrics,
  'aws_ebs_csi_api_request_errors_total',
  'aws_ebs_csi_api_request_throttles_total',
  'aws_ebs_csi_exceeded_iops_seconds_total',
  'aws_ebs_csi_exceeded_tp_seconds_total',
];

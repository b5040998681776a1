// Series for which each alert of the EBS driver fires, and series for which it stays silent.
import { driver } from '../../../constructs/aws-ebs-csi-driver/names.js';
import { csiAlertTests } from '../../support/csi.js';
import type { AlertTest } from '../../support/promtool.js';

const over = (what: string, perMinute: number) => ({
  series: `aws_ebs_csi_exceeded_${what}_seconds_total{job="ebs-csi-node", volume_id="vol-1", instance_id="i-1"}`,
  values: `0+${perMinute}x90`,
});

export const alertTests: readonly AlertTest[] = [
  ...csiAlertTests(driver, 'EbsCsi', true),
  {
    alert: 'EbsVolumeThrottled',
    fires: [
      { series: [over('iops', 45)], at: '80m', labels: { volume_id: 'vol-1' } },
      { series: [over('tp', 60)], at: '80m' },
    ],
    silent: [
      { series: [over('iops', 6), over('tp', 0)], at: '80m' },
      // A backup at night, not the rule.
      { series: [over('iops', 45)], at: '20m' },
    ],
  },
];

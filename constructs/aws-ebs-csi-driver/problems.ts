// What AWS would refuse when the first volume is made, said before.
import type { Problem } from '../kit/addon.js';
import { classProblems } from '../kit/csi.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';

export function problems(config: Config): readonly Problem[] {
  return [
    ...classProblems(config),
    ...(config.roleArn && config.accessKeySecret
      ? [
          {
            path: ['accessKeySecret'],
            message: 'would be used instead of roleArn; remove one of them',
          },
        ]
      : []),
    ...(config.volumeAttachLimit !== undefined && config.reservedVolumeAttachments !== undefined
      ? [
          {
            path: ['reservedVolumeAttachments'],
            message: 'has no effect beside volumeAttachLimit; remove one of them',
          },
        ]
      : []),
    ...config.storageClasses.flatMap((c, i) =>
      classFaults(c).map((f) => ({ ...f, path: ['storageClasses', i, ...f.path] })),
    ),
  ];
}

function classFaults(c: Config['storageClasses'][number]): readonly Problem[] {
  const faults: Problem[] = [];
  if (c.iops === undefined && /^io[12]$/.test(c.type)) {
    faults.push({ path: [], message: `is of type ${c.type}, which needs iops` });
  }
  if (c.iops !== undefined && !/^(gp3|io1|io2)$/.test(c.type)) {
    faults.push({ path: ['iops'], message: `cannot be chosen with type ${c.type}; use gp3, io1 or io2` });
  }
  if (c.throughput !== undefined && c.type !== 'gp3') {
    faults.push({ path: ['throughput'], message: `cannot be chosen with type ${c.type}; use gp3` });
  }
  if (c.kmsKeyId && !c.encrypted) {
    faults.push({
      path: ['kmsKeyId'],
      message: 'encrypts nothing while encrypted is false; remove one of them',
    });
  }
  return faults;
}

export function warnings(_config: Config, platform: Platform): readonly string[] {
  return platform.cluster.distribution === 'eks'
    ? [
        'EKS offers this driver as an add-on of its own: make sure that it is not enabled as well, or remove this addon and set platform.storage',
      ]
    : [];
}

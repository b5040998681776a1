// Resources of a container with a bound on what it leaves on the machine's disk: emptyDir volumes and its log.
import { k8s } from 'cdk8s-plus-28';
import { resources } from '../kit/workload.js';

/** Requests a quarter of the bound, which is seldom reached. */
export function compute(
  cpu: string,
  memory: string,
  memoryLimit: string,
  disk: '64Mi' | '512Mi' | '2Gi',
): k8s.ResourceRequirements {
  const { requests, limits } = resources(cpu, memory, memoryLimit);
  const quarter = { '64Mi': '16Mi', '512Mi': '128Mi', '2Gi': '512Mi' }[disk];
  return {
    requests: { ...requests, 'ephemeral-storage': k8s.Quantity.fromString(quarter) },
    limits: { ...limits, 'ephemeral-storage': k8s.Quantity.fromString(disk) },
  };
}

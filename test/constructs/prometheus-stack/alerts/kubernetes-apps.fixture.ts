// Pods, rollouts, jobs and autoscalers in trouble, and well.
import type { AlertTest } from '../../../support/promtool.js';
import { at, labelled, wordsFor } from './series.js';

const ksm = { job: 'kube-state-metrics' };
const { stays } = wordsFor(ksm);
const pod = wordsFor({ ...ksm, namespace: 'shop', pod: 'web-1', uid: 'u' });
const container = wordsFor({ ...ksm, namespace: 'shop', pod: 'web-1', uid: 'u', container: 'web' });

const waits = (reason: string, values: string, init = '') =>
  container.runs(`kube_pod${init}_container_status_waiting_reason`, values, { reason });
const phase = (name: string) => pod.stays('kube_pod_status_phase', 1, { phase: name });
const ready = (value: number) => [
  pod.stays('kube_pod_status_ready', value, { condition: 'true' }),
  pod.stays('kube_pod_status_ready', 1 - value, { condition: 'false' }),
];
const owner = (kind: string) => pod.stays('kube_pod_owner', 1, { owner_kind: kind, owner_name: 'web' });
const oom = container.stays('kube_pod_container_status_last_terminated_reason', 1, { reason: 'OOMKilled' });
const restarts = (values: string) => container.runs('kube_pod_container_status_restarts_total', values);

const where = { namespace: 'shop', pod: 'web-1', container: 'web' };

export const podTests: readonly AlertTest[] = [
  {
    alert: 'KubePodCrashLooping',
    fires: [
      // Now and then the container runs for some minutes.
      labelled(where, at('40m', waits('CrashLoopBackOff', '1 1 1 _ _ _ 1 1 1 1 1 _ _ _ 1 1 1 1 1 1x100'))),
      labelled(where, at('40m', waits('CrashLoopBackOff', '1x100', '_init'))),
    ],
    silent: [
      at('40m', waits('CrashLoopBackOff', '1 1 _x100')),
      at('40m', waits('ContainerCreating', '1x100')),
    ],
  },
  {
    alert: 'KubePodNotReady',
    fires: [
      labelled({ namespace: 'shop', pod: 'web-1' }, at('20m', phase('Pending'), owner('ReplicaSet'))),
      labelled(
        { namespace: 'shop', pod: 'web-1' },
        at('20m', phase('Running'), ...ready(0), owner('ReplicaSet')),
      ),
      at('20m', phase('Unknown'), owner('StatefulSet')),
    ],
    silent: [
      at('20m', phase('Running'), ...ready(1), owner('ReplicaSet')),
      at('20m', phase('Succeeded'), ...ready(0), owner('Job')),
      at('20m', phase('Pending'), owner('Job')),
      at('14m', phase('Pending'), owner('ReplicaSet')),
    ],
  },
  {
    alert: 'KubeContainerWaiting',
    fires: [
      // The reason goes back and forth.
      labelled(
        where,
        at(
          '70m',
          waits('ErrImagePull', '1 1 _ _ 1 1 _ _x100'),
          waits('ImagePullBackOff', '_ _ 1 1 _ _ 1 1x100'),
        ),
      ),
    ],
    silent: [at('50m', waits('ContainerCreating', '1x100')), at('70m', waits('CrashLoopBackOff', '1x100'))],
  },
  {
    alert: 'KubeImagePullFailing',
    fires: [
      labelled(
        where,
        at('20m', waits('ErrImagePull', '1 1 _ _ 1 1 _x90'), waits('ImagePullBackOff', '_ _ 1 1 _ _ 1x90')),
      ),
      at('20m', waits('InvalidImageName', '1x100', '_init')),
    ],
    silent: [at('20m', waits('ErrImagePull', '1 1 _x100')), at('20m', waits('ContainerCreating', '1x100'))],
  },
  {
    alert: 'KubeContainerOOMKilled',
    fires: [labelled(where, at('20m', restarts('0x14 1x100'), oom))],
    silent: [
      at('20m', restarts('3x100'), oom),
      at(
        '20m',
        restarts('0x14 1x100'),
        container.stays('kube_pod_container_status_last_terminated_reason', 1, { reason: 'Error' }),
      ),
    ],
  },
];

const deployment = wordsFor({ ...ksm, namespace: 'shop', deployment: 'web' });
const set = wordsFor({ ...ksm, namespace: 'shop', statefulset: 'db' });
const daemon = wordsFor({ ...ksm, namespace: 'shop', daemonset: 'agent' });
const daemons = (desired: number, current: number, updated: string, available: number) => [
  daemon.stays('kube_daemonset_status_desired_number_scheduled', desired),
  daemon.stays('kube_daemonset_status_current_number_scheduled', current),
  daemon.runs('kube_daemonset_status_updated_number_scheduled', updated),
  daemon.stays('kube_daemonset_status_number_available', available),
];
const revision = (which: string, value: string) =>
  set.stays(`kube_statefulset_status_${which}_revision`, 1, { revision: value });

export const rolloutTests: readonly AlertTest[] = [
  generation('KubeDeploymentGenerationMismatch', deployment, 'deployment'),
  {
    alert: 'KubeDeploymentReplicasMismatch',
    fires: [
      labelled(
        { namespace: 'shop', deployment: 'web' },
        at(
          '30m',
          deployment.stays('kube_deployment_spec_replicas', 3),
          deployment.stays('kube_deployment_status_replicas_available', 2),
          deployment.stays('kube_deployment_status_replicas_updated', 3),
        ),
      ),
    ],
    silent: [
      at(
        '30m',
        deployment.stays('kube_deployment_spec_replicas', 3),
        deployment.stays('kube_deployment_status_replicas_available', 3),
        deployment.stays('kube_deployment_status_replicas_updated', 3),
      ),
      // A large rollout that moves.
      at(
        '30m',
        deployment.stays('kube_deployment_spec_replicas', 100),
        deployment.stays('kube_deployment_status_replicas_available', 90),
        deployment.grows('kube_deployment_status_replicas_updated', 1),
      ),
    ],
  },
  {
    alert: 'KubeDeploymentRolloutStuck',
    fires: [
      labelled(
        { deployment: 'web' },
        at(
          '20m',
          deployment.stays('kube_deployment_status_condition', 1, {
            condition: 'Progressing',
            status: 'false',
          }),
        ),
      ),
    ],
    silent: [
      at(
        '20m',
        deployment.stays('kube_deployment_status_condition', 0, {
          condition: 'Progressing',
          status: 'false',
        }),
        deployment.stays('kube_deployment_status_condition', 1, { condition: 'Progressing', status: 'true' }),
      ),
    ],
  },
  {
    alert: 'KubeStatefulSetReplicasMismatch',
    fires: [
      labelled(
        { statefulset: 'db' },
        at(
          '30m',
          set.stays('kube_statefulset_replicas', 3),
          set.stays('kube_statefulset_status_replicas_ready', 2),
          set.stays('kube_statefulset_status_replicas_updated', 3),
        ),
      ),
    ],
    silent: [
      at(
        '30m',
        set.stays('kube_statefulset_replicas', 3),
        set.stays('kube_statefulset_status_replicas_ready', 3),
        set.stays('kube_statefulset_status_replicas_updated', 3),
      ),
      at(
        '30m',
        set.stays('kube_statefulset_replicas', 9),
        set.stays('kube_statefulset_status_replicas_ready', 8),
        set.runs('kube_statefulset_status_replicas_updated', '0x4 1x4 2x4 3x4 4x4 5x4 6x40'),
      ),
    ],
  },
  generation('KubeStatefulSetGenerationMismatch', set, 'statefulset'),
  {
    alert: 'KubeStatefulSetUpdateNotRolledOut',
    fires: [
      labelled(
        { namespace: 'shop', statefulset: 'db' },
        at(
          '30m',
          revision('current', 'a'),
          revision('update', 'b'),
          set.stays('kube_statefulset_replicas', 3),
          set.stays('kube_statefulset_status_replicas_updated', 1),
        ),
      ),
    ],
    silent: [
      at(
        '30m',
        revision('current', 'b'),
        revision('update', 'b'),
        set.stays('kube_statefulset_replicas', 3),
        set.stays('kube_statefulset_status_replicas_updated', 3),
      ),
      at(
        '30m',
        revision('current', 'a'),
        revision('update', 'b'),
        set.stays('kube_statefulset_replicas', 9),
        set.runs('kube_statefulset_status_replicas_updated', '0x4 1x4 2x4 3x4 4x4 5x4 6x40'),
      ),
    ],
  },
  {
    alert: 'KubeDaemonSetRolloutStuck',
    fires: [
      labelled({ daemonset: 'agent' }, at('30m', ...daemons(5, 5, '3x100', 5))),
      at('30m', ...daemons(5, 5, '5x100', 4)),
    ],
    silent: [at('30m', ...daemons(5, 5, '5x100', 5)), at('30m', ...daemons(50, 50, '0+1x100', 49))],
  },
  {
    alert: 'KubeDaemonSetNotScheduled',
    fires: [labelled({ daemonset: 'agent' }, at('15m', ...daemons(5, 3, '3x100', 3)))],
    silent: [at('15m', ...daemons(5, 5, '5x100', 5))],
  },
  {
    alert: 'KubeDaemonSetMisScheduled',
    fires: [
      labelled(
        { daemonset: 'agent' },
        at('20m', daemon.stays('kube_daemonset_status_number_misscheduled', 1)),
      ),
    ],
    silent: [at('20m', daemon.stays('kube_daemonset_status_number_misscheduled', 0))],
  },
];

function generation(alert: string, words: typeof deployment, kind: string): AlertTest {
  const generations = (wanted: string, seen: string) => [
    words.runs(`kube_${kind}_metadata_generation`, wanted),
    words.runs(`kube_${kind}_status_observed_generation`, seen),
  ];
  return {
    alert,
    fires: [labelled({ namespace: 'shop' }, at('20m', ...generations('2x100', '1x100')))],
    silent: [
      at('20m', ...generations('2x100', '2x100')),
      // Seen two minutes late.
      at('20m', ...generations('1x9 2x100', '1x11 2x100')),
    ],
  };
}

const job = wordsFor({ ...ksm, namespace: 'shop', job_name: 'report-1' });
const cron = wordsFor({ ...ksm, namespace: 'shop', cronjob: 'report' });
const hpa = wordsFor({ ...ksm, namespace: 'shop', horizontalpodautoscaler: 'web' });
const budget = wordsFor({ ...ksm, namespace: 'shop', poddisruptionbudget: 'web' });
const failed = [
  job.stays('kube_job_failed', 1, { condition: 'true' }),
  job.stays('kube_job_failed', 0, { condition: 'false' }),
  job.stays('kube_job_status_start_time', 60),
  job.stays('kube_job_owner', 1, {
    owner_kind: 'CronJob',
    owner_name: 'report',
    owner_is_controller: 'true',
  }),
];
const scaled = (desired: number, current: string, least = 1, most = 10) => [
  hpa.stays('kube_horizontalpodautoscaler_status_desired_replicas', desired),
  hpa.runs('kube_horizontalpodautoscaler_status_current_replicas', current),
  hpa.stays('kube_horizontalpodautoscaler_spec_min_replicas', least),
  hpa.stays('kube_horizontalpodautoscaler_spec_max_replicas', most),
];
const inactive = hpa.stays('kube_horizontalpodautoscaler_status_condition', 1, {
  condition: 'ScalingActive',
  status: 'false',
});
const healthy = (current: number, desired: number, expected: number) => [
  budget.stays('kube_poddisruptionbudget_status_current_healthy', current),
  budget.stays('kube_poddisruptionbudget_status_desired_healthy', desired),
  budget.stays('kube_poddisruptionbudget_status_expected_pods', expected),
];

export const jobTests: readonly AlertTest[] = [
  {
    alert: 'KubeJobNotCompleted',
    fires: [
      labelled(
        { namespace: 'shop', job_name: 'report-1' },
        at('721m', job.stays('kube_job_status_start_time', 0), job.stays('kube_job_status_active', 1)),
      ),
    ],
    silent: [
      at('719m', job.stays('kube_job_status_start_time', 0), job.stays('kube_job_status_active', 1)),
      at('800m', job.stays('kube_job_status_start_time', 0), job.stays('kube_job_status_active', 0)),
    ],
  },
  {
    alert: 'KubeJobFailed',
    fires: [
      labelled({ namespace: 'shop', job_name: 'report-1' }, at('30m', ...failed)),
      // The last success was before this run.
      at('30m', ...failed, cron.stays('kube_cronjob_status_last_successful_time', 30)),
    ],
    silent: [
      at('30m', ...failed, cron.stays('kube_cronjob_status_last_successful_time', 120)),
      at(
        '30m',
        job.stays('kube_job_failed', 0, { condition: 'true' }),
        job.stays('kube_job_status_start_time', 60),
      ),
    ],
  },
  {
    alert: 'KubeCronJobNotScheduled',
    fires: [
      labelled(
        { namespace: 'shop', cronjob: 'report' },
        at(
          '90m',
          cron.stays('kube_cronjob_next_schedule_time', 300),
          cron.stays('kube_cronjob_spec_suspend', 0),
        ),
      ),
    ],
    silent: [
      at(
        '90m',
        cron.stays('kube_cronjob_next_schedule_time', 6000),
        cron.stays('kube_cronjob_spec_suspend', 0),
      ),
      at(
        '90m',
        cron.stays('kube_cronjob_next_schedule_time', 300),
        cron.stays('kube_cronjob_spec_suspend', 1),
      ),
    ],
  },
  {
    alert: 'KubeHpaReplicasMismatch',
    fires: [labelled({ horizontalpodautoscaler: 'web' }, at('35m', ...scaled(5, '3x100')))],
    silent: [at('35m', ...scaled(3, '3x100')), at('35m', ...scaled(50, '3+1x40', 1, 50))],
  },
  {
    alert: 'KubeHpaMaxedOut',
    fires: [labelled({ horizontalpodautoscaler: 'web' }, at('20m', ...scaled(10, '10x100')))],
    silent: [at('20m', ...scaled(9, '9x100')), at('20m', ...scaled(10, '10x100', 10, 10))],
  },
  {
    alert: 'KubeHpaMetricsMissing',
    fires: [labelled({ horizontalpodautoscaler: 'web' }, at('20m', inactive, ...scaled(3, '3x100')))],
    silent: [
      // Scaled to zero on purpose.
      at('20m', inactive, ...scaled(0, '0x100')),
      at('20m', ...scaled(3, '3x100')),
    ],
  },
  {
    alert: 'KubePdbNotEnoughHealthyPods',
    fires: [labelled({ poddisruptionbudget: 'web' }, at('20m', ...healthy(1, 2, 3)))],
    silent: [at('20m', ...healthy(2, 2, 3)), at('20m', ...healthy(0, 1, 0))],
  },
  {
    alert: 'KubeNamespaceStuckTerminating',
    fires: [
      labelled(
        { namespace: 'old' },
        at('70m', stays('kube_namespace_status_phase', 1, { namespace: 'old', phase: 'Terminating' })),
      ),
    ],
    silent: [
      at(
        '70m',
        stays('kube_namespace_status_phase', 0, { namespace: 'old', phase: 'Terminating' }),
        stays('kube_namespace_status_phase', 1, { namespace: 'old', phase: 'Active' }),
      ),
      at('50m', stays('kube_namespace_status_phase', 1, { namespace: 'old', phase: 'Terminating' })),
    ],
  },
];

// Whether the cluster's workloads are what their manifests ask for, and if not, what the cluster says about it.
import type { ControlPlane } from './control-plane.js';

interface Workload {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly generation: number };
  readonly spec: { readonly replicas?: number; readonly completions?: number };
  readonly status: {
    readonly observedGeneration?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberReady?: number;
    readonly succeeded?: number;
  };
}

interface Event {
  readonly reason: string;
  readonly message: string;
  readonly involvedObject: { readonly kind: string; readonly name: string; readonly namespace: string };
}

/** A line for each workload that is not ready. */
export async function unreadyWorkloads(cluster: ControlPlane): Promise<string[]> {
  const { items } = await cluster.get<{ items: readonly Workload[] }>(
    'deployments,statefulsets,daemonsets,jobs',
    '-A',
  );
  return items.flatMap((workload) => {
    const missing = shortfall(workload);
    const { namespace, name } = workload.metadata;
    return missing ? [`${workload.kind} ${namespace}/${name}: ${missing}`] : [];
  });
}

function shortfall({ kind, metadata, spec, status }: Workload): string | undefined {
  if (kind === 'Job') {
    const wanted = spec.completions ?? 1;
    return (status.succeeded ?? 0) >= wanted ? undefined : `${status.succeeded ?? 0} of ${wanted} completed`;
  }
  if ((status.observedGeneration ?? 0) < metadata.generation)
    return 'the newest generation is not observed yet';
  const daemon = kind === 'DaemonSet';
  const wanted = daemon ? (status.desiredNumberScheduled ?? 0) : (spec.replicas ?? 1);
  const ready = (daemon ? status.numberReady : status.readyReplicas) ?? 0;
  const updated = (daemon ? status.updatedNumberScheduled : status.updatedReplicas) ?? 0;
  if (daemon && wanted === 0) return 'fits no node';
  return ready === wanted && updated === wanted
    ? undefined
    : `${ready} of ${wanted} ready, ${updated} updated`;
}

/** What the controllers could not create: pods that Pod Security, a quota or a webhook refuses. */
export async function refusals(cluster: ControlPlane): Promise<string[]> {
  return (await events(cluster)).filter((e) => e.reason === 'FailedCreate').map(describe);
}

/** Pods that found no node, and volumes that found no claim. */
export async function placementFailures(cluster: ControlPlane): Promise<string[]> {
  return (await events(cluster)).filter((e) => e.reason === 'FailedScheduling').map(describe);
}

async function events(cluster: ControlPlane): Promise<readonly Event[]> {
  return (await cluster.get<{ items: readonly Event[] }>('events', '-A')).items;
}

function describe({ involvedObject: { kind, namespace, name }, message }: Event): string {
  return `${kind} ${namespace}/${name}: ${message}`;
}

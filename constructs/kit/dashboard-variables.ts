// Template variables that dashboards share: each is a list of label values that Grafana asks Prometheus for.

export interface Variable {
  /** Used as `$name` in queries. */
  readonly name: string;
  readonly label: string;
  /** `label_values(metric{…}, label)`. */
  readonly query: string;
  /** Several values at once: queries then match with `=~`. */
  readonly multi?: boolean;
  /** Offers `All` and starts with it: queries then match with `=~`. */
  readonly all?: boolean;
  readonly regex?: string;
}

type Choice = Pick<Variable, 'multi' | 'all'>;

const ksm = 'job="kube-state-metrics"';

/** All instances of a job, `=~"$instance"`. */
export function instanceVariable(job: string, more: Choice = { multi: true, all: true }): Variable {
  return { name: 'instance', label: 'Instance', query: `label_values(up{job="${job}"}, instance)`, ...more };
}

export function namespaceVariable(more: Choice = {}): Variable {
  return {
    name: 'namespace',
    label: 'Namespace',
    query: `label_values(kube_namespace_status_phase{${ksm}}, namespace)`,
    ...more,
  };
}

export function nodeVariable(more: Choice = {}): Variable {
  return { name: 'node', label: 'Node', query: `label_values(kube_node_info{${ksm}}, node)`, ...more };
}

/** Needs `$namespace`. */
export function podVariable(more: Choice = {}): Variable {
  return {
    name: 'pod',
    label: 'Pod',
    query: `label_values(kube_pod_info{${ksm}, namespace="$namespace"}, pod)`,
    ...more,
  };
}

/** Needs `$namespace`. `type` is deployment, statefulset, daemonset, cronjob, … */
export function workloadVariables(): readonly Variable[] {
  const owner = 'namespace_workload_pod:kube_pod_owner:relabel';
  return [
    {
      name: 'type',
      label: 'Type',
      query: `label_values(${owner}{namespace="$namespace"}, workload_type)`,
      all: true,
    },
    {
      name: 'workload',
      label: 'Workload',
      query: `label_values(${owner}{namespace="$namespace", workload_type=~"$type"}, workload)`,
    },
  ];
}

// Alerts that every cloud controller manager needs: it runs, nodes are initialised, Services get an address.
import type { AlertRule } from './alerts.js';

export interface CloudAlerts {
  /** Beginning of the names: `Hcloud`. */
  readonly prefix: string;
  /** Name of the DaemonSet and value of `job`. */
  readonly name: string;
  readonly namespace: string;
  /** What people call the cloud: `Hetzner Cloud`. */
  readonly cloud: string;
  /** What the log says when the cloud refuses: a list in Markdown. */
  readonly refusals: string;
}

export function cloudControllerAlerts(a: CloudAlerts): readonly AlertRule[] {
  const logs = `\`kubectl -n ${a.namespace} logs ds/${a.name} --prefix\``;
  return [
    {
      alert: `${a.prefix}CloudControllerDown`,
      expr: `absent(up{job="${a.name}"} == 1)`,
      for: '10m',
      severity: 'warning',
      summary: `No cloud controller manager of ${a.cloud} runs`,
      description:
        'Nodes that join stay unusable, nodes whose machine is gone stay in the list with their pods, and load balancers follow no change. What runs goes on.',
      runbook: `
1. \`kubectl -n ${a.namespace} get pods,events -o wide\` and ${logs}.
2. No pods at all: no node has the label node-role.kubernetes.io/control-plane.
3. Pods that restart: credentials or network; what the log says:

${a.refusals}

4. "configmaps extension-apiserver-authentication is forbidden": the RoleBinding ${a.name}-auth-reader in kube-system is missing; apply the bundle again.
5. Pods that are well while the alert fires: Prometheus does not reach TCP port 10258 of the control-plane nodes; look at firewalls and security groups.`,
    },
    {
      alert: `${a.prefix}NodeUninitialized`,
      expr: `max by (node) (kube_node_spec_taint{key="node.cloudprovider.kubernetes.io/uninitialized"}) == 1`,
      for: '15m',
      severity: 'warning',
      summary: 'Node {{ $labels.node }} waits to be initialised by its cloud',
      description: `The kubelet has registered, and the cloud controller manager of ${a.cloud} has not taken the taint node.cloudprovider.kubernetes.io/uninitialized off: no ordinary pod is scheduled there.`,
      runbook: `
${logs} names the node and the reason.

- "instance not found" and its like: the name of the node is not the one that the machine has in ${a.cloud}, the machine is in another account, project or region, or \`--provider-id\` of its kubelet is wrong.
- Nothing about the node: no pod leads; \`kubectl -n ${a.namespace} get lease ${a.name}\`.
- The cloud refuses:

${a.refusals}`,
    },
    {
      alert: `${a.prefix}LoadBalancerPending`,
      expr: `
max by (namespace, service) (kube_service_spec_type{type="LoadBalancer"})
  unless on (namespace, service) kube_service_status_load_balancer_ingress`,
      for: '20m',
      severity: 'warning',
      summary:
        'Service {{ $labels.namespace }}/{{ $labels.service }} has got no address from its load balancer',
      description: `It is of type LoadBalancer, and neither ${a.cloud} nor another implementation has given it an address for 20 minutes: nobody reaches it from outside.`,
      runbook: `
\`kubectl -n NAMESPACE describe service SERVICE\`: events of service-controller quote the answer of ${a.cloud}. A Service with \`spec.loadBalancerClass\` waits for the implementation of that name, not for this one.

${a.refusals}`,
    },
  ];
}

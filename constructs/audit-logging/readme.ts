// README.md beside the files: the steps that turn audit logs on, for the distribution at hand.
import type { Cluster, Distribution } from '../kit/cluster.js';
import type { Config } from './config.js';
import { logFolder, logPath } from './flags.js';
import { isSelfManaged, paths, type SelfManaged } from './names.js';

export function readme(config: Config, cluster: Cluster): string {
  const { distribution } = cluster;
  return isSelfManaged(distribution)
    ? selfManagedReadme(config, distribution)
    : (managedReadmes[distribution as Managed] ?? '');
}

function selfManagedReadme(config: Config, distribution: SelfManaged): string {
  return `# Audit logs of the API server

The API server takes its audit policy from its own configuration, not from the cluster: these steps touch the
control-plane nodes. Do one node after the other, and wait until the API server answers before the next.

${steps[distribution](config)}
## See that it works

\`\`\`sh
kubectl get --raw /metrics | grep ^apiserver_audit_event_total
\`\`\`

counts up. The file is \`${logPath(config, distribution)}\` on each control-plane node. An API server that does not start
again has a mistake in the policy or a path that it cannot write to: its container's log says which.

After a change of the profile, copy the policy again and restart the API server. It reads the policy at its start alone.
`;
}

const steps: Record<SelfManaged, (config: Config) => string> = {
  kubeadm: () => `## A new cluster

1. Copy \`audit-policy.yaml\` to \`${paths.kubeadm.policy}\` on each control-plane node, owned by root, mode 0600, before
   \`kubeadm init\` and before each \`kubeadm join --control-plane\`.
2. Put \`apiServer\` of \`kubeadm-cluster-configuration.yaml\` into the ClusterConfiguration that \`kubeadm init\` reads. Where
   yours has \`extraArgs\` or \`extraVolumes\` already, add the items to those lists.

## A running cluster

1. Copy \`audit-policy.yaml\` to \`${paths.kubeadm.policy}\` on each control-plane node, owned by root, mode 0600.
2. Fetch the configuration, add the items of \`kubeadm-cluster-configuration.yaml\` to it, and store it:

   \`\`\`sh
   kubectl -n kube-system get configmap kubeadm-config -o jsonpath='{.data.ClusterConfiguration}' > cluster.yaml
   # edit cluster.yaml; if it says v1beta3: kubeadm config migrate --old-config cluster.yaml --new-config new.yaml
   kubeadm config validate --config cluster.yaml
   kubeadm init phase upload-config kubeadm --config cluster.yaml
   \`\`\`

3. On each control-plane node write the manifest anew; the kubelet restarts the API server:

   \`\`\`sh
   kubeadm init phase control-plane apiserver --config cluster.yaml
   \`\`\`

   kubeadm takes the address of the default route for the API server's. On nodes with several, first append to the file
   (with the address that stands in /etc/kubernetes/manifests/kube-apiserver.yaml):

   \`\`\`yaml
   ---
   apiVersion: kubeadm.k8s.io/v1beta4
   kind: InitConfiguration
   localAPIEndpoint:
     advertiseAddress: ADDRESS
   \`\`\`
`,
  kind: () => `## A new cluster

In this folder:

\`\`\`sh
kind create cluster --config kind-cluster.yaml
\`\`\`

kind cannot change the API server of a running cluster; make a new one.
`,
  k3s: (config) => `## A new or running cluster

On each server:

\`\`\`sh
install -D -m 0600 audit-policy.yaml ${paths.k3s.policy}
install -d -m 0700 ${logFolder(config, 'k3s')}
install -D -m 0600 k3s-config.yaml /etc/rancher/k3s/config.yaml.d/90-plinth-audit.yaml
systemctl restart k3s
\`\`\`

If \`kube-apiserver-arg\` is also given on the command line of the service, it wins over the files: move it into one.
`,
  rke2: () => `## A new or running cluster

On each server:

\`\`\`sh
install -D -m 0600 audit-policy.yaml ${paths.rke2.policy}
install -D -m 0600 rke2-config.yaml /etc/rancher/rke2/config.yaml.d/90-plinth-audit.yaml
systemctl restart rke2-server
\`\`\`

With a CIS \`profile\` RKE2 writes a policy of its own that records nothing. The first line replaces it.
`,
  talos: () => `## A new or running cluster

Talos records every request at level Metadata by default, and sets the paths itself. The patch replaces the policy:

\`\`\`sh
talosctl --nodes CONTROL-PLANE-NODES patch machineconfig --patch @talos-machine-config-patch.yaml
\`\`\`

For a new cluster: \`talosctl gen config … --config-patch-control-plane @talos-machine-config-patch.yaml\`. The API server
restarts without a reboot.
`,
};

type Managed = Exclude<Distribution, SelfManaged>;

const managedReadmes: Record<Managed, string> = {
  eks: `# Audit logs on EKS

AWS runs the API server. Its audit policy cannot be changed, it writes no file that pods could collect, and nothing in
this bundle can turn it on. Plinth's policy, its collection and its alerts on audit events do not apply here.

What to switch on instead: the control-plane log types \`audit\` and \`authenticator\`, off by default.

\`\`\`sh
aws eks update-cluster-config --name CLUSTER \\
  --logging '{"clusterLogging":[{"types":["audit","authenticator"],"enabled":true}]}'
\`\`\`

They arrive in CloudWatch Logs, group \`/aws/eks/CLUSTER/cluster\`, streams \`kube-apiserver-audit-*\`, and cost by volume. Set
a retention for the group: it keeps logs for ever by default. For alerts use metric filters of CloudWatch or GuardDuty
EKS Protection; to have the logs beside the others, subscribe Kinesis Data Firehose to the group.
`,
  gke: `# Audit logs on GKE

Google runs the API server. Its audit policy cannot be changed, it writes no file that pods could collect, and nothing in
this bundle can turn it on. Plinth's policy, its collection and its alerts on audit events do not apply here.

What Google does: Admin Activity logs (writes) are always on, at no charge, in Cloud Logging. What to switch on: Data
Access logs (reads, Secrets included), off by default, for the service "Kubernetes Engine API" under IAM & Admin, Audit
Logs: Admin Read, Data Read and Data Write. They cost by volume.

Read them with \`logName:"cloudaudit.googleapis.com" AND protoPayload.serviceName="k8s.io"\`. Make alerts with log-based
metrics; to have the logs beside the others, add a log sink to Pub/Sub.
`,
  aks: `# Audit logs on AKS

Microsoft runs the API server. Its audit policy cannot be changed, it writes no file that pods could collect, and nothing
in this bundle can turn it on. Plinth's policy, its collection and its alerts on audit events do not apply here.

What to switch on instead: a diagnostic setting with the category \`kube-audit\` (everything, and expensive) or
\`kube-audit-admin\` (without get and list, so without reads of Secrets), and \`guard\` for sign-ins. Off by default.

\`\`\`sh
az monitor diagnostic-settings create --name audit --resource CLUSTER-RESOURCE-ID --workspace WORKSPACE-ID \\
  --logs '[{"category":"kube-audit-admin","enabled":true},{"category":"guard","enabled":true}]'
\`\`\`

Make alerts with queries on the workspace (table AKSAudit or AKSAuditAdmin in resource-specific mode), or use Defender
for Containers; to have the logs beside the others, export to Event Hubs.
`,
};

// The API server's address on kubeadm control planes: a static pod, since the API server must be reached before it
// can run any other. The kubelet reads it from a file; nothing of it is applied to the cluster.
import { stringify } from 'yaml';
import { imageRef } from '../kit/image.js';
import { labels } from '../kit/labels.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { controlPlaneVariables } from './environment.js';
import { addonName, ports } from './names.js';
import { pins } from './pins.js';

const kubeconfig = '/etc/kubernetes/admin.conf';
const name = 'kube-vip-control-plane';

export function controlPlaneFiles(config: Config, platform: Platform): Readonly<Record<string, string>> {
  const { controlPlane } = config;
  if (!controlPlane) return {};
  return {
    'README.md': readme(controlPlane.address, platform.cluster.apiServerPort),
    'kube-vip.yaml': `# For /etc/kubernetes/manifests/kube-vip.yaml on each control-plane node; see README.md.\n${stringify(pod(config, controlPlane, platform), { lineWidth: 0 })}`,
  };
}

function pod(config: Config, controlPlane: NonNullable<Config['controlPlane']>, platform: Platform): object {
  const { cpu, memory, memoryLimit } = config.resources.speaker;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace: 'kube-system', labels: labels(addonName, name) },
    spec: {
      priorityClassName: 'system-node-critical',
      hostNetwork: true,
      // The API server of this very node: the address that it is to hold may not be there yet.
      hostAliases: [{ ip: '127.0.0.1', hostnames: ['kubernetes'] }],
      enableServiceLinks: false,
      terminationGracePeriodSeconds: 15,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'kube-vip',
          image: imageRef(pins.images.kubeVip, platform),
          // No metrics: they would be open on every control-plane node, on the port of the DaemonSet.
          args: ['manager', '--prometheusHTTPServer', ''],
          env: [
            { name: 'vip_nodename', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
            ...controlPlaneVariables(controlPlane, platform.cluster.apiServerPort),
          ],
          resources: { requests: { cpu, memory }, limits: { memory: memoryLimit } },
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'], add: ['NET_ADMIN', 'NET_RAW'] },
          },
          livenessProbe: {
            httpGet: { path: '/healthz', port: ports.staticHealth },
            initialDelaySeconds: 10,
            periodSeconds: 10,
            timeoutSeconds: 5,
          },
          volumeMounts: [{ name: 'kubeconfig', mountPath: kubeconfig, readOnly: true }],
        },
      ],
      volumes: [{ name: 'kubeconfig', hostPath: { path: kubeconfig, type: 'File' } }],
    },
  };
}

function readme(address: string, port: number): string {
  return `# The API server's address, held by kube-vip

One control-plane node has \`${address}\` at a time; another takes over when it fails. \`kube-vip.yaml\` is a static pod: the
kubelet of each control-plane node runs it from a file. It is not applied to the cluster, and a change here reaches a node
only when you copy the file again.

It uses \`${kubeconfig}\`, which kubeadm puts on control-plane nodes and which may do everything in the cluster.

## A new cluster

kubeadm waits for \`controlPlaneEndpoint\` while it makes the first node, so the file has to be there before. Until
\`kubeadm init\` is done, \`admin.conf\` has no rights since Kubernetes 1.29: the first node starts with \`super-admin.conf\`.

1. In the ClusterConfiguration: \`controlPlaneEndpoint: "${address}:${port}"\`.
2. On the first node:

   \`\`\`sh
   install -m 0600 kube-vip.yaml /etc/kubernetes/manifests/kube-vip.yaml
   sed -i 's#path: ${kubeconfig}#path: /etc/kubernetes/super-admin.conf#' /etc/kubernetes/manifests/kube-vip.yaml
   kubeadm init --config kubeadm.yaml --upload-certs
   install -m 0600 kube-vip.yaml /etc/kubernetes/manifests/kube-vip.yaml
   \`\`\`

   The last line puts the file without super-admin.conf back.
3. On each further control-plane node: \`kubeadm join --control-plane …\` first, then copy the file. kubeadm join refuses a
   folder of manifests that is not empty.

## A running cluster

The address must be in the certificate of the API server, and \`controlPlaneEndpoint\` is written into every kubeconfig:

\`\`\`sh
openssl x509 -noout -ext subjectAltName -in /etc/kubernetes/pki/apiserver.crt
\`\`\`

Where it is missing, add it to \`apiServer.certSANs\`, upload the configuration
(\`kubeadm init phase upload-config kubeadm --config …\`) and make the certificate again on each node
(move \`apiserver.crt\` and \`apiserver.key\` away, \`kubeadm init phase certs apiserver --config …\`, restart the API server).

## See that it works

\`\`\`sh
kubectl -n kube-system get lease plndr-cp-lock -o jsonpath='{.spec.holderIdentity}'
curl --cacert /etc/kubernetes/pki/ca.crt https://${address.includes(':') ? `[${address}]` : address}:${port}/livez
\`\`\`

## An upgrade

Copy the file to one node after the other; the kubelet replaces the pod. Open connections through the address break when
the node that holds it has its turn.
`;
}

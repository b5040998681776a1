// The images of the EBS driver and of its sidecars, which AWS builds.
import type { Pins } from '../kit/image.js';

const folder = 'kubernetes-sigs/aws-ebs-csi-driver@v1.64.0:deploy/kubernetes/base';
const controller = `${folder}/controller.yaml`;
const node = `${folder}/node.yaml`;

export const pins = {
  version: 'v1.64.0',
  homepage: 'https://github.com/kubernetes-sigs/aws-ebs-csi-driver',
  images: {
    driver: {
      image: 'public.ecr.aws/ebs-csi-driver/aws-ebs-csi-driver:v1.64.0',
      // The manifests at the tag still name v1.63.1; the next commit has v1.64.0.
      source: 'kubernetes-sigs/aws-ebs-csi-driver@master:deploy/kubernetes/base/controller.yaml',
    },
    provisioner: {
      image: 'public.ecr.aws/csi-components/csi-provisioner:v6.3.0-eksbuild.4',
      source: controller,
    },
    attacher: { image: 'public.ecr.aws/csi-components/csi-attacher:v4.12.0-eksbuild.5', source: controller },
    snapshotter: {
      image: 'public.ecr.aws/csi-components/csi-snapshotter:v8.6.0-eksbuild.5',
      source: controller,
    },
    resizer: { image: 'public.ecr.aws/csi-components/csi-resizer:v2.2.1-eksbuild.3', source: controller },
    livenessProbe: {
      image: 'public.ecr.aws/csi-components/livenessprobe:v2.19.0-eksbuild.5',
      source: controller,
    },
    registrar: {
      image: 'public.ecr.aws/csi-components/csi-node-driver-registrar:v2.17.0-eksbuild.5',
      source: node,
    },
  },
} as const satisfies Pins;

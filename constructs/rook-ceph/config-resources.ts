// Requests and memory limits of Rook, Ceph's daemons and the CSI drivers.
import { z } from 'zod';
import { computeResources } from '../kit/schema.js';

/** Upstream's advice is in rook/rook@v1.20.6:deploy/charts/rook-ceph-cluster/values.yaml. */
export const resourcesSchema = z
  .strictObject({
    operator: computeResources({ cpu: '200m', memory: '256Mi', memoryLimit: '512Mi' }).describe(
      "Rook's operator.",
    ),
    csiOperator: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '128Mi' }).describe(
      'The operator of the CSI drivers.',
    ),
    mon: computeResources({ cpu: '1', memory: '1Gi', memoryLimit: '2Gi' }).describe('Each monitor.'),
    mgr: computeResources({ cpu: '500m', memory: '512Mi', memoryLimit: '1Gi' }).describe('Each manager.'),
    osd: computeResources({ cpu: '1', memory: '4Gi', memoryLimit: '4Gi' }).describe(
      'Each OSD. Its cache is sized from the limit; below 4Gi it is slow.',
    ),
    mds: computeResources({ cpu: '1', memory: '4Gi', memoryLimit: '4Gi' }).describe(
      'Each metadata server. Its cache is sized from the limit.',
    ),
    rgw: computeResources({ cpu: '500m', memory: '1Gi', memoryLimit: '2Gi' }).describe(
      'Each gateway of the object store.',
    ),
    exporter: computeResources({ cpu: '50m', memory: '50Mi', memoryLimit: '128Mi' }).describe(
      'The metrics exporter on each node.',
    ),
    csiController: computeResources({ cpu: '50m', memory: '128Mi', memoryLimit: '512Mi' }).describe(
      'The driver beside the controller’s sidecars.',
    ),
    csiNode: computeResources({ cpu: '50m', memory: '128Mi', memoryLimit: '1Gi' }).describe(
      'The driver on each node.',
    ),
    csiSidecar: computeResources({ cpu: '10m', memory: '64Mi', memoryLimit: '256Mi' }).describe(
      'Each sidecar of the drivers.',
    ),
  })
  .prefault({})
  .describe('Compute resources.');

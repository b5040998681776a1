// A small cluster as Prometheus would have scraped it for half an hour, for queries that must find something in it:
// two nodes; in the namespace `shop` a Deployment of two pods, a StatefulSet of one, and a volume; one server of each
// other kind. It is unwell enough that panels about trouble have something to show.
import type { Series } from '../promtool.js';
import { controlPlane, coredns } from './control-plane.js';
import { nodeExporter } from './nodes.js';
import { ksm, kubelet } from './objects.js';
import { platform, targets } from './platform.js';

export function busyCluster(): readonly Series[] {
  return [
    ...ksm(),
    ...kubelet(),
    ...nodeExporter(),
    ...controlPlane(),
    ...coredns(),
    ...platform(),
    ...targets(),
  ];
}

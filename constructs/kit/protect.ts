// What holds data must not vanish because a line left a file: GitOps tools and Helm are told to leave these objects.
import type { Labels } from './labels.js';

/**
 * Annotations of objects whose deletion takes data with it: removing them from Git removes nothing from the cluster.
 * Argo CD: user-guide/sync-options (Prune, Delete). Flux: components/kustomize/kustomizations (prune). Helm:
 * howto/charts_tips_and_tricks (resource-policy). kubectl apply --prune knows no such mark.
 */
export const protection: Labels = {
  'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false',
  'helm.sh/resource-policy': 'keep',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

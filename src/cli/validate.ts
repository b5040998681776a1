// `plinth validate`: any folder of manifests against the schemas.
import { kubernetesMinors } from '../../constructs/kit/cluster.js';
import { didYouMean } from '../../constructs/kit/did-you-mean.js';
import { readBundle } from '../bundle/read.js';
import { UserError } from '../user-error.js';
import { printFindings } from './findings.js';

export interface ValidateOptions {
  readonly kubernetesVersion?: string;
  readonly kubeconform?: boolean;
  readonly quiet?: boolean;
}

export async function validate(folder: string, options: ValidateOptions): Promise<void> {
  const bundle = readBundle(folder);
  const newest = kubernetesMinors[kubernetesMinors.length - 1] ?? '';
  const version = supported(options.kubernetesVersion ?? bundle.kubernetesVersion ?? newest);
  const findings = options.kubeconform
    ? await (await import('../validate/kubeconform.js')).runKubeconform(bundle.documents, version)
    : (await import('../validate/schema.js')).validateSchemas(bundle.documents, version);
  printFindings(findings);
  if (findings.length > 0) {
    throw new UserError(`${findings.length} findings in ${bundle.documents.length} documents of ${folder}`);
  }
  if (!options.quiet)
    console.log(`${folder}: ${bundle.documents.length} documents fit Kubernetes ${version}`);
}

function supported(version: string): string {
  if ((kubernetesMinors as readonly string[]).includes(version)) return version;
  throw new UserError(
    `--kubernetes-version ${version}: no schemas for it${didYouMean(version, kubernetesMinors)} (known: ${kubernetesMinors.join(', ')})`,
  );
}

// `plinth synth`: render, validate, write.
import { join } from 'node:path';
import { compareWithDisk } from '../bundle/check.js';
import type { Bundle } from '../bundle/layout.js';
import { writeBundle } from '../bundle/write.js';
import type { Plan } from '../plan/resolve.js';
import { planProfile, renderPlan } from '../render.js';
import { UserError } from '../user-error.js';
import { printFindings } from './findings.js';
import { startProgress } from './progress.js';

export interface SynthOptions {
  readonly profile: string;
  readonly out?: string;
  readonly check?: boolean;
  readonly force?: boolean;
  readonly validate: boolean;
  readonly kubeconform?: boolean;
  readonly quiet?: boolean;
}

export async function synth(options: SynthOptions): Promise<void> {
  const progress = startProgress(!options.quiet);
  try {
    progress.step('resolving the profile');
    const plan = await planProfile(options.profile);
    progress.step(`rendering ${plan.addons.length} addons`);
    const bundle = renderPlan(plan);
    if (options.validate) {
      progress.step(`validating ${bundle.documents.length} documents`);
      await refuseInvalid(bundle, plan, options.kubeconform ?? false);
    }
    const folder = options.out ?? join('dist', plan.name);
    if (options.check) return finishCheck(bundle, folder, options, progress.end);
    progress.step(`writing ${folder}`);
    writeBundle(bundle, folder, { force: options.force ?? false });
    progress.end();
    if (!options.quiet) console.log(summary(plan, bundle, folder));
    if (!options.quiet) printWarnings(plan);
  } finally {
    progress.end();
  }
}

async function refuseInvalid(bundle: Bundle, plan: Plan, kubeconform: boolean): Promise<void> {
  const version = plan.platform.cluster.kubernetesVersion;
  const findings = kubeconform
    ? await (await import('../validate/kubeconform.js')).runKubeconform(bundle.documents, version)
    : (await import('../validate/schema.js')).validateSchemas(bundle.documents, version);
  if (findings.length === 0) return;
  printFindings(findings);
  throw new UserError(`${findings.length} findings; nothing was written`);
}

function finishCheck(bundle: Bundle, folder: string, options: SynthOptions, end: () => void): void {
  const differences = compareWithDisk(bundle, folder);
  end();
  if (differences.length > 0) {
    throw new UserError([
      ...differences.map((d) => `${join(folder, d.file)}: ${d.kind}`),
      `${folder} is not what ${options.profile} renders: ${differences.length} files differ; run plinth synth and commit the result`,
    ]);
  }
  if (!options.quiet)
    console.log(`${folder} is what ${options.profile} renders (${bundle.files.size} files)`);
}

/** On standard error, so that the summary stays what scripts read. */
function printWarnings(plan: Plan): void {
  for (const { addon, config } of plan.addons) {
    for (const warning of addon.warnings?.(config, plan.platform) ?? []) {
      console.error(`  warning: addons.${addon.name}: ${warning}`);
    }
  }
}

function summary(plan: Plan, bundle: Bundle, folder: string): string {
  const names = plan.addons.map((a) => a.addon.name).join(', ');
  const crds = [...bundle.files.keys()].filter((f) =>
    /^crds\/.*\/(?!kustomization)[^/]+\.yaml$/.test(f),
  ).length;
  const next =
    plan.secrets.mode === 'manual'
      ? `make its Secrets with plinth secrets, then apply ${folder}/waves in order or hand the folder to your GitOps tool`
      : `fill the secret store, then apply ${folder}/waves in order or hand the folder to your GitOps tool`;
  return [
    `${folder}: ${plan.addons.length} addons, ${bundle.documents.length} documents, ${crds} CRDs, ${bundle.images.length} images`,
    `  addons: ${names}`,
    `  next:   review and commit the folder; ${next}`,
  ].join('\n');
}

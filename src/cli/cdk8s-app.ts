// The app behind `cdk8s synth`: the profile in PLINTH_PROFILE, written as one file an addon, which is how cdk8s reads it.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { toYaml } from '../bundle/yaml.js';
import { renderProfile } from '../render.js';

/** cdk8s-cli says in CDK8S_OUTDIR where it looks for manifests afterwards. */
export async function cdk8sApp(): Promise<void> {
  const folder = process.env['CDK8S_OUTDIR'] ?? 'dist/cdk8s';
  const { bundle } = await renderProfile(process.env['PLINTH_PROFILE'] ?? 'bare-metal');
  mkdirSync(folder, { recursive: true });
  const charts = new Map<string, string[]>();
  for (const [path, content] of bundle.files) {
    if (!/^crds\/.*\.yaml$/.test(path) || path.endsWith('kustomization.yaml')) continue;
    charts.set('crds', [...(charts.get('crds') ?? []), content.toString()]);
  }
  for (const { addon, object } of bundle.documents) {
    charts.set(addon, [...(charts.get(addon) ?? []), toYaml(object)]);
  }
  for (const [chart, documents] of charts) {
    writeFileSync(
      join(folder, `${chart}.k8s.yaml`),
      documents.map((d) => d.replace(/^---\n/, '')).join('---\n'),
    );
  }
}

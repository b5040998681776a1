import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kubernetesMinors } from '../constructs/kit/cluster.js';
import { compareWithDisk } from '../src/bundle/check.js';
import { packageRoot } from '../src/package-root.js';
import { renderProfile } from '../src/render.js';
import { identityOf } from '../src/synth/document.js';
import { runKubeconform } from '../src/validate/kubeconform.js';
import { validateSchemas } from '../src/validate/schema.js';

const profiles = readdirSync(join(packageRoot, 'profiles'))
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => file.replace(/\.yaml$/, ''));

const rendered = await Promise.all(profiles.map(async (name) => ({ name, ...(await renderProfile(name)) })));

describe.each(rendered)('the profile $name', ({ plan, bundle }) => {
  it('renders these objects, in these waves', () => {
    expect({
      addons: plan.addons.map((a) => a.addon.name),
      images: bundle.images,
      objects: bundle.documents
        .map((d) => `${d.file.split('/').slice(0, 2).join('/')}: ${identityOf(d.object)}`)
        .sort(),
    }).toMatchSnapshot();
  });

  it('is what the real kubeconform accepts, document by document', async () => {
    const version = plan.platform.cluster.kubernetesVersion;
    const findings = await runKubeconform(bundle.documents, version);
    const kinds = new Map<string, number>();
    for (const { object } of bundle.documents) {
      const kind = `${object.apiVersion} ${object.kind}`;
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
    }
    expect({ version, findings, valid: Object.fromEntries([...kinds].sort()) }).toMatchSnapshot();
  });

  it.each(kubernetesMinors)('fits the schemas of Kubernetes %s', (version) => {
    expect(validateSchemas(bundle.documents, version)).toEqual([]);
  });
});

describe('dist/bare-metal', () => {
  it('is what the profile renders; after a change run `npm run synth -- --profile bare-metal` and commit it', async () => {
    const { bundle } = await renderProfile('bare-metal');
    expect(compareWithDisk(bundle, join(packageRoot, 'dist', 'bare-metal'))).toEqual([]);
  });
});

// The real kubeconform as a second opinion: strict, on local schemas alone, and whatever it skips counts as failed.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { type Finding, formatPath, parsePointer } from './finding.js';
import { findKubeconform } from './kubeconform-program.js';
import { materializeSchemas } from './kubeconform-schemas.js';
import { type LocatedDocument, locate, missing } from './schema.js';
import { openSchemaStore } from './schema-store.js';

/** https://github.com/yannh/kubeconform/blob/v0.8.0/pkg/output/json.go */
interface Resource {
  readonly filename: string;
  readonly status: 'statusValid' | 'statusInvalid' | 'statusError' | 'statusSkipped' | 'statusEmpty';
  readonly msg: string;
}

/** Findings in the order of the documents. Errors: a UserError when there is no kubeconform and none can be brought. */
export async function runKubeconform(
  documents: readonly LocatedDocument[],
  kubernetesVersion: string,
): Promise<readonly Finding[]> {
  if (documents.length === 0) return [];
  const program = await findKubeconform();
  const location = materializeSchemas(
    documents.map((d) => d.object),
    kubernetesVersion,
  );
  const folder = mkdtempSync(join(tmpdir(), 'plinth-kubeconform-'));
  try {
    documents.forEach(({ object }, index) => {
      writeFileSync(join(folder, `${index}.json`), JSON.stringify(object));
    });
    const results = await run(program, folder, location, kubernetesVersion);
    const store = openSchemaStore(kubernetesVersion);
    return documents.flatMap((document, index) => {
      const { apiVersion, kind } = document.object;
      const result = results.get(`${index}.json`);
      if (result?.status === 'statusValid') return [];
      if (store.find(apiVersion, kind) === undefined)
        return [{ ...missing(document, store), check: 'kubeconform' }];
      return findingsOf(document, result);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(
  program: string,
  folder: string,
  location: string,
  kubernetesVersion: string,
): Promise<ReadonlyMap<string, Resource>> {
  const options = ['-strict', '-verbose', '-output', 'json', '-kubernetes-version', `${kubernetesVersion}.0`];
  const { stdout, stderr, exitCode } = await execa(
    program,
    [...options, '-schema-location', location, folder],
    {
      // 1: something is invalid, which is an answer.
      reject: false,
      timeout: 300_000,
      maxBuffer: 512 * 1024 * 1024,
    },
  );
  try {
    const { resources } = JSON.parse(stdout) as { resources: readonly Resource[] };
    return new Map(resources.map((resource) => [basename(resource.filename), resource]));
  } catch {
    throw new Error(`${program} exited with ${exitCode} and gave no result: ${stderr}`);
  }
}

function findingsOf(document: LocatedDocument, result: Resource | undefined): readonly Finding[] {
  return errorsOf(result?.msg || 'kubeconform said nothing of it').map(({ path, message }) => ({
    check: 'kubeconform',
    severity: 'error',
    ...locate(document),
    path: formatPath(parsePointer(path)),
    message,
    fix: 'plinth validate without --kubeconform says how to correct it',
  }));
}

/** Its list of errors stops at the first $ref; the text goes on: ` - at '/spec': got string, want object - at …`. */
function errorsOf(text: string): readonly { readonly path: string; readonly message: string }[] {
  const errors = [...text.matchAll(/\s- at '([^']*)': (.*?)(?=\s+- at '|$)/gs)].map(([, path, message]) => ({
    path: path ?? '',
    message: message ?? '',
  }));
  const leaves = errors.filter(({ message }) => message !== 'validation failed');
  return leaves.length > 0 ? leaves : [{ path: '', message: text }];
}

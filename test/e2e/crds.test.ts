import { execa } from 'execa';
import { expect, it } from 'vitest';
import { packageRoot } from '../../src/package-root.js';

it('every CRD is byte for byte what controller-gen gives for its pinned module', async () => {
  const { stdout, stderr, exitCode } = await execa('node', ['tools/crds.mjs', '--check'], {
    cwd: packageRoot,
    reject: false,
    timeout: 800_000,
  });
  expect(stderr).not.toContain('is not what its module gives');
  expect(exitCode).toBe(0);
  expect(stdout).toContain('prometheus-stack/prometheuses.monitoring.coreos.com');
});

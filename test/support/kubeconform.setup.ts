// Before any test: a kubeconform is found, or brought by the same function that users run.
import { findKubeconform } from '../../src/validate/kubeconform-program.js';

export async function setup(): Promise<void> {
  process.env.PLINTH_KUBECONFORM = await findKubeconform();
}

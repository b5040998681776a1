// The one shape of every addon: what the profile may say about it, what it needs, offers and renders.
import type { Chart } from 'cdk8s';
import type { z } from 'zod';
import type { RuleGroup } from './alerts.js';
import type { Cluster } from './cluster.js';
import type { Pins } from './image.js';
import type { NamespaceSpec } from './namespace.js';
import type { Capability, Facts, Platform } from './platform.js';
import type { SecretNeed } from './secret.js';

export interface Addon<S extends z.ZodType = z.ZodType> {
  /** Folder, key in the profile and value of `app.kubernetes.io/part-of`-style labels: kebab-case. */
  readonly name: string;
  /** One sentence for `plinth list` and the docs. */
  readonly title: string;
  /** Upstream version, images and CRD source. */
  readonly pins: Pins;
  /** zod schema of `addons.<name>` in the profile: strict, every key described, with its unit. */
  readonly config: S;
  /** What a reviewer must know before enabling it; printed in the docs. */
  readonly tradeOffs?: readonly string[];
  /** Namespaces it owns, each with the strictest Pod Security level that admits its pods. */
  namespaces?(config: z.output<S>): readonly NamespaceSpec[];
  /** Facts it cannot do without. An unmet one fails the plan; a met one orders this addon after its provider. */
  requires?(config: z.output<S>): readonly Capability[];
  /** Facts it offers to the others, from its own configuration alone. */
  provides?(config: z.output<S>, cluster: Cluster): Facts;
  /** Names of the files in its `crds/` folder that this configuration needs. */
  crds?(config: z.output<S>): readonly string[];
  /** Secrets that must exist; none is ever rendered. */
  secrets?(config: z.output<S>, platform: Platform): readonly SecretNeed[];
  /** Files for humans and nodes (kubeadm patches, audit policies), by path inside `<addon>/files/`. */
  files?(config: z.output<S>, platform: Platform): Readonly<Record<string, string>>;
  /** Every alert that it may render, for its runbook page. */
  alerts?(): readonly RuleGroup[];
  /** Whatever is wrong with a configuration beyond its schema, given the platform: one sentence each, with the fix. */
  problems?(config: z.output<S>, platform: Platform): readonly Problem[];
  /** What is valid and still unwise, one sentence each with the way out: printed after each synth. */
  warnings?(config: z.output<S>, platform: Platform): readonly string[];
  /** Adds the addon's objects to the chart: Kubernetes objects with explicit names and namespaces. */
  build(chart: Chart, config: z.output<S>, platform: Platform): void;
}

/** A fault in an addon's configuration. `path` is relative to `addons.<name>`. */
export interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** Keeps the schema's type for the methods while the catalogue sees a plain `Addon`. */
export function defineAddon<S extends z.ZodType>(addon: Addon<S>): Addon<S> {
  return addon;
}

// A custom resource: cdk8s types cover Kubernetes itself, so these are written as plain data and checked by schema.
import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import type { Labels } from './labels.js';

export interface CustomResource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Labels;
    readonly annotations?: Labels;
  };
  readonly [field: string]: unknown;
}

export function customResource(scope: Construct, object: CustomResource): void {
  const { kind, metadata } = object;
  new ApiObject(scope, `${kind}-${metadata.namespace ?? 'cluster'}-${metadata.name}`, object);
}

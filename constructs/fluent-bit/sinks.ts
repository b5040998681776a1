// The outputs that are in effect: what the profile names, or the platform's log store.
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { type Output, outputSchema } from './config-outputs.js';
import { certificateSecret, logStoreSecret, type Stream } from './names.js';

export function sinks(config: Config, platform: Platform): readonly Output[] {
  if (config.outputs.length > 0) return config.outputs;
  const store = platform.logStore;
  if (!store) return [];
  return [
    outputSchema.parse({
      type: store.kind,
      host: store.host,
      port: store.port,
      auth: { secret: logStoreSecret },
      // A store in the cluster has a certificate of the private CA; one outside must have a public one.
      ...(usesOwnCa(config, platform) ? { tls: { ca: { secret: certificateSecret, key: 'ca.crt' } } } : {}),
    }),
  ];
}

/** The in-cluster store is the sink, and the platform's private CA vouches for it. */
export function usesOwnCa(config: Config, platform: Platform): boolean {
  return config.outputs.length === 0 && Boolean(platform.logStore?.namespace && platform.certificates);
}

export function sinkName(output: Output): string {
  return output.name ?? output.type;
}

export function sinksOf(config: Config, platform: Platform, streams: readonly Stream[]): readonly Output[] {
  return sinks(config, platform).filter((output) => output.match.some((stream) => streams.includes(stream)));
}

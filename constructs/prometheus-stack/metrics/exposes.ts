// Reads a list of metric names: written as text, because a name a line would hide the list.

export interface Exposed {
  readonly counters?: string;
  readonly gauges?: string;
  /** Base names: `_bucket`, `_count` and `_sum` follow from them. */
  readonly histograms?: string;
  /** Base names: the quantiles, `_count` and `_sum`. */
  readonly summaries?: string;
}

/** The names under which series can be queried. Each text holds names between white space. */
export function exposes(exposed: Exposed): readonly string[] {
  return [
    ...split(exposed.counters),
    ...split(exposed.gauges),
    ...split(exposed.histograms).flatMap((name) => [`${name}_bucket`, `${name}_count`, `${name}_sum`]),
    ...split(exposed.summaries).flatMap((name) => [name, `${name}_count`, `${name}_sum`]),
  ];
}

function split(text = ''): readonly string[] {
  return text.split(/\s+/).filter((name) => name !== '');
}

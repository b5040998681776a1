// Short words for the series of alert tests: one value a minute, a thousand minutes long.
import type { AlertCase, Series } from '../../../support/promtool.js';

/** `kube_x{job="kube-state-metrics", namespace="a"}` from a name and labels. */
export function metric(name: string, labels: Readonly<Record<string, string>>): string {
  return `${name}{${Object.entries(labels)
    .map(([label, value]) => `${label}="${value}"`)
    .join(', ')}}`;
}

export interface Words {
  /** The same value all the time. */
  stays(name: string, value: number, labels?: Readonly<Record<string, string>>): Series;
  /** From 0 up, by `step` a minute. */
  grows(name: string, step: number, labels?: Readonly<Record<string, string>>): Series;
  /** From `start`, by `step` a minute. */
  moves(name: string, start: number, step: number, labels?: Readonly<Record<string, string>>): Series;
  /** `first` for that many minutes, then `second`. */
  turns(
    name: string,
    first: number,
    minutes: number,
    second: number,
    labels?: Readonly<Record<string, string>>,
  ): Series;
  /** In promtool's own notation. */
  runs(name: string, values: string, labels?: Readonly<Record<string, string>>): Series;
}

/** The words for series that all have these labels. */
export function wordsFor(common: Readonly<Record<string, string>>): Words {
  const series = (name: string, labels: Readonly<Record<string, string>> = {}) =>
    metric(name, { ...common, ...labels });
  return {
    stays: (name, value, labels) => ({ series: series(name, labels), values: `${value}x1000` }),
    grows: (name, step, labels) => ({ series: series(name, labels), values: `0+${step}x1000` }),
    moves: (name, start, step, labels) => ({
      series: series(name, labels),
      values: `${start}${step < 0 ? '' : '+'}${step}x1000`,
    }),
    turns: (name, first, minutes, second, labels) => ({
      series: series(name, labels),
      values: `${first}x${minutes - 1} ${second}x1000`,
    }),
    runs: (name, values, labels) => ({ series: series(name, labels), values }),
  };
}

/** A case: what is looked at, and when. */
export function at(time: string, ...series: readonly Series[]): AlertCase {
  return { at: time, series };
}

/** A case with labels that the alert must have. */
export function labelled(labels: Readonly<Record<string, string>>, c: AlertCase): AlertCase {
  return { ...c, labels };
}

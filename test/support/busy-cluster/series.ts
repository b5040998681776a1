// How series of the busy cluster are written: a metric, its labels and its values, one a minute.
import type { Series } from '../promtool.js';

export type Labels = Readonly<Record<string, string>>;

const buckets = { '0.1': '0+1x60', '1.0': '0+5x60', '5.0': '0+8x60', '+Inf': '0+10x60' };
/** Ten a second. */
export const count = '0+600x60';
export const still = (value: number) => `${value}x60`;

export function one(metric: string, labels: Labels, values: string): Series {
  const matchers = Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  return { series: `${metric}{${matchers.join(',')}}`, values };
}

export function each<T>(list: readonly T[], make: (item: T) => readonly Series[]): readonly Series[] {
  return list.flatMap(make);
}

export function histogram(metric: string, labels: Labels): readonly Series[] {
  return [
    ...Object.entries(buckets).map(([le, values]) => one(`${metric}_bucket`, { ...labels, le }, values)),
    one(`${metric}_sum`, labels, '0+2x60'),
    one(`${metric}_count`, labels, '0+10x60'),
  ];
}

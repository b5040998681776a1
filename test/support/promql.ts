// What a PromQL expression reads: for tests that hold rules and dashboards to metrics that exist.
import type { SyntaxNode } from '@lezer/common';
import { parser } from '@prometheus-io/lezer-promql';

export interface Matcher {
  readonly label: string;
  readonly op: '=' | '!=' | '=~' | '!~';
  readonly value: string;
}

/** One vector selector: `up{job="a"}`. */
export interface Selector {
  readonly metric: string;
  readonly matchers: readonly Matcher[];
}

/**
 * All selectors of an expression, in order. Grafana's variables and intervals must have been filled in.
 * Errors: a syntax error, with the text around it; a selector without a metric name.
 */
export function selectorsOf(expr: string): readonly Selector[] {
  const found: Selector[] = [];
  parser.parse(expr).iterate({
    enter(node) {
      if (node.type.isError)
        throw new Error(`no PromQL at «${expr.slice(Math.max(0, node.from - 30), node.to + 30)}»`);
      if (node.name === 'VectorSelector') found.push(readSelector(expr, node.node));
    },
  });
  return found;
}

/** Names of the metrics and recorded series that an expression reads, each once. */
export function metricsOf(expr: string): readonly string[] {
  return [...new Set(selectorsOf(expr).map((selector) => selector.metric))];
}

function readSelector(expr: string, node: SyntaxNode): Selector {
  const text = (part: SyntaxNode | null) => (part ? expr.slice(part.from, part.to) : '');
  const matchers: Matcher[] = [];
  for (const matcher of node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? []) {
    matchers.push({
      label: text(matcher.getChild('LabelName')),
      op: text(matcher.getChild('MatchOp')) as Matcher['op'],
      value: unquote(text(matcher.getChild('StringLiteral'))),
    });
  }
  const named = matchers.find(({ label, op }) => label === '__name__' && op === '=');
  const metric = text(node.getChild('Identifier')) || named?.value;
  if (!metric) throw new Error(`a selector without a metric name: ${text(node)}`);
  return { metric, matchers: matchers.filter((matcher) => matcher !== named) };
}

/** PromQL's strings are Go's: double quotes are JSON but for a few escapes, backquotes are raw. */
function unquote(literal: string): string {
  if (literal.startsWith('`')) return literal.slice(1, -1);
  const inner = literal.slice(1, -1).replaceAll(/\\(.)/g, (_, c: string) => ({ n: '\n', t: '\t' })[c] ?? c);
  return inner;
}

// How PostgreSQL runs a statement, as a tree, with the node that takes the time marked.

import { tags, h } from '../kit.js';

const { code, details, div, h2, li, p, pre, strong, summary, ul } = tags;

function time(micros) {
  return `${(micros / 1000).toLocaleString('en', { maximumFractionDigits: 2 })} ms`;
}

/** A Plan of the server. */
export function PlanTree({ plan }) {
  const { root, wasRun, writes, executionMicros, planningMicros } = plan;
  return div({ class: 'plan' },
    h2('Plan'),
    p(wasRun
      ? `It ran for ${time(executionMicros)}${planningMicros >= 0 ? `, planned in ${time(planningMicros)}` : ''}, in a transaction that was rolled back${writes ? ': nothing of what it wrote is there (numbers that it took from sequences are gone)' : ''}.`
      : 'It was not run: costs and rows are what PostgreSQL expects.'),
    ul({ class: 'tree' }, h(Node, { node: root, total: wasRun ? Math.max(1, root.micros) : null })),
    details(summary('As PostgreSQL says it'), pre({ tabIndex: 0 }, plan.json)));
}

function Node({ node, total }) {
  const own = total === null ? `cost ${(node.ownCost / 100).toLocaleString('en')}` : `${time(node.ownMicros)} of its own (${Math.round((100 * node.ownMicros) / total)} %)`;
  const rows = node.rows < 0
    ? `about ${node.estimatedRows.toLocaleString('en')} rows`
    : `${node.rows.toLocaleString('en')} rows (expected ${(node.estimatedRows * node.loops).toLocaleString('en')})${node.loops > 1 ? ` in ${node.loops} loops` : ''}`;
  return li(
    div({ class: node.isDearest ? 'node dearest' : 'node' },
      strong(node.type), node.target && [' ', code(node.target)],
      node.isDearest && strong({ class: 'mark' }, total === null ? ' costs the most' : ' takes the most time'),
      div({ class: 'faint' }, `${own}, ${rows}${node.reads >= 0 ? `, ${(node.hits + node.reads).toLocaleString('en')} blocks, ${node.reads.toLocaleString('en')} of them read` : ''}`),
      node.details.map((detail, i) => div({ key: i, class: 'mono' }, detail))),
    node.children.length > 0 && ul(node.children.map((child, i) => h(Node, { key: i, node: child, total }))));
}

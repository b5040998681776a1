// The Ceph dashboard over the series of a small cluster: each query finds something, and the labels that its legend names.
import { beforeAll, describe, expect, it } from 'vitest';
import { cephDashboard } from '../../constructs/rook-ceph/dashboard.js';
import { type GrafanaDashboard, panelsOf } from '../support/grafana.js';
import type { Series } from '../support/promtool.js';
import { type Answers, askPromtool } from '../support/promtool-query.js';

const flat = (name: string, value: number): Series => ({ series: name, values: `${value}x60` });
const rising = (name: string, step: number): Series => ({ series: name, values: `0+${step}x60` });
const each = (ids: readonly string[], metric: string, value: number) =>
  ids.map((id) => flat(`${metric}{${id}}`, value));

const osds = ['ceph_daemon="osd.0"', 'ceph_daemon="osd.1"', 'ceph_daemon="osd.2"'];
const pools = ['pool_id="1"', 'pool_id="2"'];

/** What the manager, the exporters, a driver and the operator give, with one disk down and a slow request. */
const cluster: readonly Series[] = [
  flat('ceph_health_status', 1),
  flat('ceph_health_detail{name="OSD_DOWN", severity="HEALTH_WARN"}', 1),
  flat('ceph_cluster_total_bytes', 3e12),
  flat('ceph_cluster_total_used_bytes', 1e12),
  flat('ceph_num_objects_degraded', 10),
  flat('ceph_num_objects_unfound', 0),
  ...['a', 'b', 'c'].map((id) => flat(`ceph_mon_quorum_status{ceph_daemon="mon.${id}"}`, 1)),
  flat('ceph_osd_up{ceph_daemon="osd.0"}', 0),
  ...each(osds.slice(1), 'ceph_osd_up', 1),
  ...each(osds, 'ceph_osd_commit_latency_ms', 4),
  ...each(osds, 'ceph_osd_stat_bytes', 1e12),
  ...each(osds, 'ceph_osd_stat_bytes_used', 3e11),
  flat('ceph_pool_metadata{pool_id="1", name=".mgr"}', 1),
  flat('ceph_pool_metadata{pool_id="2", name="replicapool"}', 1),
  ...each(pools, 'ceph_pg_total', 32),
  ...each(pools, 'ceph_pg_clean', 30),
  ...each(pools, 'ceph_pool_stored', 1e11),
  ...each(pools, 'ceph_pool_max_avail', 6e11),
  ...each(pools, 'ceph_pool_recovering_bytes_per_sec', 1e6),
  ...pools.flatMap((id) =>
    ['rd', 'wr', 'rd_bytes', 'wr_bytes'].map((what) => rising(`ceph_pool_${what}{${id}}`, 60)),
  ),
  flat('ceph_daemon_health_metrics{type="SLOW_OPS", ceph_daemon="osd.1"}', 2),
  flat('csi_liveness{job="ceph-csi-rbd-nodeplugin", node="n1"}', 1),
  rising(
    'controller_runtime_reconcile_errors_total{job="rook-ceph-operator", controller="ceph-cluster-controller"}',
    1,
  ),
];

const queries = panelsOf(cephDashboard() as GrafanaDashboard).flatMap((panel) =>
  (panel.targets ?? []).map((target) => ({
    title: panel.title,
    legend: target.legendFormat ?? '',
    expr: target.expr.replaceAll('$__rate_interval', '5m'),
  })),
);

describe('the Ceph dashboard, over a cluster that is unwell', () => {
  let answers: Answers;

  beforeAll(async () => {
    answers = await askPromtool([], cluster, [...new Set(queries.map(({ expr }) => expr))], '30m');
  });

  it('finds data with every query', () => {
    expect(queries.length).toBeGreaterThan(15);
    const silent = queries.filter(({ expr }) => !answers.get(expr)?.includes('got:'));
    expect(silent.map(({ title, expr }) => `${title}: ${answers.get(expr) ?? 'nothing'}\n${expr}`)).toEqual(
      [],
    );
  });

  it('has the labels that its legends name', () => {
    const missing = queries.flatMap(({ title, legend, expr }) =>
      [...legend.matchAll(/\{\{(\w+)\}\}/g)]
        .filter(([, label]) => !answers.get(expr)?.includes(`${label}="`))
        .map(([, label]) => `${title}: ${label}`),
    );
    expect(missing).toEqual([]);
  });
});

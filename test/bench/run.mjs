// `npm run bench`: whole processes side by side. Ours renders and validates a profile; the peer is `helm template` over the
// upstream charts of the same addons. Prints medians and the ratio; asserts nothing.
//
// Charts: a folder with one chart a sub-folder or .tgz, in PLINTH_BENCH_CHARTS; without it `helm pull` fetches the pinned ones.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';

const runs = Number(process.env.PLINTH_BENCH_RUNS ?? 7);
const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'plinth');
const helm = ['helm', join(cache, 'tools', 'bin', 'helm')].find(
  (h) => spawnSync(h, ['version']).status === 0,
);

const pinned = [
  ['kube-prometheus-stack', 'oci://ghcr.io/prometheus-community/charts/kube-prometheus-stack', '88.5.3'],
  ['fluent-bit', 'https://fluent.github.io/helm-charts', '0.58.1'],
  ['opensearch', 'https://opensearch-project.github.io/helm-charts', '3.6.0'],
  ['opensearch-dashboards', 'https://opensearch-project.github.io/helm-charts', '3.6.0'],
  ['prometheus-elasticsearch-exporter', 'https://prometheus-community.github.io/helm-charts', '7.4.0'],
  ['traefik', 'oci://ghcr.io/traefik/helm/traefik', '41.3.0'],
  ['cert-manager', 'oci://quay.io/jetstack/charts/cert-manager', 'v1.21.1'],
  ['metallb', 'https://metallb.github.io/metallb', '0.16.1'],
  ['metrics-server', 'https://kubernetes-sigs.github.io/metrics-server', '3.13.1'],
];

const out = join(tmpdir(), `plinth-bench-${process.pid}`);
let run = 0;
const ours = measure('plinth synth, validation included, to an empty folder', () => [
  process.execPath,
  'bin/plinth.js',
  'synth',
  '--profile',
  'bare-metal',
  '--out',
  join(out, `bundle-${run++}`),
  '--quiet',
]);
rmSync(out, { recursive: true, force: true });

const charts = findCharts();
if (charts.length === 0) {
  console.log(
    'no charts to compare with: set PLINTH_BENCH_CHARTS to a folder of charts, or give helm a network',
  );
} else {
  const script = charts
    .map((chart, i) => `${helm} template r${i} ${chart} --include-crds --kube-version 1.36.0`)
    .join(' >/dev/null && ');
  const peer = measure(`helm template of ${charts.length} charts, one after the other`, () => [
    'sh',
    '-c',
    `${script} >/dev/null`,
  ]);
  console.log(
    `ratio of medians, ours / helm: wall ${(ours.wall / peer.wall).toFixed(2)}, memory ${(ours.memory / peer.memory).toFixed(2)}`,
  );
}

function measure(name, command) {
  const samples = [];
  for (let i = 0; i <= runs; i++) {
    const [program, ...args] = command();
    const start = process.hrtime.bigint();
    const result = spawnSync('/usr/bin/env', ['time', '-f', '%M', program, ...args], { encoding: 'utf8' });
    const wall = Number(process.hrtime.bigint() - start) / 1e9;
    if (result.status !== 0) throw new Error(`${name} failed:\n${result.stderr}`);
    const memory = Number(result.stderr.trim().split('\n').at(-1)) / 1024;
    if (i > 0) samples.push({ wall, memory });
  }
  const median = (key) => samples.map((s) => s[key]).sort((a, b) => a - b)[Math.floor(samples.length / 2)];
  const figures = { wall: median('wall'), memory: median('memory') };
  console.log(`${name}: ${figures.wall.toFixed(2)} s, ${figures.memory.toFixed(0)} MiB (medians of ${runs})`);
  return figures;
}

function findCharts() {
  if (!helm) return [];
  const given = process.env.PLINTH_BENCH_CHARTS;
  if (given) return readdirSync(given).map((name) => join(given, name));
  const folder = join(cache, 'bench-charts');
  mkdirSync(folder, { recursive: true });
  return pinned.flatMap(([name, source, version]) => {
    const file = join(folder, `${name}-${version}.tgz`);
    const args = source.startsWith('oci:') ? [source] : [name, '--repo', source];
    if (!existsSync(file))
      spawnSync(helm, ['pull', ...args, '--version', version, '-d', folder], { stdio: 'ignore' });
    return existsSync(file) ? [file] : [];
  });
}

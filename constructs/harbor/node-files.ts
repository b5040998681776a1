// Files that point nodes at Harbor as a proxy cache, in the words of each runtime and distribution.
import { stringify } from 'yaml';
import { hostOf } from '../kit/expose.js';
import type { Platform } from '../kit/platform.js';
import type { Config } from './config.js';
import { upgradeGuide } from './upgrade-guide.js';

type Mirror = Config['proxyCache'][number];

export function files(config: Config, platform: Platform): Readonly<Record<string, string>> {
  const host = hostOf(platform, config.host);
  const mirrors = config.proxyCache;
  return {
    'UPGRADE.md': upgradeGuide,
    ...(mirrors.length > 0 ? mirrorFiles(mirrors, host, platform) : {}),
  };
}

/** Plain containerd and CRI-O both, for no fact says which of them the nodes run. */
function mirrorFiles(mirrors: readonly Mirror[], host: string, platform: Platform): Record<string, string> {
  const { distribution } = platform.cluster;
  const nodes: Record<string, string> =
    distribution === 'k3s' || distribution === 'rke2'
      ? { 'registries.yaml': registriesYaml(mirrors, host, distribution) }
      : distribution === 'talos'
        ? { 'talos-mirrors.yaml': talosPatch(mirrors, host) }
        : {
            ...Object.fromEntries(
              mirrors.map((m) => [
                `containerd/certs.d/${folderOf(m.registry)}/hosts.toml`,
                hostsToml(m, host),
              ]),
            ),
            'crio/registries.conf.d/50-harbor.conf': registriesConf(mirrors, host),
          };
  return { ...nodes, 'PROXY-CACHE.md': guide(mirrors, host, Object.keys(nodes)) };
}

/** containerd writes a port's colon as it is; https://github.com/containerd/containerd/blob/main/docs/hosts.md */
const folderOf = (registry: string): string => registry;

/** Docker Hub's registry has another host than its images' names. */
function upstreamOf({ registry, upstream }: Mirror): string {
  return upstream ?? (registry === 'docker.io' ? 'https://registry-1.docker.io' : `https://${registry}`);
}

function hostsToml(mirror: Mirror, host: string): string {
  return `# ${mirror.registry} through Harbor, and straight from upstream where Harbor does not answer.
server = "${upstreamOf(mirror)}"

[host."https://${host}/v2/${mirror.project}"]
  capabilities = ["pull", "resolve"]
  # The path is complete: /v2/<project> comes before the repository.
  override_path = true
`;
}

/** https://github.com/containers/image/blob/main/docs/containers-registries.conf.5.md */
function registriesConf(mirrors: readonly Mirror[], host: string): string {
  const blocks = mirrors.map(
    ({ registry, project, upstream }) => `[[registry]]
prefix = "${registry}"
location = "${upstream ? upstream.replace(/^https?:\/\//, '') : registry}"

[[registry.mirror]]
location = "${host}/${project}"
`,
  );
  return `# Pulled through Harbor, and straight from upstream where Harbor does not answer.\n${blocks.join('\n')}`;
}

/** https://docs.k3s.io/installation/private-registry, and the same file for RKE2. */
function registriesYaml(mirrors: readonly Mirror[], host: string, distribution: 'k3s' | 'rke2'): string {
  return `# /etc/rancher/${distribution}/registries.yaml on each node; read at start of ${distribution}.\n${stringify(
    {
      mirrors: Object.fromEntries(
        mirrors.map(({ registry, project }) => [
          registry,
          { endpoint: [`https://${host}`], rewrite: { '^(.*)$': `${project}/$1` } },
        ]),
      ),
    },
  )}`;
}

/** https://docs.siderolabs.com/talos: machine.registries.mirrors */
function talosPatch(mirrors: readonly Mirror[], host: string): string {
  return `# talosctl patch machineconfig --patch @talos-mirrors.yaml\n${stringify({
    machine: {
      registries: {
        mirrors: Object.fromEntries(
          mirrors.map((mirror) => [
            mirror.registry,
            {
              endpoints: [`https://${host}/v2/${mirror.project}`, upstreamOf(mirror)],
              overridePath: true,
            },
          ]),
        ),
      },
    },
  })}`;
}

function guide(mirrors: readonly Mirror[], host: string, paths: readonly string[]): string {
  const [first] = mirrors;
  const rows = mirrors.map((m) => `| \`${m.registry}\` | \`${m.project}\` | ${endpointOf(m)} |`);
  return `# Harbor as a proxy cache

Nodes ask Harbor first and the upstream registry when Harbor does not answer, so that Harbor’s own images can be pulled
while Harbor is away. Do this after Harbor runs; nothing here is applied to the cluster.

## 1. Make the projects in Harbor

For each line: *Administration → Registries → New endpoint* with provider and URL, then *Projects → New project* of this name with
*Proxy cache* on and that endpoint chosen. Public projects need no credentials on the nodes: whoever reaches Harbor may
then read what was pulled. Give the endpoint of Docker Hub an account, or its rate limits are shared by all nodes.

| Registry | Project | Endpoint |
|---|---|---|
${rows.join('\n')}

## 2. Put the files on the nodes

${paths.map((path) => `- \`${path}\`${placeOf(path)}`).join('\n')}

The certificate of ${host} has to be trusted by the nodes’ runtime, not by pods: with a private CA, add it to the nodes’
trust store first.

## 3. Check

\`crictl pull ${first?.registry}/${first?.registry === 'docker.io' ? 'library/busybox:stable' : '<repository>:<tag>'}\` on one node; the repository appears in
project \`${first?.project}\`. Then do the other nodes.

Docker (cri-dockerd) knows mirrors for Docker Hub alone and no paths in them: it cannot use projects of Harbor this way.
`;
}

/** Proxy caches are for these providers alone, and any registry speaks the protocol of `Docker Registry`. */
function endpointOf(mirror: Mirror): string {
  if (mirror.registry === 'docker.io' && !mirror.upstream) return 'Docker Hub, with the URL that it has';
  const provider = mirror.registry === 'ghcr.io' ? 'Github GHCR' : 'Docker Registry';
  return `${provider}, \`${upstreamOf(mirror)}\``;
}

function placeOf(path: string): string {
  if (path.startsWith('containerd/')) {
    return ` to \`/etc/${path}\`; containerd’s \`config_path\` has to be \`/etc/containerd/certs.d\`. Read at each pull.`;
  }
  if (path.startsWith('crio/')) {
    return ' to `/etc/containers/registries.conf.d/50-harbor.conf`, on nodes with CRI-O; then `systemctl reload crio`.';
  }
  return ': its first line says where.';
}

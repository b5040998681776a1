// Harbor: the cluster's own registry, with a scanner, replication and proxy caches for other registries.
import { defineAddon } from '../kit/addon.js';
import { alertRules } from '../kit/alerts.js';
import { dashboard, dashboardFact } from '../kit/dashboard.js';
import { type Exposure, expose } from '../kit/expose.js';
import { alerts } from './alerts.js';
import { certificates } from './certificates.js';
import { type Config, configSchema } from './config.js';
import { core } from './core.js';
import { dashboardModel } from './dashboard.js';
import { database } from './database.js';
import { exporter } from './exporter.js';
import { jobservice } from './jobservice.js';
import { monitoring } from './monitoring.js';
import { addonName, backendName, nameOf, namespaceName, ports, selectorOf, tlsSecretOf } from './names.js';
import { network } from './network.js';
import { files } from './node-files.js';
import { pins } from './pins.js';
import { portal } from './portal.js';
import { problems, warnings } from './problems.js';
import { registry } from './registry.js';
import { secrets } from './secrets.js';
import { trivy } from './trivy.js';
import { valkey } from './valkey.js';

const overview = dashboardFact(addonName, 'Platform');

export const harbor = defineAddon({
  name: addonName,
  title: 'Harbor: a registry with scans, replication and proxy caches that nodes pull through.',
  pins,
  config: configSchema,
  tradeOffs: [
    'Upgrading from 2.15.1 or before takes the internal PostgreSQL from 15 to 18 without asking, and deletes the old data once it is done: no return without a dump. harbor/files/UPGRADE.md has the steps.',
    'A database that a newer core has migrated cannot be read by an older one. Back up before each upgrade and go at most two minor versions at a time.',
    'secretKey in Secret harbor-core encrypts the credentials in the database: it must never change, and a backup of the database is worthless without it.',
    'The internal PostgreSQL and Valkey are single pods: while their node drains, nobody pulls or pushes. External ones are the only way to high availability.',
    'A registry on a ReadWriteOnce volume has one replica and stops while it moves; a shared volume or a bucket allows several.',
    'Changing where layers are kept moves nothing: copy them first, or Harbor knows images whose layers are gone.',
    'Components read their certificates at start. They hold for a year and are renewed at half of it; an alert says when a pod has to be restarted.',
    'PostgreSQL, Valkey and metrics are spoken to in the clear inside the namespace, with passwords and behind NetworkPolicies; everything else is TLS by the platform’s private CA.',
    'Programs are started directly and not by the images’ entry points, which would write the CA into a bundle on the root file system: it is read-only here, which upstream’s chart does not do.',
    'The administrator’s password is read at the first start alone. Projects, users and sign-in are configured in Harbor and live in its database.',
    'Nodes pull Harbor’s own images from upstream or the mirror that the profile names: a registry cannot be the only source of itself.',
    'F5’s NGINX controller has no annotation that turns request buffering off: layers that are pushed pass over its disk first.',
    'Trivy downloads its databases from the internet unless it is offline.',
    'S3 in the cluster is what its store offers, plain HTTP where it is the platform’s; layers pass through the registry unless storage.redirect is on.',
  ],
  namespaces: () => [{ name: namespaceName, podSecurity: 'restricted', protect: true }],
  requires: (config) => [
    'storage',
    'certificates',
    'ingress',
    ...(config.storage.kind === 'objectStore' ? (['objectStore'] as const) : []),
  ],
  provides: (config) => (config.exporter.enabled ? { dashboards: [overview] } : {}),
  secrets,
  files,
  problems,
  warnings,
  alerts: () => alerts(configSchema.parse({})),
  build(chart, config, platform) {
    const host = exposure(config);
    certificates(chart, config, platform);
    database(chart, config, platform);
    valkey(chart, config, platform);
    registry(chart, config, platform);
    core(chart, config, platform, host);
    jobservice(chart, config, platform);
    trivy(chart, config, platform);
    portal(chart, config, platform, host);
    exporter(chart, config, platform);
    network(chart, config, platform);
    expose(chart, platform, host);
    monitoring(chart, config, platform);
    alertRules(chart, platform, {
      addon: addonName,
      namespace: namespaceName,
      name: addonName,
      groups: alerts(config),
    });
    if (config.exporter.enabled) {
      dashboard(chart, platform, { addon: addonName, fact: overview, model: dashboardModel() });
    }
  },
});

/** One host: core answers the API, tokens and pulls; the portal everything else. Layers have no bound in size. */
function exposure(config: Config): Exposure {
  const backend = (component: 'core' | 'portal') => ({
    service: { name: nameOf(component), port: 'https' },
    pods: { labels: selectorOf(component), port: ports.https },
  });
  return {
    addon: addonName,
    namespace: namespaceName,
    name: addonName,
    host: config.host,
    ...backend('portal'),
    paths: ['/api/', '/service/', '/v2/', '/c/'].map((path) => ({ path, ...backend('core') })),
    auth: 'own',
    backendTls: { caSecret: tlsSecretOf('core'), serverName: backendName },
    maxBody: '0',
  };
}

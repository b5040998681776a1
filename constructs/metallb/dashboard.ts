// Addresses of the load balancer: how many are left, who announces them, and whether routers listen.
import { board, row } from '../kit/dashboard-board.js';
import { query, stat, table, timeseries } from '../kit/dashboard-panels.js';

export function metallbDashboard(): unknown {
  return board({
    uid: 'plinth-metallb',
    title: 'Load balancer (MetalLB)',
    description: 'Pools of addresses, the nodes that announce them, and BGP sessions.',
    tags: ['platform', 'network', 'metallb'],
    rows: [
      row('State', [
        stat({
          title: 'Addresses in use',
          description: 'Of all pools together.',
          unit: 'short',
          expr: 'sum(max by (pool) (metallb_allocator_addresses_in_use_total))',
        }),
        stat({
          title: 'Addresses left',
          description: 'Of all pools together. At none, the next Service of type LoadBalancer waits.',
          unit: 'short',
          expr: `
sum(max by (pool) (metallb_allocator_addresses_total))
  - sum(max by (pool) (metallb_allocator_addresses_in_use_total))`,
          limits: { warning: 2, critical: 1, worse: 'below' },
        }),
        stat({
          title: 'Speakers down',
          description: 'Speakers that Prometheus cannot scrape: their nodes announce nothing.',
          unit: 'short',
          expr: 'count(up{job="metallb-speaker"} == 0) or vector(0)',
          limits: { warning: 1 },
        }),
        stat({
          title: 'BGP sessions down',
          description: 'Sessions between nodes and routers that are not established. Empty without BGP.',
          unit: 'short',
          expr: 'count(metallb_bgp_session_up == 0) or count(metallb_bgp_session_up) * 0',
          limits: { warning: 1 },
        }),
        stat({
          title: 'Stale configurations',
          description: 'Pods that refused the newest configuration and work with the one before.',
          unit: 'short',
          expr: 'sum(metallb_k8s_client_config_stale_bool)',
          limits: { warning: 1 },
        }),
      ]),
      row('Addresses', [
        table({
          title: 'Pools',
          description: 'Use of each pool.',
          width: 10,
          labels: { pool: { title: 'Pool' } },
          columns: [
            {
              title: 'Used',
              unit: 'percentunit',
              bar: 1,
              limits: { warning: 0.85, critical: 1 },
              expr: 'max by (pool) (metallb_allocator_addresses_in_use_total) / max by (pool) (metallb_allocator_addresses_total)',
            },
            {
              title: 'In use',
              unit: 'short',
              expr: 'max by (pool) (metallb_allocator_addresses_in_use_total)',
            },
            { title: 'Size', unit: 'short', expr: 'max by (pool) (metallb_allocator_addresses_total)' },
          ],
        }),
        table({
          title: 'Announcements',
          description:
            'Which node announces which address for which Service: the first place to look at when an address does not answer.',
          width: 14,
          labels: {
            service: { title: 'Service' },
            ip: { title: 'Address' },
            protocol: { title: 'By' },
            node: { title: 'Node' },
          },
          columns: [
            {
              title: 'Announced',
              unit: 'short',
              expr: 'max by (service, ip, protocol, node) (metallb_speaker_announced)',
              values: { 0: ['no', 'orange'], 1: ['yes', 'green'] },
            },
          ],
        }),
      ]),
      row('L2', [
        timeseries({
          title: 'ARP and NDP requests answered',
          description: 'By address. All come from the one node that announces it.',
          unit: 'ops',
          queries: [query('sum by (ip) (rate(metallb_layer2_responses_sent[$__rate_interval]))', '{{ip}}')],
        }),
        timeseries({
          title: 'Takeovers',
          description:
            'Gratuitous packets: sent when a node takes an address over. Regular spikes mean that nodes come and go.',
          unit: 'ops',
          queries: [
            query(
              'sum by (ip, node) (rate(metallb_layer2_gratuitous_sent[$__rate_interval])) > 0',
              '{{ip}} on {{node}}',
            ),
          ],
        }),
      ]),
      row(
        'BGP',
        [
          timeseries({
            title: 'Sessions',
            description: '1 is established.',
            unit: 'short',
            max: 1,
            queries: [query('metallb_bgp_session_up', '{{node}} – {{peer}}')],
          }),
          timeseries({
            title: 'Announced prefixes',
            description: 'Routes that each node tells each router.',
            unit: 'short',
            queries: [query('metallb_bgp_announced_prefixes_total', '{{node}} – {{peer}}')],
          }),
          timeseries({
            title: 'Updates sent',
            description: 'A steady stream means that routes flap.',
            unit: 'ops',
            queries: [
              query(
                'sum by (node, peer) (rate(metallb_bgp_updates_total[$__rate_interval]))',
                '{{node}} – {{peer}}',
              ),
            ],
          }),
        ],
        { collapsed: true },
      ),
    ],
  });
}

// Alerts on addresses, announcements and configuration. The known names are those of MetalLB's chart.
import type { RuleGroup } from '../kit/alerts.js';

export const alerts: readonly RuleGroup[] = [
  {
    name: 'metallb',
    rules: [
      {
        alert: 'MetalLBControllerDown',
        expr: 'absent(up{job="metallb-controller"} == 1)',
        for: '10m',
        severity: 'warning',
        summary: 'The controller of MetalLB does not run',
        description:
          'Addresses that are in use stay announced. New Services get none, and MetalLB’s configuration cannot be changed, since its webhook is the same pod.',
        runbook: `
\`kubectl -n metallb-system get pods,events -l app.kubernetes.io/name=metallb-controller\` and its log. A pod that waits for a volume lacks Secret metallb-webhook-cert: make it empty with \`plinth secrets\`. If the pod is well, Prometheus is not let in: its token needs the right to get /metrics.`,
      },
      {
        alert: 'MetalLBSpeakerDown',
        expr: 'up{job="metallb-speaker"} == 0 or absent(up{job="metallb-speaker"})',
        for: '5m',
        severity: 'warning',
        summary:
          '{{ with $labels.node }}The speaker on node {{ . }} does not answer{{ else }}No speaker answers{{ end }}',
        description:
          'Addresses that it announced have moved to other nodes (L2) or are reached by other routes (BGP). With externalTrafficPolicy Local, Services whose pods run on this node alone are cut off.',
        runbook: `
\`kubectl -n metallb-system get pods -o wide -l app.kubernetes.io/name=metallb-speaker\`. Is the node well? Pods that wait for a volume lack Secret memberlist, which the controller makes at its first start. Speakers that run but see no others: TCP and UDP 7946 must be open between the nodes.`,
      },
      {
        alert: 'MetalLBConfigNotLoaded',
        expr: 'metallb_k8s_client_config_loaded_bool == 0',
        for: '5m',
        severity: 'warning',
        summary: 'MetalLB pod {{ $labels.pod }} has not loaded any configuration',
        description: 'It has started and found no configuration that it can use, so it announces nothing.',
        runbook:
          'The log of the pod names the object at fault; `kubectl -n metallb-system get configurationstates -o yaml` shows the same. Render the profile again and apply it: `plinth check` finds overlapping pools and dangling peers.',
      },
      {
        alert: 'MetalLBStaleConfig',
        expr: 'metallb_k8s_client_config_stale_bool == 1',
        for: '5m',
        severity: 'warning',
        summary: 'MetalLB pod {{ $labels.pod }} works with an old configuration',
        description:
          'The newest one is invalid and was not taken over. Announcements go on as before the change.',
        runbook:
          'Its log names the object at fault. Pools, advertisements and peers that were changed by hand are the usual cause: compare with the bundle.',
      },
      {
        alert: 'MetalLBAddressPoolExhausted',
        expr: `
max by (pool) (metallb_allocator_addresses_in_use_total)
  >= on (pool) (max by (pool) (metallb_allocator_addresses_total) > 1)`,
        for: '5m',
        severity: 'warning',
        summary: 'Address pool {{ $labels.pool }} is used up',
        description:
          'The next Service of type LoadBalancer stays without an address. Pools of a single address are not counted: they are full on purpose.',
        runbook: `
\`kubectl get services -A --field-selector spec.type=LoadBalancer\` lists who holds them. Give addresses back by deleting what is unused, let Services share one (annotation metallb.io/allow-shared-ip), or add a range to the pool in the profile.`,
      },
      {
        alert: 'MetalLBAddressPoolNearlyFull',
        expr: `
max by (pool) (metallb_allocator_addresses_in_use_total)
  / on (pool) (max by (pool) (metallb_allocator_addresses_total) > 4)
> 0.85 < 1`,
        for: '30m',
        severity: 'info',
        summary: 'Address pool {{ $labels.pool }} is {{ $value | humanizePercentage }} used',
        description: 'Time to find more addresses, before a Service is left without one.',
        runbook: 'See MetalLBAddressPoolExhausted.',
      },
      {
        alert: 'MetalLBBGPSessionDown',
        expr: 'metallb_bgp_session_up == 0',
        for: '5m',
        severity: 'warning',
        summary: 'The BGP session of node {{ $labels.node }} with {{ $labels.peer }} is down',
        description:
          'The router does not learn routes from this node; other nodes and routers carry the traffic.',
        runbook: `
From the node: is the router reachable on TCP 179? Do AS numbers and the TCP MD5 password agree on both sides (\`kubectl -n metallb-system get bgppeers -o yaml\`)? The log of the speaker on that node has the router’s notification.`,
      },
      {
        alert: 'MetalLBBGPAllSessionsDown',
        expr: 'max(metallb_bgp_session_up) == 0',
        for: '2m',
        severity: 'critical',
        summary: 'No BGP session of MetalLB is up',
        description:
          'No router knows the way to addresses that are announced by BGP: they are cut off from outside.',
        runbook:
          'All nodes at once means the routers, their configuration, the network between, or a changed password. Otherwise as MetalLBBGPSessionDown.',
      },
    ],
  },
];

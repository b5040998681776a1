// Settings of kube-vip, which reads them from its environment.
// Names: kube-vip/kube-vip@v1.2.3:pkg/kubevip/config_envvar.go
import type { Config } from './config.js';
import { ports, servicesLease } from './names.js';

export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** Of the DaemonSet. */
export function serviceVariables({ services, lease }: Config): readonly Variable[] {
  return [
    ...announcement(services.interface),
    { name: 'vip_subnet', value: '32,128' },
    { name: 'svc_enable', value: 'true' },
    { name: 'svc_leasename', value: servicesLease },
    ...(services.electionPerService ? [{ name: 'svc_election', value: 'true' }] : []),
    ...(services.loadBalancerClass
      ? [
          { name: 'lb_class_only', value: 'true' },
          { name: 'lb_class_name', value: services.loadBalancerClass },
        ]
      : []),
    ...leaseVariables(lease),
    { name: 'prometheus_server', value: `:${ports.metrics}` },
    { name: 'health_check_port', value: String(ports.health) },
  ];
}

/** Of the static pod. */
export function controlPlaneVariables(
  controlPlane: NonNullable<Config['controlPlane']>,
  apiServerPort: number,
): readonly Variable[] {
  return [
    ...announcement(controlPlane.interface),
    { name: 'address', value: controlPlane.address },
    { name: 'port', value: String(apiServerPort) },
    { name: 'vip_subnet', value: controlPlane.subnet },
    { name: 'cp_enable', value: 'true' },
    { name: 'cp_namespace', value: 'kube-system' },
    { name: 'vip_leasename', value: 'plndr-cp-lock' },
    ...leaseVariables(controlPlane.lease),
    { name: 'health_check_port', value: String(ports.staticHealth) },
  ];
}

function announcement(interfaceName: string | undefined): readonly Variable[] {
  return [
    { name: 'vip_arp', value: 'true' },
    ...(interfaceName ? [{ name: 'vip_interface', value: interfaceName }] : []),
  ];
}

function leaseVariables(lease: Config['lease']): readonly Variable[] {
  return [
    { name: 'vip_leaderelection', value: 'true' },
    { name: 'vip_leaseduration', value: String(lease.duration) },
    { name: 'vip_renewdeadline', value: String(lease.renew) },
    { name: 'vip_retryperiod', value: String(lease.retry) },
  ];
}

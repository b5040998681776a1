// How runbooks ask Ceph, and how alerts read its health checks.

/** A command of Ceph’s administrator, run where Rook has its keys: no toolbox is kept around. */
export function ask(command: string): string {
  return `\`kubectl -n rook-ceph exec deploy/rook-ceph-operator -- ceph --conf=/var/lib/rook/rook-ceph/rook-ceph.config ${command}\``;
}

/** Active as long as Ceph says so. Aggregated: series change with the manager’s pod and with the severity of the check. */
export function health(...names: readonly string[]): string {
  const matcher = names.length === 1 ? `name="${names[0]}"` : `name=~"${names.join('|')}"`;
  return `max by (name) (ceph_health_detail{${matcher}}) == 1`;
}

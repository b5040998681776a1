// How to upgrade Harbor without losing data: what is silent upstream is said here, in the bundle.

export const upgradeGuide = `# Upgrading Harbor

Harbor has no way back: a database that a newer core has migrated is not read by an older one. Back up first, every time.

## What can be lost, and how

- **\`secretKey\` in Secret harbor/harbor-core** encrypts the credentials of registries, robots and LDAP in the database. It
  must never change, and a restored database needs the key of its time. Keep a copy outside of the cluster.
- **PostgreSQL 15 becomes 18, silently.** Harbor’s own database image went from 15 to 18 between 2.15.1 and 2.15.2. The first
  start upgrades the data in place and then deletes the old copy: without a dump there is no return to 2.15.1. Data of
  PostgreSQL 14, which no Harbor from 2.12 to 2.15.1 has ever started on, is not upgraded: an empty database is made beside
  it. The volume needs room for twice its data meanwhile.
- **Text that is not ASCII**: after that upgrade, run \`reindexdb -a -U postgres\` in the database’s pod.
- **Two minor versions at most** in one step: from 2.13 or 2.14 to 2.15.

## Steps

1. Read the release notes of every version between.
2. Stop writes: *Administration → Configuration → System settings → Repository read only*.
3. Back up the database:
   \`kubectl -n harbor exec harbor-database-0 -c database -- sh -c 'PGPASSWORD="$POSTGRES_PASSWORD" pg_dumpall -h localhost -U postgres' > harbor.sql\`
   (with an external database, its own tools), Secret harbor-core, and a snapshot of the registry’s volume or bucket.
   Look into the file: it ends with \`PostgreSQL database cluster dump complete\`.
4. Scale core to none, so that no old version works on the new schema:
   \`kubectl -n harbor scale deployment harbor-core harbor-jobservice --replicas=0\`
5. Apply the new bundle. The first pod of core migrates the database before it answers; it is given an hour. Do not kill it.
6. \`kubectl -n harbor logs deploy/harbor-core\` and \`/api/v2.0/health\` say whether all is well. Allow writes again.

To go back: scale core and the job service to none, restore the dump into an empty database of the old version, then
apply the old bundle with the old \`secretKey\`.
`;

// The two shell scripts that run beside OpenSearch, in its own image: Bash, curl and securityadmin are all they need.

/** What both scripts begin with: how to call OpenSearch as the lifecycle user, its password kept out of the process list. */
const prelude = `set -euo pipefail
umask 077
printf 'user = "%s:%s"\\n' "$USERNAME" "$PASSWORD" > /tmp/lifecycle.curl

api() {
  curl --silent --show-error --fail --max-time 120 --cacert /tls/http/ca.crt "$@"
}
as_lifecycle() {
  api --config /tmp/lifecycle.curl "$@"
}
`;

/**
 * Applies users, roles, templates and policies. Every step can be repeated. Wants OPENSEARCH_URL, OPENSEARCH_HOST,
 * USERNAME and PASSWORD, /tls/http, /tls/admin, /security and /lifecycle.
 */
export const setupScript = `${prelude}
as_admin() {
  api --cert /tls/admin/tls.crt --key /tls/admin/tls.key "$@"
}
put_json() {
  echo "applying $(basename "$2")"
  "$1" --output /dev/null --request PUT --header 'Content-Type: application/json' --data-binary "@$2" "$OPENSEARCH_URL/$3"
}
number_of() {
  sed -n "s/.*\\"$1\\":\\([0-9][0-9]*\\).*/\\1/p"
}

until api --output /dev/null "$OPENSEARCH_URL/_plugins/_security/health"; do
  echo 'waiting for OpenSearch'
  sleep 10
done

echo 'applying users and roles'
/usr/share/opensearch/plugins/opensearch-security/tools/securityadmin.sh \\
  -h "$OPENSEARCH_HOST" -p 9200 -icl -cd /security \\
  -cacert /tls/http/ca.crt -cert /tls/admin/tls.crt -key /tls/admin/tls.key

for file in /lifecycle/component-template.*.json; do
  name=\${file#*/component-template.}
  put_json as_admin "$file" "_component_template/\${name%.json}"
done
for file in /lifecycle/index-template.*.json; do
  name=\${file#*/index-template.}
  put_json as_admin "$file" "_index_template/\${name%.json}"
done

# Policies belong to the user who writes them, and act with that user's rights.
for file in /lifecycle/policy.*.json; do
  name=\${file#*/policy.}
  name=\${name%.json}
  path="_plugins/_ism/policies/$name"
  if current=$(as_lifecycle "$OPENSEARCH_URL/$path" 2>/dev/null); then
    path="$path?if_seq_no=$(number_of _seq_no <<< "$current")&if_primary_term=$(number_of _primary_term <<< "$current")"
  fi
  put_json as_lifecycle "$file" "$path"
  # Indices keep the policy that they began with, and those from before the policy have none.
  if [[ -n $(as_lifecycle "$OPENSEARCH_URL/_cat/indices/$name-*?h=index") ]]; then
    for action in change_policy add; do
      as_lifecycle --output /dev/null --request POST --header 'Content-Type: application/json' \\
        --data "{\\"policy_id\\":\\"$name\\"}" "$OPENSEARCH_URL/_plugins/_ism/$action/$name-*"
    done
  fi
done
echo 'done'
`;

/**
 * Deletes the oldest daily indices while logs take more than BUDGET_BYTES: audit logs last, and never an index of
 * today or of the future. Wants OPENSEARCH_URL, BUDGET_BYTES, USERNAME and PASSWORD, and /tls/http.
 */
export const retentionScript = `${prelude}
list() {
  as_lifecycle "$OPENSEARCH_URL/_cat/indices/$1?h=creation.date,index,store.size&bytes=b&s=creation.date"
}
today=$(date -u +%Y%m%d)
total=0
# Into a variable first: a failed call ends the script here, and nowhere inside of a loop's input.
rows=$(list 'logs-*')
while read -r _ _ size; do
  total=$((total + \${size:-0}))
done <<< "$rows"
echo "logs take $total of $BUDGET_BYTES bytes"

shrink() {
  local rows _ index size day
  rows=$(list "$1")
  while read -r _ index size; do
    ((total > BUDGET_BYTES)) || return 0
    day=\${index: -10}
    day=\${day//./}
    [[ $day =~ ^[0-9]{8}$ && $day < $today ]] || continue
    echo "deleting $index, \${size:-0} bytes"
    as_lifecycle --output /dev/null --request DELETE "$OPENSEARCH_URL/$index"
    total=$((total - \${size:-0}))
  done <<< "$rows"
}
shrink 'logs-*,-logs-audit-*'
shrink 'logs-audit-*'

if ((total > BUDGET_BYTES)); then
  echo 'still above the budget: nothing older than today is left to delete' >&2
  exit 1
fi
`;

#!/usr/bin/env bash
# Makes ../captured anew: breaks the service of ./checkout on a real database and keeps what the tools say about it.
# Usage: capture.sh DATABASE_URL   (an empty PostgreSQL database that may be written to; one to throw away:
#   initdb -D shop -U demo && pg_ctl -D shop -w start && createdb -h 127.0.0.1 -U demo shop
#   capture.sh postgres://demo@127.0.0.1/shop && pg_ctl -D shop stop && rm -r shop)
# Needs psql, rg (ripgrep) and npm; this repository installed, whose Node is the one that runs.
set -euo pipefail

export DATABASE_URL=${1:?usage: capture.sh DATABASE_URL}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../.." && pwd)
captured=$here/../captured
export PATH=$root/node_modules/.bin:$PATH
work=$(mktemp -d)
service=
trap '[ -z "$service" ] || kill "$service" 2>/dev/null || true; rm -rf "$work"' EXIT

# Nothing of the machine it ran on is left in what is kept.
scrubbed() {
  sed -e "s#file://$work/#file:///srv/#g; s#$work/#/srv/#g; s#file://$root/#file:///repo/#g; s#$root/#/repo/#g; s#$root#/repo#g"
}

install_service() {
  cp -r "$here/checkout" "$work/checkout"
  npm install --prefix "$work/checkout" --no-audit --no-fund --silent
  psql --quiet --no-psqlrc "$DATABASE_URL" --file "$here/checkout/schema.sql"
}

run_under_load() {
  export PORT=18217 CHECKOUT_URL=http://127.0.0.1:18217/
  node "$work/checkout/server.js" >"$work/service.log" 2>&1 &
  service=$!
  until grep -qs listening "$work/service.log"; do sleep 0.1; done
  node "$work/checkout/load.js"
  kill "$service"
  service=
  scrubbed <"$work/service.log" >"$captured/service.log"
}

query_database() {
  psql --quiet --no-psqlrc --tuples-only --no-align "$DATABASE_URL" \
    --command "SELECT json_agg(row_to_json(p) ORDER BY id) FROM payments p" >"$captured/payments.json"
}

search_repository() {
  (cd "$root" && rg --line-number --no-heading --context 2 --sort path --type ts --type js 'connect|release' \
    packages integrations-tests examples/incident/capture/checkout) | scrubbed >"$captured/search.txt"
}

run_tests() {
  (cd "$root" && NO_COLOR=1 node_modules/.bin/vitest run --reporter verbose --config "$here/vitest.config.js" 2>&1) |
    scrubbed >"$captured/tests.txt" || true
}

mkdir -p "$captured"
install_service
run_under_load
query_database
search_repository
run_tests
wc -lc "$captured"/*

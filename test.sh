#!/usr/bin/env bash
# Installs what the tests need, builds strictly, runs everything. The last line is "N passed, N failed, N skipped".
set -uo pipefail
cd "$(dirname "$0")"

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

missing=()
command -v chromium-headless-shell >/dev/null || missing+=(chromium-headless-shell)
fc-list 2>/dev/null | grep -qi 'Noto Sans CJK' || missing+=(fonts-noto-cjk fontconfig)
# only its programs; the tests start a server of their own
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
if [ ${#missing[@]} -gt 0 ]; then
  export DEBIAN_FRONTEND=noninteractive
  as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null \
    || echo "Could not install ${missing[*]}; the tests that need them will fail and say so."
fi
for tool in dotnet node npm; do
  command -v $tool >/dev/null || { echo "$tool is missing: the .NET 10 SDK and Node 20 are needed."; exit 1; }
done

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
# many short processes: they end before it pays to compile their code again with what was learnt of it
export DOTNET_TieredPGO=0 DOTNET_TC_CallCountThreshold=100
# one compiler for all projects, which is gone afterwards
dotnet build Appeals.sln -v quiet -p:UseSharedCompilation=true || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

dotnet build-server shutdown --vbcscompiler >/dev/null 2>&1

log=$(mktemp) nodes=$(mktemp)
trap 'rm -f "$log" "$nodes"' EXIT
status=0
run() { # project database filter
  echo "== $1 on $2"
  APPEALS_TEST_DATABASE=$2 dotnet test "tests/Appeals.$1.Tests" --no-build ${3:+--filter "$3"} --logger "console;verbosity=minimal" --blame-hang-timeout 4min \
    --results-directory artifacts/test-results 2>&1 \
    | tee -a "$log" | grep -vE '^(Test run for|VSTest version|A total of|Starting test execution)'
  return "${PIPESTATUS[0]}"
}

# most of Web says the same on every database; APPEALS_TEST_WHOLE=1 runs it whole on the servers too
web() { run Web "$1" "$([ -n "${APPEALS_TEST_WHOLE:-}" ] && echo "$2" || echo "Database=$1")"; }

# its nodes are waited for more than they compute: beside the others, told when they are done
web PostgreSql 'Database!=Sqlite' >"$nodes" 2>&1 & beside=$!
for project in Analysis Core; do run $project Sqlite 'Database!=PostgreSql' || status=1; done
run Core PostgreSql 'Database!=Sqlite' || status=1
wait $beside || status=1
cat "$nodes"
run Web Sqlite 'Database!=PostgreSql' || status=1
if [ -n "${APPEALS_TEST_SQLSERVER:-}" ]; then
  run Core SqlServer 'Database!=Sqlite&Database!=PostgreSql' || status=1
  web SqlServer 'Database!=Sqlite&Database!=PostgreSql' || status=1
else
  echo "== SQL Server is not tested: APPEALS_TEST_SQLSERVER holds no connection string"
fi
run Browser Sqlite || status=1

awk -v status="$status" '
  /(Passed|Failed|Skipped)! +- +Failed:/ {
    runs++
    match($0, /Failed: +[0-9]+/);  f += substr($0, RSTART + 7, RLENGTH - 7)
    match($0, /Passed: +[0-9]+/);  p += substr($0, RSTART + 7, RLENGTH - 7)
    match($0, /Skipped: +[0-9]+/); s += substr($0, RSTART + 8, RLENGTH - 8)
  }
  END {
    if (status != 0 && f == 0) f = 1
    printf "%d passed, %d failed, %d skipped\n", p, f, s
    exit (f > 0 || runs == 0)
  }' "$log"

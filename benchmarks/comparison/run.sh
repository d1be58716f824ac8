#!/usr/bin/env bash
# Compares apigw with what else could read the same logs, and writes docs/performance.md. --help tells the options.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

if ! command -v node > /dev/null; then
  as_root=()
  [ "$(id -u)" -eq 0 ] || as_root=(sudo)
  "${as_root[@]}" apt-get update -qq
  DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends nodejs npm
fi
exec node run.mjs "$@"

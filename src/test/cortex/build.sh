#!/usr/bin/env bash
# Builds the Cortex of the end-to-end tests, unless it is cached, and prints its path. The cache lies outside the repository, keyed by a
# hash of this script and the module. With --cached it never builds, and fails if the cache is empty. Needs Go 1.26; a build takes about
# five minutes.
set -euo pipefail
cd "$(dirname "$0")"
manifest=$(cat go.mod go.sum build.sh | sha256sum | cut -c1-12)
binary="${XDG_CACHE_HOME:-$HOME/.cache}/ecs-monitoring/cortex-e2e-v1.21.1-$manifest"
if [ ! -x "$binary" ]; then
  [ "${1:-}" != --cached ] || exit 1
  mkdir -p "$(dirname "$binary")"
  # Without slicelabels, which Cortex's own release sets, each rule fails with "sample missing metric name".
  # The move makes an interrupted build invisible.
  GOFLAGS=-mod=readonly CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags netgo,slicelabels -ldflags=-s -o "$binary.$$" \
    github.com/cortexproject/cortex/cmd/cortex >&2
  mv "$binary.$$" "$binary"
fi
echo "$binary"

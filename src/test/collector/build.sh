#!/usr/bin/env bash
# Builds the collector of the end-to-end tests, unless it is cached, and prints its path. The cache lies outside the repository, keyed by
# a hash of the sources. With --cached it never builds, and fails if the cache is empty. Needs Go 1.26; a build takes about eight minutes.
set -euo pipefail
cd "$(dirname "$0")"
manifest=$(cat go.mod go.sum ./*.go | sha256sum | cut -c1-12)
binary="${XDG_CACHE_HOME:-$HOME/.cache}/ecs-monitoring/otelcol-e2e-v0.49.0-$manifest"
if [ ! -x "$binary" ]; then
  [ "${1:-}" != --cached ] || exit 1
  mkdir -p "$(dirname "$binary")"
  # Of the service discoveries only that for AWS, which halves the binary. The move makes an interrupted build invisible.
  GOFLAGS=-mod=mod CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags remove_all_sd,enable_aws_sd -ldflags=-s -o "$binary.$$" . >&2
  mv "$binary.$$" "$binary"
fi
echo "$binary"

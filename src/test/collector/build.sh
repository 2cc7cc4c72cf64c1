#!/usr/bin/env bash
# Builds the collector of the end-to-end tests unless that was done before, and prints where it is: outside of the repository, by what it
# was built from. With --cached only prints, and fails if it is not there. Needs Go 1.26 and, the first time, about eight minutes.
set -euo pipefail
cd "$(dirname "$0")"
manifest=$(cat go.mod go.sum ./*.go | sha256sum | cut -c1-12)
binary="${XDG_CACHE_HOME:-$HOME/.cache}/ecs-monitoring/otelcol-e2e-v0.49.0-$manifest"
if [ ! -x "$binary" ]; then
  [ "${1:-}" != --cached ] || exit 1
  mkdir -p "$(dirname "$binary")"
  # Only the service discovery that ADOT's users have: without the others the binary is half as large. Moved into place as a whole.
  GOFLAGS=-mod=mod CGO_ENABLED=0 go build -trimpath -buildvcs=false -tags remove_all_sd,enable_aws_sd -ldflags=-s -o "$binary.$$" . >&2
  mv "$binary.$$" "$binary"
fi
echo "$binary"

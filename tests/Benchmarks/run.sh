#!/bin/sh
# Measures claude-aws as whole processes (Linux, macOS): ./tests/Benchmarks/run.sh [rounds] [framework]
# framework: net9.0 where the net10.0 AOT pack can't be restored, else net10.0.
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-20}
framework=${2:-net9.0}
os=$(uname -s); arch=$(uname -m)
case $os in Darwin) os=osx ;; *) os=linux ;; esac
case $arch in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
# A restore covers both targets, so native code for net10.0 is asked for only where its pack can be had.
[ "$framework" = net9.0 ] && native= || native=-p:NativeAot=true
publish() { dotnet publish "$1" -c Release -f "$framework" -r "$os-$arch" $native -o "$out/$2" -v quiet --nologo; }
publish src/Keepalive.Host host
publish tests/Benchmarks/Hello hello
publish tests/Benchmarks/Keepalive.Benchmarks.csproj runner
dotnet build src/Module -c Release -p:Precompile=true -v quiet --nologo
echo "Native AOT on $framework."
"$out/runner/Keepalive.Benchmarks" "$rounds" "$out/host/claude-aws" "$out/hello/Hello" tests/Benchmarks/Peers/export.mjs "$PWD/out/Keepalive"

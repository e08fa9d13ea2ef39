#!/bin/sh
# Measures claude-aws as whole processes (Linux, macOS): ./tests/Benchmarks/run.sh [rounds]
set -eu
cd "$(dirname "$0")/../.."
rounds=${1:-20}
os=$(uname -s); arch=$(uname -m)
case $os in Darwin) os=osx ;; *) os=linux ;; esac
case $arch in aarch64 | arm64) arch=arm64 ;; *) arch=x64 ;; esac
out=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null; rm -rf "$out"' EXIT
publish() { dotnet publish "$1" -c Release -r "$os-$arch" -o "$out/$2" -v quiet --nologo; }
publish src/Keepalive.Host host
publish tests/Benchmarks/Hello hello
publish tests/Benchmarks/Keepalive.Benchmarks.csproj runner
dotnet build src/Module -c Release -p:Precompile=true -v quiet --nologo
dotnet build tests/Keepalive.PowerShell -v quiet --nologo

# A home that is signed in to the Sandbox, by device code; approved here as a person would.
dotnet build src/Keepalive.Sandbox -c Release -v quiet --nologo
home=$out/home; mkdir -p "$home/.aws"
src/Keepalive.Sandbox/bin/Release/net10.0/Keepalive.Sandbox --serve --port 0 >"$out/serve" &
server=$!
until grep -q '^region' "$out/serve"; do sleep 0.1; done
service=$(sed -n 's/^export AWS_ENDPOINT_URL=//p' "$out/serve")
sed -n '/^\[sso-session/,/^$/p;/^\[profile sandbox\]/,/^$/p' "$out/serve" >"$home/.aws/config"
HOME=$home AWS_ENDPOINT_URL=$service "$out/host/claude-aws" login --profile sandbox --use-device-code --no-browser >"$out/login" &
login=$!
until grep -q 'user_code=' "$out/login"; do sleep 0.1; done
curl -s -o /dev/null -d "user_code=$(sed -n 's/.*user_code=//p' "$out/login")&decision=allow" "$service/device/decision"
wait "$login"

# And to aws login: this browser approves at once, and follows the redirect to the waiting program.
cat >"$out/browser" <<'BROWSER'
#!/bin/sh
exec curl -s -L -o /dev/null -d "${1#*authorize?}&decision=allow" "${1%%authorize?*}authorize/decision"
BROWSER
chmod +x "$out/browser"
printf '[profile console]\nlogin_session = arn:aws:sts::111122223333:assumed-role/Admin/ann\nregion = us-east-1\n' >>"$home/.aws/config"
HOME=$home AWS_ENDPOINT_URL=$service "$out/host/claude-aws" login --profile console --browser "$out/browser %s" >"$out/login"
peer=$out/node/sso.mjs
if command -v npm >/dev/null; then
  mkdir -p "$out/node" && cp tests/Benchmarks/Peers/sso.mjs tests/Benchmarks/Peers/roles.mjs "$out/node/"
  (cd "$out/node" && npm install --silent --no-audit --no-fund @aws-sdk/credential-providers >/dev/null 2>&1) || rm -f "$peer" "$out/node/roles.mjs"
fi

echo "Native AOT, $(dotnet --version)."
"$out/runner/Keepalive.Benchmarks" "$rounds" "$out/host/claude-aws" "$out/hello/Hello" tests/Benchmarks/Peers/export.mjs "$PWD/out/Keepalive" \
  "$PWD/tests/Keepalive.PowerShell/bin/pwsh/pwsh" "$home" "$service" "$peer"

# A cmdlet for Windows PowerShell against the program's own call.
dotnet build src/DesktopModule -c Release -v quiet --nologo
mkdir -p "$out/desktop/Keepalive.Desktop/bin/$os-$arch"
cp out/Keepalive.Desktop/*.dll out/Keepalive.Desktop/*.psd1 "$out/desktop/Keepalive.Desktop/"
cp "$out/host/claude-aws" "$out/desktop/Keepalive.Desktop/bin/$os-$arch/"
tests/Keepalive.PowerShell/bin/pwsh/pwsh -NoProfile -File tests/Benchmarks/Desktop.ps1 "$out/desktop/Keepalive.Desktop/Keepalive.Desktop.psd1" "$out/host/claude-aws" "$rounds"

dotnet build tests/Benchmarks/Waiters -c Release -v quiet --nologo
tests/Benchmarks/Waiters/bin/Release/net10.0/Keepalive.Waiters 5 "$out/host/claude-aws" 100

dotnet build tests/Benchmarks/Prompts -c Release -v quiet --nologo
tests/Benchmarks/Prompts/bin/Release/net10.0/Keepalive.Prompting "$rounds" "$out/host/claude-aws"

# The dialogue of a login tool, driven by a recipe and by a script for expect.
if command -v expect >/dev/null; then
  publish tests/Benchmarks/Logins logins
  "$out/logins/Keepalive.Logins" "$rounds" "$out/host/claude-aws" "$(command -v expect)" tests/Benchmarks/Peers/login.exp
else
  echo 'expect is not on PATH: the login was not measured.'
fi

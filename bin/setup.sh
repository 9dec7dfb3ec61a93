# shellcheck shell=bash
# bin/setup.sh: what bin/krach and bin/check share. Sourced, never run.
#
# Four steps. Each asks first whether it is done, which costs milliseconds; a stamp is written last
# and holds what it stands for, so a step that was killed half-way is simply done again:
#   1 Debian packages   packages.txt           asked of dpkg
#   2 Python packages   pyproject.toml         .venv/stamp-EXTRA
#   3 configure         cmake's arguments      build/release/stamp-configured
#   4 build             every source           build/release/stamp-built, older than no source
# Nothing outside the clone is written except the Debian packages. Logs are in build/log.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)
venv=$root/.venv
release=$root/build/release
python=$venv/bin/python
sections=(run)  # of packages.txt; the caller may add more
extras=(build repl)  # of pyproject.toml; likewise

say() { printf '%s\n' "$*" >&2; }

fail() {  # FACT HINT
  say "$(basename "$0"): $1"$'\n'"  hint: $2"
  exit 1
}

interrupted() {
  say $'\n'"$(basename "$0"): interrupted; run it again to go on where it stopped"
  exit 130
}
trap interrupted INT
trap 'exit 143' TERM

lock() {  # one set-up at a time in a clone; the lock goes with the process
  mkdir -p "$root/build/log"
  exec 9>"$root/build/lock"
  flock --nonblock 9 || { say "waiting for another run in this clone" && flock 9; }
}
unlock() { exec 9>&-; }

logged() {  # NAME HINT COMMAND...: its output goes to build/log/NAME.log; the end is shown if it fails
  local log=$root/build/log/$1.log hint=$2
  shift 2
  "$@" >"$log" 2>&1 </dev/null && return
  tail -n 20 "$log" >&2
  fail "that failed; all of it is in $log" "$hint"
}

same() { [[ -f $1 && $(<"$1") == "$2" ]]; }  # STAMP TEXT

# 1. Debian packages

packages() {  # the names under each [SECTION] asked for
  local section
  for section in "${sections[@]}"; do
    sed -nE "/^\[$section\]/,/^\$/ s/^([a-z0-9][a-z0-9.+-]*).*/\1/p" "$root/packages.txt"
  done | sort
}

missing_packages() {
  command -v dpkg-query >/dev/null || return 0  # no Debian: CMake says what it does not find
  local wanted
  mapfile -t wanted < <(packages)
  comm -23 <(printf '%s\n' "${wanted[@]}") <(dpkg-query -W -f '${db:Status-Status} ${Package}\n' \
    "${wanted[@]}" 2>/dev/null | sed -n 's/^installed //p' | sort)
}

as_root() { if ((EUID == 0)); then "$@"; else sudo "$@"; fi; }

apt_install() {  # PACKAGE...
  as_root dpkg --configure -a  # ends what an earlier run was killed in
  as_root apt-get update || true  # an unreachable source matters only if a package comes from it
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "$@"
}

install_debian_packages() {
  local missing
  mapfile -t missing < <(missing_packages)
  ((${#missing[@]})) || return 0
  local by_hand="as root: apt-get update && apt-get install ${missing[*]}"
  ((EUID == 0)) || command -v sudo >/dev/null || fail "Debian packages are missing" "$by_hand"
  say "[1/4] installing Debian packages: ${missing[*]}"
  logged debian "$by_hand" apt_install "${missing[@]}"
}

# 2. Python packages

python_stamp() { printf '%s %s' "$(sha256sum <"$root/pyproject.toml")" "$(readlink -f "$python")"; }

python_ready() {
  local extra stamp
  [[ -x $python ]] || return
  stamp=$(python_stamp)
  for extra in "${extras[@]}"; do same "$venv/stamp-$extra" "$stamp" || return; done
}

find_python() {  # one that can make a .venv and has the headers for the Python module
  local candidate
  for candidate in /usr/bin/python3 "$(command -v python3)"; do
    if "$candidate" - 2>/dev/null <<'END'; then
import ensurepip, pathlib, sys, sysconfig, venv
headers = pathlib.Path(sysconfig.get_path("include"), "Python.h").exists()
sys.exit(sys.version_info < (3, 11) or not headers)
END
      echo "$candidate" && return
    fi
  done
  fail "no Python 3.11 or later with its headers" "install Debian's python3-dev and python3-venv"
}

requirements() {  # as pyproject.toml lists them
  "$python" - "$root/pyproject.toml" "${extras[@]}" <<'END'
import sys, tomllib
project = tomllib.load(open(sys.argv[1], "rb"))["project"]
groups = [project["dependencies"], *(project["optional-dependencies"][e] for e in sys.argv[2:])]
print(*(name for group in groups for name in group), sep="\n")
END
}

install_python_packages() {
  local extra base wanted
  if ! "$python" -m pip --version >/dev/null 2>&1; then  # none yet, half made, or of another Python
    base=$(find_python)
    say "[2/4] making .venv with $base"
    rm -rf "$venv"
    logged venv "delete $venv, then run this again" "$base" -m venv "$venv"
  fi
  mapfile -t wanted < <(requirements)
  say "[2/4] installing Python packages: ${wanted[*]}"
  local pip=("$python" -m pip install --quiet --disable-pip-version-check --no-cache-dir)
  logged python "is the network there? delete $venv if it is, then run this again" \
    "${pip[@]}" "${wanted[@]}"
  for extra in "${extras[@]}"; do python_stamp >"$venv/stamp-$extra"; done
}

# 3. Configure

configure_arguments() {
  printf '%s\n' -S "$root" --preset release "-DPython_EXECUTABLE=$python" \
    "-DKRACH_WERROR=${CI:+ON}"  # warnings are errors in CI only
}

# The Python stamp is part of it: another Python, or another nanobind, moves what CMake found.
configure_stamp() { printf '%s %s' "$(python_stamp)" "$(configure_arguments)"; }

configured() { same "$release/stamp-configured" "$(configure_stamp)"; }

configure() {
  local arguments
  mapfile -t arguments < <(configure_arguments)
  say "[3/4] configuring $release"
  rm -f "$release"/stamp-*
  logged configure "mend what CMake names; if nothing was changed, delete $release" cmake --fresh "${arguments[@]}"
  configure_stamp >"$release/stamp-configured"
}

set_up() {  # steps 1 to 3
  [[ -z $(missing_packages) ]] && python_ready && configured && return
  lock
  install_debian_packages
  python_ready || install_python_packages
  configured || configure
  unlock
}

# 4. Build

built() {  # is no source newer than the last build? A folder is newer when a file came or went
  local sources=("$root"/{CMakeLists.txt,CMakePresets.json,cmake,src,apps,include,python})
  [[ -f $release/stamp-built ]] || return
  [[ -z $(find "${sources[@]}" -name __pycache__ -prune -o -path "$root/python/tests" -prune -o \
    -newer "$release/stamp-built" -print -quit 2>/dev/null) ]]
}

count() {  # on a terminal, the build's "[12/80] ..." lines become one that moves
  local line
  while IFS= read -r line; do
    [[ -t 2 && $line =~ ^\[([0-9]+)/([0-9]+)\] ]] || continue
    printf '\r[4/4] building: %s of %s ' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}" >&2
  done
  [[ ! -t 2 ]] || printf '\r\033[K' >&2
}

build() {  # TARGET
  local log=$root/build/log/build.log
  lock
  say "[4/4] building"
  touch "$release/build-began"  # what is saved from now on is newer than this build
  if ! cmake --build "$release" --target "$1" </dev/null 2>&1 | tee "$log" | count; then
    grep -E -m 5 -A 8 'error|FAILED' "$log" >&2 || tail -n 20 "$log" >&2
    fail "the build failed; all of it is in $log" \
      "mend the first error; if nothing was changed, delete $release"
  fi
  mv "$release/build-began" "$release/stamp-built"
  unlock
}

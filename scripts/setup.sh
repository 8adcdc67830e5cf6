#!/usr/bin/env bash
# Sets up what the product needs (run) or what its tests need besides (dev). Safe to repeat.
set -euo pipefail
cd "$(dirname "$0")/.."
kind="${1:-run}"
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

say() { printf '%s\n' "$*" >&2; }

install_debian() { # install_debian PACKAGE...: what is missing, through the package manager
    local missing=() package
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || { say "Please install: ${missing[*]}"; exit 2; }
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || { say "Please install as root: apt-get install ${missing[*]}"; exit 2; }
        as_root=(sudo)
    fi
    say "Installing ${missing[*]} …"
    "${as_root[@]}" apt-get update -qq
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

find_python() {
    local candidate
    for candidate in python3.11 python3.12 python3.13 python3; do
        if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
            echo "$candidate"
            return
        fi
    done
    say "Python 3.11 or later is needed: apt-get install python3"
    exit 2
}

install_python() { # the virtual environment, exactly as the lock file says
    local lock="requirements/$kind.lock" stamp=".venv/.installed-$kind" python
    if [ -f "$stamp" ] && cmp -s "$lock" "$stamp"; then return; fi
    if [ "$kind" = run ] && [ -f .venv/.installed-dev ] && cmp -s requirements/dev.lock .venv/.installed-dev; then return; fi
    python="$(find_python)"
    if [ ! -x .venv/bin/python ]; then
        "$python" -c 'import ensurepip, venv' 2>/dev/null || install_debian python3-venv
        "$python" -m venv .venv
    fi
    say "Installing the Python packages of $lock …"
    if [ ! -x .venv/bin/uv ]; then
        .venv/bin/python -m ensurepip >/dev/null
        .venv/bin/python -m pip install -q --require-hashes -r requirements/tools.lock
    fi
    .venv/bin/uv pip sync -q --require-hashes --python .venv/bin/python "$lock" requirements/tools.lock
    .venv/bin/python - <<'PY'
import sysconfig, pathlib
site = pathlib.Path(sysconfig.get_paths()["purelib"])
(site / "kapea.pth").write_text(str(pathlib.Path("src").resolve()) + "\n")
script = pathlib.Path(".venv/bin/kapea")
script.write_text("#!" + str(pathlib.Path(".venv/bin/python").absolute()) + "\nfrom kapea.cli import run\n\nif __name__ == \"__main__\":\n    run()\n")
script.chmod(0o755)
PY
    cp "$lock" "$stamp"
}

install_python
if [ "$kind" = dev ]; then
    install_debian chromium libatomic1 postgresql gettext openjdk-17-jre-headless
fi
.venv/bin/python scripts/compile_messages.py

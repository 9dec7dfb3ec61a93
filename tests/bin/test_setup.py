"""bin/setup.sh keeps its promises: done once, resumable, one at a time, nothing asked in vain.

Each test sources it in a small clone, where apt, pip and cmake are functions of the test's own.
"""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ALL_INSTALLED = "dpkg-query() { printf 'installed %s\\n' \"${@:4}\"; }\n"


class Clone:
    def __init__(self, path: Path) -> None:
        self.path = path
        for name in ("bin", "packages.txt", "pyproject.toml"):
            (shutil.copytree if name == "bin" else shutil.copy)(ROOT / name, path / name)
        for folder in ("src", "python/tests", ".venv/bin", "build/log", "build/release"):
            (path / folder).mkdir(parents=True)
        (path / "src/a.cpp").touch()
        (path / ".venv/bin/python").symlink_to("/usr/bin/env")
        self.stamp = path / "build/release/stamp-built"

    def start(self, code: str) -> subprocess.Popen[str]:
        code = f"source {self.path}/bin/setup.sh\n{ALL_INSTALLED}{code}"
        pipe = subprocess.PIPE
        return subprocess.Popen(
            ["bash", "-c", code, "krach"],
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            text=True,
            cwd="/",
            start_new_session=True,
        )

    def run(self, code: str) -> tuple[int, str, str]:
        process = self.start(code)
        out, err = process.communicate()
        return process.returncode, out, err


@pytest.fixture
def clone(tmp_path: Path) -> Clone:
    return Clone(tmp_path)


def test_packages_that_are_there_are_not_asked_for(clone: Clone) -> None:
    assert clone.run("as_root() { echo apt; }; install_debian_packages") == (0, "", "")


def test_a_half_installed_package_is_missing(clone: Clone) -> None:
    half = (
        "dpkg-query() { printf 'installed %s\\n' \"${@:4}\" | sed 's/installed cm/unpacked cm/'; }"
    )
    assert clone.run(f"{half}; missing_packages") == (0, "cmake\n", "")


def test_run_needs_fewer_packages_than_check(clone: Clone) -> None:
    run, check = (
        set(clone.run(f"sections=({words}); packages")[1].split()) for words in ("run", "run check")
    )
    assert {"g++", "llvm-19-dev"} <= run
    assert check - run >= {"doctest-dev", "shellcheck"}


def test_a_failed_step_shows_its_log_and_a_remedy(clone: Clone) -> None:
    none = "dpkg-query() { :; }; apt_install() { echo no network; return 100; }; sections=(check)"
    status, _, err = clone.run(f"{none}; install_debian_packages")
    assert status == 1
    assert err.startswith("[1/4] installing Debian packages: ")
    assert f"no network\nkrach: that failed; all of it is in {clone.path}/build/log/debian" in err
    assert "hint: as root: apt-get update && apt-get install clang-format-22 " in err


def test_python_packages_are_ready_until_what_they_stand_for_changes(clone: Clone) -> None:
    stamp = clone.path / ".venv/stamp-build"
    assert clone.run("python_ready")[0] == 1
    stamped = 'for extra in build repl; do python_stamp >"$venv/stamp-$extra"; done'
    assert clone.run(f"{stamped}; python_ready")[0] == 0
    whole = stamp.read_text()
    stamp.write_text(whole[:20])  # killed while it was written
    assert clone.run("python_ready")[0] == 1
    stamp.write_text(whole)
    assert clone.run("extras=(build repl dev); python_ready")[0] == 1
    (clone.path / ".venv/bin/python").unlink()
    (clone.path / ".venv/bin/python").symlink_to("/no/python")
    assert clone.run("python_ready")[0] == 1


def test_a_build_is_wanted_when_a_source_changed_came_or_went(clone: Clone) -> None:
    def built() -> bool:
        return clone.run("built")[0] == 0

    def build() -> None:
        assert clone.run("cmake() { :; }; build krach")[0] == 0
        now = clone.stamp.stat().st_mtime
        for path in [*clone.path.rglob("src"), *clone.path.rglob("src/*")]:
            os.utime(path, (now - 9, now - 9))
        os.utime(clone.path / "python", (now - 9, now - 9))

    assert not built()
    build()
    assert built()
    later = clone.stamp.stat().st_mtime + 9
    os.utime(clone.path / "python/tests", (later, later))
    assert built()
    os.utime(clone.path / "src/a.cpp", (later, later))
    assert not built()
    build()
    (clone.path / "src/b.cpp").touch()
    os.utime(clone.path / "src", (later, later))
    assert not built()


def test_a_build_that_fails_is_not_stamped_and_shows_the_error(clone: Clone) -> None:
    status, _, err = clone.run("cmake() { echo 'a.cpp:1: error: no'; return 1; }; build krach")
    assert status == 1
    assert "a.cpp:1: error: no" in err
    assert "the build failed; all of it is in " in err
    assert not clone.stamp.exists()


def test_an_interrupted_build_says_so_and_is_not_stamped(clone: Clone) -> None:
    process = clone.start("cmake() { echo here >&4; read -r <&3; }; exec 3<&0 4>&1; build krach")
    assert process.stdout
    process.stdout.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate()
    assert process.returncode == 130
    assert err.endswith("krach: interrupted; run it again to go on where it stopped\n")
    assert not clone.stamp.exists()


def test_two_runs_in_one_clone_take_turns(clone: Clone) -> None:
    first = clone.start("lock; echo locked; read -r")
    assert first.stdout and first.stdout.readline() == "locked\n"
    second = clone.start("lock; echo mine")
    assert second.stderr and second.stderr.readline() == "waiting for another run in this clone\n"
    first.communicate("\n")
    assert second.communicate()[0] == "mine\n"


def test_krach_starts_through_a_symlink_from_any_folder(clone: Clone, tmp_path: Path) -> None:
    program = clone.path / "build/release/bin/krach"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$PWD" "$KRACH_PYTHON" "$PYTHONPATH" "$@"\n')
    program.chmod(0o755)
    ready = "set_up() { :; }; built() { :; }\n"
    with (clone.path / "bin/setup.sh").open("a") as setup:
        setup.write(ready)
    link = tmp_path / "link"
    link.symlink_to(clone.path / "bin/krach")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    out = subprocess.check_output([link, "a b"], cwd="/usr", text=True, env=environment)
    assert out == f"/usr {clone.path}/.venv/bin/python {clone.path}/build/release/python a b\n"

"""Installed, krach is the same as in the clone: by pip, as a wheel, and by CMake for C++ projects.

Slow, so run by `bin/check --long`, which has set up what they need.
"""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def run(*words: str | Path, cwd: Path = ROOT) -> str:
    """What it prints. Nothing in its environment points to the build folder."""
    clean = {k: v for k, v in os.environ.items() if k not in {"KRACH_PYTHON", "PYTHONPATH"}}
    done = subprocess.run(words, cwd=cwd, env=clean, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def rendered(krach: Path, folder: Path) -> str:
    """The hash of what this krach makes of the acid jam."""
    run(krach, "render", ROOT / "examples/acid_jam.py", "--bars", "8", "-o", "jam.wav", cwd=folder)
    return hashlib.sha256((folder / "jam.wav").read_bytes()).hexdigest()


@pytest.fixture
def environment(tmp_path: Path) -> Path:
    """A virtual environment with nothing in it."""
    run(sys.executable, "-m", "venv", tmp_path / "environment")
    return tmp_path / "environment"


@pytest.fixture(scope="module")
def wheel() -> Path:
    return ROOT / run(ROOT / "bin/wheel").split()[-1]


@pytest.fixture(scope="module")
def prefix(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where CMake installed krach; it was moved after that."""
    place = tmp_path_factory.mktemp("install")
    run("cmake", "--install", ROOT / "build/release", "--prefix", place / "before")
    return (place / "before").rename(place / "prefix")


def check(environment: Path) -> None:
    """Its krach, started by its path alone, uses its own Python and gives the clone's bytes."""
    krach = environment / "bin/krach"
    assert run(krach, "--version").startswith("krach 0.")
    findings = run(krach, "doctor", cwd=environment)
    assert f"{environment}/bin/python3" in findings
    package = next(environment.glob("lib/python3*/site-packages/krach"))
    assert str(package / "_core.cpython") in findings
    (environment.parent / "clone").mkdir()
    clone = rendered(ROOT / "bin/krach", environment.parent / "clone")
    assert rendered(krach, environment) == clone
    run(krach, "demo", cwd=environment)
    assert (environment / "demo.wav").read_bytes() == (environment / "jam.wav").read_bytes()
    for file in [ROOT / "python/krach/py.typed", *(ROOT / "python/krach/_core").iterdir()]:
        copy = package / file.relative_to(ROOT / "python/krach")
        assert copy.read_bytes() == file.read_bytes()
    for file in ("man/man1/krach.1", "bash-completion/completions/krach"):
        assert "krach" in (environment / "share" / file).read_text()


def test_pip_install_of_the_clone_is_the_same_krach(environment: Path) -> None:
    run(environment / "bin/pip", "install", ROOT)
    check(environment)


def test_the_wheel_is_the_same_krach(wheel: Path, environment: Path) -> None:
    run(environment / "bin/pip", "install", wheel)
    check(environment)


def needed(*files: Path) -> set[str]:
    """The libraries that these files load with them."""
    return {
        name
        for file in files
        for name in re.findall(r"NEEDED.*\[(.*)\]", run("readelf", "-d", file))
    }


def test_the_wheel_carries_what_it_loads_and_the_licences(wheel: Path, tmp_path: Path) -> None:
    """It counts on what every Linux has: the C library, the C++ library and libz. Only what plays
    on a device, and is loaded when somebody asks for one, takes the system's sound libraries."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    own = {path.name: path for path in tmp_path.rglob("*.so*")}
    names = [name for name in own if re.match(r"libkrach_jack|libkrach_rtaudio|librtaudio", name)]
    drivers = [own.pop(name) for name in names]
    assert len(drivers) == 3
    system = re.compile(r"lib(c|m|stdc\+\+|gcc_s|z)\.so\.\d+|ld-linux.*")
    sound = {"libjack.so.0", "libasound.so.2", "libpulse.so.0", "libpulse-simple.so.0"}
    used = needed(*own.values(), *tmp_path.glob("*.data/scripts/krach"))
    assert {name for name in used if not system.fullmatch(name)} <= own.keys()
    assert {name for name in needed(*drivers) if not system.fullmatch(name)} <= {
        *own,
        *names,
        *sound,
    }
    licences = {path.name for path in tmp_path.glob("*.dist-info/licenses/*")}
    assert licences >= {"LICENSE", "nanobind", "llvm-19-dev", "libsndfile1", "libmp3lame0"}
    assert wheel.stat().st_size < 20e6


def test_a_project_that_finds_krach_renders_a_second_of_sound(prefix: Path, tmp_path: Path) -> None:
    run("cmake", "-S", ROOT / "tests/consumer", "-B", tmp_path, f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", tmp_path)
    assert run("./consumer", cwd=tmp_path).startswith("48000 frames, peak 0.50, tone.wav\n")


def test_what_cmake_installs_knows_nothing_of_the_clone(prefix: Path) -> None:
    assert run(prefix / "bin/krach", "--version").startswith("krach 0.")
    assert (prefix / "share/man/man1/krach.1").exists()
    files = [path for path in prefix.rglob("*") if path.is_file()]
    assert not [path for path in files if str(ROOT).encode() in path.read_bytes()]

"""The command line: what it asks of Python, and how its mistakes read.

The program is $KRACH, or the release build's. Python is a script that prints its arguments.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KRACH = os.environ.get("KRACH", str(ROOT / "build/release/bin/krach"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    echo = tmp_path / "python"
    echo.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    echo.chmod(0o755)
    (tmp_path / "jam.py").touch()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KRACH_PYTHON", str(echo))
    return tmp_path


def krach(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([KRACH, *words], capture_output=True, text=True, check=False)


def request(*words: str) -> dict[str, object]:
    done = krach(*words)
    assert done.returncode == 0, done.stderr
    *start, last = done.stdout.splitlines()
    assert start == ["-P", "-m", "krach"]
    return json.loads(last)


def test_render_hands_python_one_json_argument_with_absolute_paths(folder: Path) -> None:
    assert request("render", "jam.py") == {
        "command": "render",
        "file": str(folder / "jam.py"),
        "output": str(folder / "jam.wav"),
        "bars": 8,
        "stems": False,
        "sample_rate": 48000,
        "block_size": 128,
        "seed": 1,
        "json": False,
    }


def test_seconds_take_the_place_of_bars(folder: Path) -> None:
    asked = request("render", "jam.py", "--seconds", "2.5", "-o", "a b.wav", "--stems", "--seed=7")
    assert (asked["seconds"], asked["stems"], asked["seed"]) == (2.5, True, 7)
    assert asked["output"] == str(folder / "a b.wav")
    assert "bars" not in asked


def test_demo_writes_demo_wav_here(folder: Path) -> None:
    assert request("demo") == {"command": "demo", "output": str(folder / "demo.wav"), "bars": 8}


def test_the_exit_status_is_pythons(folder: Path) -> None:
    (folder / "python").write_text("#!/bin/sh\nexit 130\n")
    assert krach("demo").returncode == 130


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("render none.py", "krach: none.py: no such file\n  hint: give a session"),
        ("render .", "krach: .: is a folder\n  hint: "),
        ("render python", "krach: python: is not a .py file\n  hint: "),
        ("render jam.py -o no/a.wav", "krach: no/a.wav: its folder is not there\n  hint: make it"),
    ],
)
def test_a_file_that_cannot_be_rendered_is_one_message_and_1(words: str, message: str) -> None:
    done = krach(*words.split())
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(message)
    assert done.stderr.count("\n") == 2


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("rendr jam.py", "rendr: no such command\n  hint: did you mean 'render'?"),
        ("jam.py", "jam.py: no such command\n  hint: to render it: krach render jam.py"),
        ("--versoin", "--versoin: no such option\n  hint: did you mean '--version'?"),
        ("render jam.py --sedd 3", "--sedd: no such option\n  hint: did you mean '--seed'?"),
        ("render jam.py b.py", "b.py: one word too many"),
        ("render", "render: FILE is required"),
        ("render jam.py --bars 0", "render: --bars: '0' is not a length"),
        ("render jam.py --bars nan", "render: --bars: 'nan' is not a length"),
        ("render jam.py --bars 2 --seconds 2", "render: --bars excludes --seconds"),
        ("render jam.py --sample-rate 7999", "render: --sample-rate: Value 7999 not in range"),
        ("render jam.py --block-size 8193", "render: --block-size: Value 8193 not in range"),
        ("render jam.py --seed -1", "render: Could not convert: --seed"),
    ],
)
def test_wrong_usage_is_one_message_and_2(words: str, message: str) -> None:
    done = krach(*words.split())
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"krach: {message}")
    assert done.stderr.count("\n") == 2


@pytest.mark.parametrize("words", ["--help", "render --help", "demo --help", "doctor --help"])
def test_help_is_on_stdout(words: str) -> None:
    done = krach(*words.split())
    assert (done.returncode, done.stderr) == (0, "")
    assert "Usage: krach" in done.stdout


def test_version() -> None:
    assert krach("--version").stdout.startswith("krach 0.")


def test_a_python_that_cannot_be_started_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KRACH_PYTHON", "/no/python")
    done = krach("demo")
    assert (done.returncode, done.stderr.count("\n")) == (1, 2)
    assert done.stderr.startswith("krach: /no/python: cannot be started: No such file")


def test_without_krach_python_it_is_the_python3_beside_the_program_or_else_on_the_path(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def started(program: str | Path, name: str | Path) -> str:
        code = 'exec -a "$1" "$0" demo'
        return subprocess.check_output(["bash", "-c", code, program, name], text=True)

    monkeypatch.delenv("KRACH_PYTHON")
    for place in ("environment", "path", "elsewhere"):
        (folder / place).mkdir()
        python = folder / place / "python3"
        python.write_text(f"#!/bin/sh\necho {place}\n")
        python.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}/path", prepend=":")
    own = Path(shutil.copy(KRACH, folder / "environment/krach"))
    alone = Path(shutil.copy(KRACH, folder / "krach"))
    link = folder / "path/krach"
    link.symlink_to(own)
    assert started(own, "krach") == started(link, "krach") == "environment\n"
    assert started(alone, "krach") == "path\n"
    assert started(alone, folder / "elsewhere/krach") == "path\n"  # no such file
    (folder / "elsewhere/krach").touch()  # a script that started the program
    assert started(alone, folder / "elsewhere/krach") == "elsewhere\n"
    (folder / "environment/python3").chmod(0o644)
    assert started(own, own) == "path\n"


def test_doctor_says_for_each_thing_what_it_found_or_how_to_mend_it(folder: Path) -> None:
    (folder / "python").write_text(
        "#!/bin/sh\n"
        'case "$*" in *numpy*) echo No numpy; exit 1 ;; esac\n'
        'case "$*" in *node*) printf "no LLVM\\n  hint: get it"; exit 1 ;; esac\n'
        "echo 3.11\n"
    )
    done = krach("doctor", "--json")
    report = json.loads(done.stdout)
    found = {check["name"]: check for check in report["checks"]}
    assert (done.returncode, report["ok"]) == (1, False)
    assert found["python"] == {"name": "python", "ok": True, "fact": "3.11", "hint": ""}
    assert (found["numpy"]["ok"], found["numpy"]["fact"]) == (False, "No numpy")
    assert found["synth compiler"]["fact"] == "no LLVM"
    assert found["synth compiler"]["hint"] == "get it"
    assert all(check["ok"] != bool(check["hint"]) for check in report["checks"])
    assert "BROKEN  numpy              No numpy\n          hint: " in krach("doctor").stdout


def test_pattern_shows_a_grid_and_explains_it_without_python(folder: Path) -> None:
    (folder / "python").unlink()
    shown = krach("pattern", "show", "bd(3,8) [sn cp]", "--cycles", "1")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert shown.stdout == (
        "      0\n  bd |x..x..x.........|\n  sn |........x===....|\n  cp |............x===|\n"
    )
    told = krach("pattern", "explain", "bd [sn cp]").stdout
    assert told.endswith("at 3/4, for 1/4 of a cycle: cp\n    bd [sn cp]\n           ^^\n")


def test_a_mistake_in_a_pattern_is_told_with_a_caret_under_it() -> None:
    done = krach("pattern", "show", "bd [sn cp")
    assert done.returncode == 1 and done.stdout == ""
    assert done.stderr == (
        "krach: 1:4: '[' is not closed\n    bd [sn cp\n       ^\n  hint: close it with ]\n"
    )
    assert krach("pattern", "hear", "bd").returncode == 2

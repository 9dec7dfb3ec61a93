"""The man page and the completions say what the command line has: they are made from it."""

import os
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KRACH = os.environ.get("KRACH", str(ROOT / "build/release/bin/krach"))


def output(*words: str | Path, text: str = "") -> str:
    done = subprocess.run(words, input=text, capture_output=True, text=True, check=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "jam session.py").touch()
    (tmp_path / "songs").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def options(command: str) -> set[str]:
    return set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", output(KRACH, *command.split(), "--help")))


def commands() -> list[str]:
    return re.findall(
        r"^  (\w+) ", output(KRACH, "--help").split("Subcommands:")[1].split("\n\n")[0], re.M
    )


def man() -> str:
    return output(KRACH, "--man")


def test_the_man_page_is_roff_without_a_warning() -> None:
    assert output("groff", "-man", "-ww", "-z", "-Tutf8", text=man()) == ""


def test_the_man_page_has_every_command_option_and_exit_status() -> None:
    page = output("groff", "-man", "-Tutf8", "-P-cbou", text=man())  # without bold and italic
    assert all(f"krach {command} [OPTIONS]" in page for command in commands())
    told = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", page))
    assert told >= {option for command in commands() for option in options(command)}
    assert re.search(r"EXIT STATUS\n +0 done, 1 an error that is explained, 2 wrong usage", page)
    assert "--man" not in told and "--completion" not in told


def bash(line: str) -> set[str]:
    """What bash offers at the end of `line`."""
    *words, last = line.split(" ")
    code = f"""{output(KRACH, "--completion", "bash")}
COMP_WORDS=({" ".join(words)} "{last}") COMP_CWORD={len(words)}
_krach
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
    return set(output("bash", "-c", code).split("\n")) - {""}


def test_bash_completes_commands_options_and_files() -> None:
    assert bash("krach ") == {*commands(), "-h", "--help", "--version", "--resume"}
    assert bash("krach re") == {"render"}
    assert bash("krach demo -") == options("demo")
    assert bash("krach render --s") == {"--seconds", "--stems", "--sample-rate", "--seed"}
    assert bash("krach render --stems jam") == {"jam session.py"}
    assert bash("krach demo -o so") == {"songs"}
    assert bash("krach pattern ") == {"show", "explain", *options("pattern")}
    assert bash("krach pattern ex") == {"explain"}
    assert bash("krach render --seed ") == bash("krach doctor x") == set()


def test_bash_knows_the_completion_as_krachs() -> None:
    code = f"{output(KRACH, '--completion', 'bash')}\ncomplete -p krach"
    assert output("bash", "-c", code) == "complete -o filenames -F _krach krach\n"


def test_zsh_completes_commands_options_and_files(folder: Path) -> None:
    (folder / "_krach").write_text(output(KRACH, "--completion", "zsh"))
    code = """
zmodload zsh/zpty; zpty shell zsh -f -i
{ zpty -w shell "PS1=; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D; LISTMAX=1000"
  zpty -w shell "zstyle ':completion:*' list-prompt ''; bindkey '^I' list-choices; echo re''ady"
  zpty -r shell out '*ready*'
  for line in "$@"; do
    zpty -w -n shell "$line"$'\\t'; sleep 0.3; zpty -w -n shell $'\\C-u'"echo do''ne"$'\\n'
    zpty -r shell out '*done*'; print -r -- "$out"
  done } always { zpty -d shell }
"""
    lines = ["krach ", "krach render --s", "krach render jam", "krach pattern ex"]
    told = output("zsh", "-f", "-c", code, "zsh", *lines)
    for word in (
        *commands(),
        "--seconds",
        "--stems",
        "--sample-rate",
        "--seed",
        "jam\\ session.py",
        "explain",
    ):
        assert word in told


def test_fish_completes_commands_options_and_files(folder: Path) -> None:
    (folder / "krach.fish").write_text(output(KRACH, "--completion", "fish"))

    def fish(line: str) -> set[str]:
        code = f"source krach.fish; complete -C '{line}'"
        return {word.split("\t")[0] for word in output("fish", "-N", "-c", code).splitlines()}

    assert fish("krach ") == set(commands())
    assert fish("krach demo -") == options("demo")
    assert fish("krach render jam") == {"jam session.py"}
    assert fish("krach pattern ") == {"show", "explain"}
    assert fish("krach render --seed ") == set()

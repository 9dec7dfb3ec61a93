"""The live prompt: IPython with `kr`, `krs` and `krp`, a status line, and mistakes told shortly."""

# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false
# pyright: reportUnknownArgumentType=false, reportUntypedFunctionDecorator=false
# (IPython tells few of its types)

from __future__ import annotations

import os
import re
import shutil
import sys
import sysconfig
import warnings
from pathlib import Path
from typing import Any, TextIO, cast

from IPython.core.completer import (
    CompletionContext,
    SimpleCompletion,
    SimpleMatcherResult,
    context_matcher,
)
from IPython.terminal.interactiveshell import TerminalInteractiveShell
from IPython.terminal.ipapp import TerminalIPythonApp
from IPython.terminal.prompts import Prompts
from traitlets.config import Config

from krach import krp, krs
from krach.completion import complete
from krach.explain import explain, wants_traceback
from krach.glance import Watcher
from krach.node import KrachWarning
from krach.session import Session

BANNER = "krach: kr is the session, krs makes signals, krp patterns; Ctrl-D leaves\n"
PLAYS_ON = "the music plays on; `krach stop` ends it"
_CELL = re.compile(r"<ipython-input-(\d+)-\w+>")
_PACKAGE = str(Path(__file__).parent)
_PYTHONS = tuple(sysconfig.get_paths()[key] for key in ("stdlib", "purelib", "platlib"))


def open(kr: Session, *, plays_on: bool = False) -> None:
    """Read and run lines until the musician leaves, on a terminal or from a pipe.

    `plays_on` says that the session outlives this process.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("always", KrachWarning)  # each time, not once a line
        warnings.showwarning = _show_warning
        app = TerminalIPythonApp.instance(
            config=_config(), user_ns={"kr": kr, "krs": krs, "krp": krp}
        )
        app.interactive_shell_class = Shell
        app.initialize([])
        status = Watcher(kr)
        try:
            prepare(cast(TerminalInteractiveShell, app.shell), status)
            app.start()
        finally:
            status.close()
    if plays_on:
        print(PLAYS_ON)


class Shell(TerminalInteractiveShell):
    """IPython that shows a mistake as fact, place and remedy."""

    def showtraceback(
        self,
        exc_tuple: tuple[type[BaseException], BaseException, Any] | None = None,
        filename: str | None = None,
        tb_offset: int | None = None,
        exception_only: bool = False,
        running_compiled_code: bool = False,
    ) -> None:
        """Show what was raised; KRACH_TRACEBACK=1 shows where it went through."""
        error = exc_tuple[1] if exc_tuple else sys.exc_info()[1]
        if wants_traceback() or not isinstance(error, Exception):
            super().showtraceback(
                exc_tuple, filename, tb_offset, exception_only, running_compiled_code
            )
            return
        print(self.explain(error), file=sys.stderr, flush=True)

    def showsyntaxerror(
        self, filename: str | None = None, running_compiled_code: bool = False
    ) -> None:
        """Show a line that is no Python."""
        error = sys.exc_info()[1]
        if wants_traceback() or error is None:
            super().showsyntaxerror(filename, running_compiled_code)
            return
        print(self.explain(error), file=sys.stderr, flush=True)

    def explain(self, error: BaseException) -> str:
        """What went wrong, with cells by their number."""
        return _CELL.sub(r"In[\1]", explain(error, self._ours, self.user_ns))

    def _ours(self, file: str) -> str | None:
        """A cell, or a file that is neither krach's nor of a library."""
        if (cell := self.compile.format_code_name(file)) is not None:
            return cell[1]
        if file.startswith(("<", _PACKAGE, *_PYTHONS)):
            return None
        return os.path.relpath(file)


class _Silent(Prompts):
    """For a pipe, where nobody reads a prompt."""

    def in_prompt_tokens(self) -> list[Any]:
        return []

    def continuation_prompt_tokens(self, *_: object, **__: object) -> list[Any]:
        return []


def prepare(shell: TerminalInteractiveShell, status: Watcher) -> None:
    """Give a shell its completions and, on a terminal, its status line."""
    names: dict[str, object] = shell.user_ns

    @context_matcher(identifier="krach")
    def matcher(context: CompletionContext) -> SimpleMatcherResult:
        found = complete(context.text_until_cursor, names)
        if found is None:
            return {"completions": []}
        listed = [SimpleCompletion(name, type="krach") for name in found.names]
        return {
            "completions": listed,
            "matched_fragment": found.typed,
            "suppress": True,
            "ordered": True,
        }

    shell.Completer.custom_matchers.append(matcher)
    if shell.pt_app is not None:
        shell.pt_app.bottom_toolbar = lambda: status.text(shutil.get_terminal_size().columns)
        shell.pt_app.refresh_interval = 0.25
    elif not sys.stdin.isatty():
        shell.prompts = _Silent(shell)
        shell.separate_in = ""


def _config() -> Config:
    config = Config()
    config.TerminalInteractiveShell.banner1 = BANNER
    config.TerminalInteractiveShell.banner2 = ""
    config.TerminalInteractiveShell.enable_tip = False
    config.TerminalInteractiveShell.confirm_exit = False
    config.TerminalInteractiveShell.term_title_format = "krach"
    return config


def _show_warning(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """One line; the place is the line that was just entered."""
    if issubclass(category, KrachWarning):
        print(f"warning: {message}", file=file or sys.stderr, flush=True)
    else:
        _SHOW(message, category, filename, lineno, file, line)


_SHOW = warnings.showwarning

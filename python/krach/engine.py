"""The engine: a process that plays on while prompts and programs come and go."""

from krach import _core
from krach.session import Session


def connect(*, start: bool = True) -> Session:
    """The session in the engine, the same for all who connect.

    An engine is started if none runs, unless `start` is false; then that is an error.
    """
    if start and not _core.engine_runs():
        _core.start_engine()
    return Session(_core.Connection(_core.engine_socket()))

"""The engine: a process that plays on while prompts and programs come and go."""

from krach import _core
from krach.session import Session


def connect(place: str = "", *, token: str = "", start: bool = True) -> Session:
    """The session in the engine, the same for all who connect.

    An engine is started if none runs, unless `start` is false; then that is an error. With a place
    it is the engine there: a socket's path, or "host:port" and the token of who started it.
    """
    if place:
        return Session(_core.Connection(place, token))
    if start and not _core.engine_runs():
        _core.start_engine()
    return Session(_core.Connection(_core.engine_socket()))

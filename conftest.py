"""For all tests: Ctrl-C is on."""

import signal


def pytest_configure() -> None:
    """Take what a shell did to its background jobs back: they start with Ctrl-C off."""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)

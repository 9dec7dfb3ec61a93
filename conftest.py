"""For all tests: Ctrl-C is on, and what is compiled is not from an earlier run."""

import os
import signal


def pytest_configure() -> None:
    """Keep the disk out, and take back what a shell did to its background jobs: Ctrl-C off."""
    os.environ["KRACH_CACHE"] = ""
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)

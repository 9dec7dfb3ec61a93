"""What the tests of a session share."""

import pytest
from ears import quiet_session

import krach


@pytest.fixture
def kr() -> krach.Session:
    return quiet_session()

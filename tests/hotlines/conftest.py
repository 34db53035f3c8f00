"""What the tests of the directory may ask for."""

import pytest
import time_machine

from tests import builders


@pytest.fixture
def enter(db, client):
    """Log in as a new person of a role, and return the client."""

    def as_role(role, account=None):
        client.force_login(account or builders.staff(role))
        return client

    return as_role


@pytest.fixture
def clock():
    """The one clock of the site (django.utils.timezone.now reads it), stopped on a Monday until a test moves it."""
    with time_machine.travel("2026-11-23T13:05:00Z", tick=False) as stopped:
        yield stopped

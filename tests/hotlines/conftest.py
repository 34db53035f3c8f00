import pytest
import time_machine


@pytest.fixture
def clock():
    """The one clock of the site (django.utils.timezone.now reads it), stopped on a Monday until a test moves it."""
    with time_machine.travel("2026-11-23T13:05:00Z", tick=False) as stopped:
        yield stopped

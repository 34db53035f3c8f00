import pytest
import time_machine
from django.core.cache import caches

from publishing import versions
from tests import builders


def test_the_version_stays_while_nothing_is_published():
    with time_machine.travel("2026-11-22 12:00:01", tick=False):
        assert versions.current() == versions.current()


@pytest.mark.django_db
def test_the_version_moves_once_a_row_is_saved(django_capture_on_commit_callbacks):
    with time_machine.travel("2026-11-22 12:00:01", tick=False):
        before = versions.current()
        with django_capture_on_commit_callbacks(execute=True):
            builders.page()

        assert versions.current() != before


@pytest.mark.django_db
def test_the_version_does_not_move_before_the_change_is_committed(django_capture_on_commit_callbacks):
    with time_machine.travel("2026-11-22 12:00:01", tick=False):
        before = versions.current()
        with django_capture_on_commit_callbacks():
            builders.page()

            assert versions.current() == before


@pytest.mark.django_db
def test_a_staff_account_does_not_move_the_version(django_capture_on_commit_callbacks):
    with time_machine.travel("2026-11-22 12:00:01", tick=False):
        before = versions.current()
        with django_capture_on_commit_callbacks(execute=True):
            builders.user()

        assert versions.current() == before


def test_nothing_kept_outlives_a_minute_so_that_schedules_hold():
    with time_machine.travel("2026-11-22 12:00:30", tick=False):
        before = versions.current()
    with time_machine.travel("2026-11-22 12:01:30", tick=False):
        assert versions.current() != before


def test_without_a_cache_nothing_may_be_kept(monkeypatch):
    def broken(*args, **kwargs):
        raise ConnectionError("no cache")

    monkeypatch.setattr(type(caches["default"]), "get", broken)

    assert versions.current() is None

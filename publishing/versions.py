"""One number for the whole public content: it moves when anything is published, and every worker sees it."""

import functools
import logging
import time
import uuid
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.translation import get_language

Made = TypeVar("Made")

log = logging.getLogger(__name__)

_KEY = "content-version"
# Scheduled texts become public without anyone saving them: nothing kept is older than this.
SCHEDULE_SECONDS = 60


def current() -> str | None:
    """Return the version of the public content; None when the cache does not answer (then keep nothing)."""
    version = saved()
    return version and f"{version}.{int(time.time()) // SCHEDULE_SECONDS}"


def saved() -> str | None:
    """Return the version of what is saved, for what keeps to the schedules of its rows by itself; None as above."""
    try:
        version = cache.get(_KEY)
        if version is None:
            version = uuid.uuid4().hex
            cache.set(_KEY, version, timeout=None)
    except Exception:
        log.warning("The cache does not answer; pages are made from the database.")
        return None
    return version


def kept(make: Callable[[], Made]) -> Callable[[], Made]:
    """Return a function that makes its answer once per language, and again when the public content has changed."""
    answers: dict[str, tuple[str, Made]] = {}

    @functools.wraps(make)
    def answer() -> Made:
        language, version = get_language() or "", current()
        if version is None:
            return make()
        if language not in answers or answers[language][0] != version:
            answers[language] = (version, make())
        return answers[language][1]

    return answer


def move() -> None:
    """Say that the public content has changed."""
    try:
        cache.set(_KEY, uuid.uuid4().hex, timeout=None)
    except Exception:
        log.warning("The cache does not answer; workers may show the last content for a minute.")


def _changed(sender, **kwargs) -> None:
    ours = sender._meta.app_label in {"publishing", "campaign", "hotlines", "reports"}
    if ours and not any(waiting[1] is move for waiting in transaction.get_connection().run_on_commit):
        transaction.on_commit(move)


def watch() -> None:
    """Move the version whenever a row of the content is saved, deleted or linked."""
    for signal in (post_save, post_delete, m2m_changed):
        signal.connect(_changed, dispatch_uid="publishing.versions")

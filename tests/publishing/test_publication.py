import datetime

import pytest
import time_machine
from django.db import IntegrityError

from campaign.models import Page
from tests import builders

pytestmark = pytest.mark.django_db

NOON = datetime.datetime(2026, 11, 22, 12, tzinfo=datetime.UTC)
HOUR = datetime.timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "public"),
    [
        ({"status": "published"}, True),
        ({"status": "draft"}, False),
        ({"status": "published", "publish_at": NOON - HOUR}, True),
        ({"status": "published", "publish_at": NOON}, True),
        ({"status": "published", "publish_at": NOON + HOUR}, False),
        ({"status": "published", "expire_at": NOON + HOUR}, True),
        ({"status": "published", "expire_at": NOON}, False),
        ({"status": "published", "publish_at": NOON - HOUR, "expire_at": NOON + HOUR}, True),
        ({"status": "draft", "publish_at": NOON - HOUR}, False),
    ],
)
@time_machine.travel(NOON, tick=False)
def test_a_text_is_public_between_its_times(client, said, public):
    page = builders.page(**said)

    response = client.get(page.get_absolute_url())

    assert page.is_public is public
    assert Page.objects.published().filter(pk=page.pk).exists() is public
    assert response.status_code == (200 if public else 404)


def test_a_scheduled_text_becomes_public_without_anyone_saving_it(client):
    page = builders.page(publish_at=NOON)

    with time_machine.travel(NOON - HOUR, tick=False):
        before = client.get(page.get_absolute_url())
    with time_machine.travel(NOON + HOUR, tick=False):
        after = client.get(page.get_absolute_url())

    assert (before.status_code, after.status_code) == (404, 200)


def test_a_text_cannot_end_before_it_begins():
    with pytest.raises(IntegrityError, match="expires_after_publication"):
        builders.page(publish_at=NOON, expire_at=NOON - HOUR)


def test_an_unknown_status_is_refused():
    with pytest.raises(IntegrityError, match="status_is_known"):
        builders.page(status="secret")


def test_a_review_is_overdue_the_day_after_it_was_due():
    due = builders.page(review_due_on=datetime.date(2026, 11, 21))
    builders.page(review_due_on=datetime.date(2026, 11, 22))
    builders.page()

    assert list(Page.objects.review_overdue(datetime.date(2026, 11, 22))) == [due]

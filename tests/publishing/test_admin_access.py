"""Who may do what, held by the server whatever the browser sends."""

import pytest
from django.contrib.auth.models import Group, User

from campaign.models import Myth
from tests import builders
from tests.publishing.admin_forms import submit

PASSWORD = "a long enough one"


@pytest.fixture
def writer(db, client):
    client.force_login(builders.staff("writer"))
    return client


@pytest.fixture
def translator(db, client):
    client.force_login(builders.staff("translator"))
    return client


@pytest.fixture
def publisher(db, client):
    client.force_login(builders.staff("publisher"))
    return client


def change(row):
    return f"/en/admin/{row._meta.app_label}/{row._meta.model_name}/{row.pk}/change/"


def test_a_migration_makes_the_three_roles(db):
    assert set(Group.objects.values_list("name", flat=True)) == {"writer", "translator", "publisher"}


@pytest.mark.parametrize("role", ["writer", "translator", "publisher"])
def test_no_role_manages_users(db, client, role):
    client.force_login(builders.staff(role))

    for path in ("auth/user/", "auth/user/add/", "auth/group/", "axes/accessattempt/"):
        assert client.get(f"/en/admin/{path}").status_code == 403


def test_writer_adds_a_draft_whatever_the_form_says(writer):
    writer.post(
        "/en/admin/campaign/myth/add/",
        {
            "key": "myth-1",
            "claim_en": "It is rare",
            "claim_fr": "C’est rare",
            "fact_en": "<p>No.</p>",
            "fact_fr": "<p>Non.</p>",
            "order": "1",
            "status": "published",
            "publish_at_0": "2026-01-01",
            "publish_at_1": "00:00",
        },
    )

    myth = Myth.objects.get()
    assert (myth.status, myth.publish_at) == ("draft", None)


def test_writer_changes_texts_and_cannot_publish(writer):
    page = builders.page(status="draft")

    submit(writer, change(page), title_en="A better title", status="published")

    page.refresh_from_db()
    assert (page.title_en, page.status) == ("A better title", "draft")


def test_writer_cannot_take_a_page_off_the_site(writer):
    page = builders.page(status="published")

    submit(
        writer, change(page), title_en="A better title", status="draft", expire_at_0="2020-01-01", expire_at_1="00:00"
    )

    page.refresh_from_db()
    assert (page.title_en, page.status, page.expire_at) == ("A better title", "published", None)


def test_writer_cannot_delete(writer):
    page = builders.page()

    response = writer.post(change(page).replace("change", "delete"), {"post": "yes"})

    assert response.status_code == 403


def test_writer_changes_the_number_of_a_draft_only(writer):
    draft, public = builders.channel(status="draft"), builders.channel(status="published")

    for channel in (draft, public):
        submit(writer, change(channel), number="+18002255324", display="1-800-225-5324")
        channel.refresh_from_db()

    assert draft.number == "+18002255324"
    assert public.number == "+18883737888"


def test_writer_cannot_change_the_help_strip_nor_the_tiers(writer):
    for row in (builders.strip_entry(), builders.placement()):
        assert writer.get(change(row)).status_code == 200
        assert writer.post(change(row), {"tier": "1", "order": "9"}).status_code == 403


def test_translator_changes_texts_only(translator):
    source = builders.source()
    page = builders.page(order=1, status="draft")

    submit(
        translator,
        change(page),
        title_fr="Un meilleur titre",
        order="9",
        status="published",
        section="act",
        sources=[str(source.pk)],
    )

    page.refresh_from_db()
    assert page.title_fr == "Un meilleur titre"
    assert (page.order, page.status, page.section, page.sources.count()) == (1, "draft", "understand", 0)


def test_translator_neither_adds_nor_deletes(translator):
    page = builders.page()

    assert translator.get("/en/admin/campaign/page/add/").status_code == 403
    assert translator.post(change(page).replace("change", "delete"), {"post": "yes"}).status_code == 403


def test_translator_cannot_change_the_hours_of_a_line(translator):
    channel = builders.channel()

    submit(
        translator,
        change(channel),
        **{
            "periods-TOTAL_FORMS": "1",
            "periods-INITIAL_FORMS": "0",
            "periods-0-weekday": "0",
            "periods-0-opens": "09:00",
            "periods-0-closes": "10:00",
            "periods-0-channel": str(channel.pk),
        },
    )

    assert channel.periods.count() == 0


def test_translator_cannot_empty_a_text_of_a_public_page(translator):
    page = builders.page(status="published")

    response = submit(translator, change(page), title_fr="")

    page.refresh_from_db()
    assert response.status_code == 200
    assert page.title_fr == "Une page"


def test_publisher_publishes_and_deletes(publisher):
    page = builders.page(status="draft")

    submit(publisher, change(page), status="published")
    page.refresh_from_db()
    was = page.status
    publisher.post(change(page).replace("change", "delete"), {"post": "yes"})

    assert was == "published"
    assert not type(page).objects.exists()


def test_visitor_is_sent_to_the_login_of_the_same_language(client, db, language):
    response = client.get(f"/{language}/admin/campaign/page/")

    assert response.status_code == 302
    assert response["Location"].startswith(f"/{language}/admin/login/")


def log_in(client, language, password, name="editor", address="192.0.2.1"):
    return client.post(f"/{language}/admin/login/", {"username": name, "password": password}, REMOTE_ADDR=address)


def test_fifth_wrong_password_locks_the_name_out_of_that_address(client, db, language):
    builders.user(username="editor", is_staff=True)
    answers = [log_in(client, language, "wrong").status_code for _attempt in range(5)]

    locked = log_in(client, language, PASSWORD)
    elsewhere = log_in(client, language, PASSWORD, address="192.0.2.2")

    assert answers == [200, 200, 200, 200, 429]
    assert locked.status_code == 429
    assert f'<html lang="{language}"' in locked.content.decode()
    assert elsewhere.status_code == 302


def test_page_of_the_locked_out_leads_to_the_other_language(client, db):
    for _attempt in range(5):
        response = log_in(client, "fr", "wrong", name="nobody")

    assert '<a href="/en/admin/" lang="en" hreflang="en">English</a>' in response.content.decode()


def test_admin_tells_its_address_to_itself(client, db):
    response = client.get("/en/admin/login/")

    assert response["Referrer-Policy"] == "same-origin"
    assert User.objects.count() == 0

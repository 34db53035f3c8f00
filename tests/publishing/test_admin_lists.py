"""Lists: the search is blind to accents, the filters find what waits, and the queries do not grow with the rows."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from publishing.adminsearch import fold
from tests import builders


@pytest.fixture(autouse=True)
def publisher(db, client):
    client.force_login(builders.staff("publisher"))


def listed(client, path):
    response = client.get(path)
    assert response.status_code == 200
    table = BeautifulSoup(response.content, "html.parser").select_one("#result_list")
    return [row.get_text(" ", strip=True) for row in table.select("tbody tr")] if table else []


@pytest.mark.parametrize("words", ["être", "ETRE", "Être libre", "l'homme", "coeur", "cœur", "cote", "homme libre"])
def test_search_finds_words_whatever_their_accents(client, language, words):
    builders.page(title_fr="Être libre", title_en="A page", body_fr="<p>Le cœur de l’homme, côte à côte.</p>")
    builders.page(title_fr="Autre chose", title_en="Something else")

    found = listed(client, f"/{language}/admin/campaign/page/?q={words}")

    assert len(found) == 1


def test_search_wants_every_word(client):
    builders.page(title_en="Forms of trafficking", title_fr="Formes de traite")

    assert len(listed(client, "/fr/admin/campaign/page/?q=trafficking+traite")) == 1
    assert listed(client, "/fr/admin/campaign/page/?q=trafficking+zebra") == []


def test_search_does_not_read_tags(client):
    builders.page(body_en="<p><strong>Bold</strong></p>", key="understand/one")

    assert listed(client, "/en/admin/campaign/page/?q=strong") == []
    assert len(listed(client, "/en/admin/campaign/page/?q=understand/one")) == 1


def test_placements_are_found_by_country_in_both_languages_and_by_year(client):
    builders.placement()

    for words in ("haiti", "haïti", "HTI", "2018", "Haïti 2018"):
        assert len(listed(client, f"/en/admin/reports/placement/?q={words}")) == 1
    assert listed(client, "/en/admin/reports/placement/?q=2019") == []


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=%FF",
        "q=%25",
        "publication=%00",
        "translation=zz-fr",
        "translation=missing-de",
        "country=%00",
        "p=999",
        "confidence__exact=%00",
        "for_help__exact=maybe",
        "owner__exact=%00",
        "nothing=1",
    ],
)
def test_bad_queries_are_no_errors(client, query):
    builders.service()

    response = client.get(f"/en/admin/hotlines/service/?{query}")

    assert response.status_code in {200, 302, 400}


def test_fold_lowers_and_drops_accents_ligatures_and_odd_spaces():
    assert fold("L’Œuvre d’ÊTRE\u00a0humain\u202f!") == "l'oeuvre d'etre humain !"


def test_filters_find_what_lacks_or_lags_behind_a_translation(client):
    builders.setting(key="level")
    builders.setting(key="late", revision_en=2)
    builders.setting(key="half", title_en="", status="draft")

    assert len(listed(client, "/en/admin/campaign/setting/?translation=outdated-fr")) == 1
    assert len(listed(client, "/en/admin/campaign/setting/?translation=missing-en")) == 1
    assert listed(client, "/en/admin/campaign/setting/?translation=missing-fr") == []


def test_columns_say_the_state_of_each_language_and_of_the_publication(client):
    tomorrow = timezone.now() + datetime.timedelta(days=1)
    builders.setting(key="late", order=1, revision_en=2)
    builders.setting(key="half", order=2, title_en="", status="draft")
    builders.setting(key="soon", order=3, publish_at=tomorrow)

    late, half, soon = listed(client, "/en/admin/campaign/setting/")

    assert late.endswith("public complete outdated")
    assert half.endswith("draft missing complete")
    assert "public from" in soon


@pytest.mark.parametrize(
    ("state", "key"), [("public", "now"), ("draft", "draft"), ("scheduled", "soon"), ("expired", "gone")]
)
def test_publication_filter_tells_what_the_public_sees(client, state, key):
    day = datetime.timedelta(days=1)
    builders.setting(key="now")
    builders.setting(key="draft", status="draft")
    builders.setting(key="soon", publish_at=timezone.now() + day)
    builders.setting(key="gone", expire_at=timezone.now() - day)

    found = listed(client, f"/en/admin/campaign/setting/?publication={state}")

    assert len(found) == 1
    assert f" {key} " in found[0]


def test_review_filter_finds_what_is_overdue(client):
    today = timezone.localdate()
    builders.page(key="understand/late", review_due_on=today - datetime.timedelta(days=1))
    builders.page(key="understand/on-time", review_due_on=today + datetime.timedelta(days=1))

    found = listed(client, "/en/admin/campaign/page/?review=overdue")

    assert len(found) == 1
    assert "understand/late" in found[0]


def test_signs_are_filtered_by_setting(client):
    farm, home = builders.setting(key="farm"), builders.setting(key="home")
    builders.indicator(setting=farm)
    builders.indicator(setting=home)

    assert len(listed(client, "/en/admin/campaign/indicator/?setting=farm")) == 1


def test_placements_are_filtered_by_edition_and_country(client):
    builders.placement()
    builders.placement(country=builders.united_states(), edition=builders.edition(year=2019))

    assert len(listed(client, "/en/admin/reports/placement/")) == 2
    assert len(listed(client, "/en/admin/reports/placement/?edition=2019")) == 1
    assert len(listed(client, "/en/admin/reports/placement/?country=HTI")) == 1
    assert listed(client, "/en/admin/reports/placement/?country=HTI&edition=2019") == []


def test_countries_are_offered_in_the_order_of_their_names(client):
    builders.service(country=builders.country())
    builders.service(country=builders.united_states())
    builders.service(
        country=builders.country(
            key="ZMB",
            iso2="ZM",
            name_en="Zambia",
            name_fr="Zambie",
            name_in_en="in Zambia",
            name_in_fr="en Zambie",
            name_of_en="of Zambia",
            name_of_fr="de Zambie",
            region="AF",
        )
    )

    html = client.get("/fr/admin/hotlines/service/").content.decode()

    assert html.index(">États-Unis</a>") < html.index(">Haïti</a>") < html.index(">Zambie</a>")


@pytest.mark.parametrize(
    ("path", "build"),
    [
        ("campaign/page", builders.page),
        ("campaign/indicator", builders.indicator),
        ("campaign/figure", builders.figure),
        ("hotlines/service", builders.service),
        ("hotlines/channel", builders.channel),
        ("publishing/source", builders.source),
        ("hotlines/helpstripentry", builders.strip_entry),
        ("reports/example", builders.example),
    ],
)
def test_queries_do_not_grow_with_the_rows(client, django_assert_max_num_queries, path, build):
    def queries():
        with django_assert_max_num_queries(100) as captured:
            client.get(f"/en/admin/{path}/?q=e")
        return len(captured)

    build()
    queries()
    with_one = queries()
    for _row in range(5):
        build()

    assert queries() <= with_one + 1

import pytest

from publishing.slugs import slug_of
from tests import builders


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Obtenir de l’aide", "obtenir-de-l-aide"),
        ("L'Être humain n'est", "l-etre-humain-n-est"),
        ("Cœur sœur", "coeur-soeur"),
        ("Côte d’Ivoire", "cote-d-ivoire"),
        ("São Tomé-et-Príncipe", "sao-tome-et-principe"),
        ("Guinée\u00a0: 2018", "guinee-2018"),
        ("Curaçao", "curacao"),
    ],
)
def test_a_slug_reads_like_the_words_it_comes_from(text, slug):
    assert slug_of(text) == slug


BUILDERS = [builders.page, builders.setting, builders.service, builders.example]


@pytest.mark.django_db
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_an_old_slug_leads_on_for_good(client, language, build):
    row = build(slug_en="old-name", slug_fr="ancien-nom")
    old = row.get_absolute_url()
    row.slug_en, row.slug_fr = "new-name", "nouveau-nom"
    row.save()

    response = client.get(old)

    assert response.status_code == 301
    assert response["Location"] == row.get_absolute_url() != old


@pytest.mark.django_db
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_the_slug_of_the_other_language_leads_to_the_right_one(client, language, build):
    row = build(slug_en="english-words", slug_fr="mots-francais")
    here = row.get_absolute_url()
    own, other = ("english-words", "mots-francais") if language == "en" else ("mots-francais", "english-words")

    response = client.get(here.replace(own, other))

    assert response.status_code == 301
    assert response["Location"] == here


@pytest.mark.django_db
@pytest.mark.parametrize("build", BUILDERS, ids=lambda build: build.__name__)
def test_a_slug_nobody_ever_had_is_not_found(client, build):
    row = build(slug_en="words", slug_fr="mots")

    assert client.get(row.get_absolute_url().replace("words", "nothing")).status_code == 404


@pytest.mark.django_db
def test_an_old_slug_of_a_draft_tells_nothing(client):
    page = builders.page(slug_en="old-name", slug_fr="ancien-nom")
    old = page.get_absolute_url()
    page.slug_en, page.status = "new-name", "draft"
    page.save()

    assert client.get(old).status_code == 404


@pytest.mark.django_db
def test_a_slug_taken_over_by_another_page_leads_to_its_new_owner(client):
    first = builders.page(slug_en="shared", slug_fr="premiere")
    first.slug_en = "moved"
    first.save()
    second = builders.page(slug_en="shared", slug_fr="seconde", title_en="The new owner")

    response = client.get(second.get_absolute_url())

    assert response.status_code == 200
    assert "The new owner" in response.content.decode()

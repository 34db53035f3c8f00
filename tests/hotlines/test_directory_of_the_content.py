"""The directory as readers find it, with the whole content."""

import pytest
from django.urls import reverse

from hotlines.models import OrderRule
from tests.hotlines.choices import offered
from tests.site.pages import Page


@pytest.mark.parametrize("name", ["need", "country", "language", "channel", "abroad"])
def test_a_choice_leaves_as_many_lines_as_it_said(site_content, client, name):
    said = offered(client.get("/en/get-help/"), name)

    left = {choice: client.get("/en/get-help/", {name: choice}).context["count"] for choice in said}

    assert left == said


def test_a_line_is_found_in_three_clicks(site_content, client, language):
    directory = reverse("hotlines:directory")
    home = Page(reverse("home"), client.get(reverse("home")))

    narrowed = Page(directory, client.get(directory, {"country": "fr"}))

    lines = [link for link in narrowed.links if link.startswith(directory) and link.endswith("/") and link != directory]
    assert directory in home.resources
    assert '<option value="fr">' in home.html
    assert "tel:" in client.get(lines[-1]).content.decode()


def test_every_rule_of_the_order_has_its_place(site_content):
    assert set(OrderRule.objects.published().values_list("rule", flat=True)) == set(OrderRule.Rule.values)

from publishing.contents import with_anchors
from publishing.templatetags.contents import icon


def test_each_heading_gets_an_address_made_of_its_words():
    text = with_anchors("<p>First.</p><h2>L’œuvre d’une&nbsp;vie</h2><p>Then.</p>")

    assert text.html == '<p>First.</p><h2 id="l-oeuvre-d-une-vie">L’œuvre d’une&nbsp;vie</h2><p>Then.</p>'
    assert [heading.anchor for heading in text.headings] == ["l-oeuvre-d-une-vie"]


def test_a_list_of_contents_shows_words_without_markup():
    text = with_anchors('<h2>Call <a href="to:help">a line</a></h2>')

    assert [heading.words for heading in text.headings] == ["Call a line"]


def test_two_headings_alike_have_two_addresses():
    text = with_anchors("<h2>Checked</h2><h2>Checked</h2><h2>Checked</h2>")

    anchors = [heading.anchor for heading in text.headings]

    assert len(set(anchors)) == 3
    assert [text.html.count(f'id="{anchor}"') for anchor in anchors] == [1, 1, 1]


def test_a_heading_without_letters_still_has_an_address():
    text = with_anchors("<h2>…</h2>")

    assert text.headings[0].anchor == "section"


def test_smaller_headings_are_left_alone():
    text = with_anchors("<h3>Small</h3>")

    assert text.html == "<h3>Small</h3>"
    assert text.headings == []


def test_an_icon_falls_back_to_the_first_words_of_its_key():
    assert icon("factory-salon-carwash") == icon("factory")
    assert icon("my-situation/farm") == icon("farm")
    assert icon("farm") != icon("factory")


def test_a_key_without_an_icon_has_the_general_one():
    assert icon("nothing-like-it") == icon("general")

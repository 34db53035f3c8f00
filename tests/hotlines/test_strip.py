import pytest
from django.core.cache import cache
from django.db import DatabaseError, connection

from hotlines import strip
from tests import builders


class NoDatabase:
    """Every query fails, as when the database server is gone."""

    def __call__(self, execute, sql, params, many, context):
        raise DatabaseError("the database is gone")


@pytest.fixture
def no_database():
    with connection.execute_wrapper(NoDatabase()):
        yield


def numbers_of(lines):
    return {channel["contact"] for line in lines for channel in line["channels"]}


@pytest.mark.django_db
def test_the_strip_shows_the_lines_of_the_page_language(language):
    line = builders.channel(number="+18883737888", display="1-888-373-7888").service
    builders.strip_entry(key=f"{language}/1", language=language, service=line)

    assert numbers_of(strip.lines()) == {"1-888-373-7888"}


@pytest.mark.django_db
def test_a_line_that_is_taken_back_leaves_the_strip(django_capture_on_commit_callbacks):
    channel = builders.channel()
    builders.strip_entry(service=channel.service)
    channel.status = "draft"
    channel.save()

    assert numbers_of(strip.lines()) == set()


@pytest.mark.django_db
def test_with_the_database_gone_the_strip_shows_what_was_last_published(request):
    channel = builders.channel(number="+18883737888", display="1-888-373-7888")
    builders.strip_entry(service=channel.service)
    shown = strip.lines()

    with connection.execute_wrapper(NoDatabase()):
        cache.delete("content-version")

        assert strip.lines() == shown


def test_with_neither_database_nor_cache_the_strip_shows_the_numbers_of_the_files(site_content, language):
    published = numbers_of(strip.lines())
    cache.clear()

    with connection.execute_wrapper(NoDatabase()):
        shown = numbers_of(strip.lines())

    assert shown == published
    assert shown


def test_the_strip_asks_the_database_nothing_the_second_time(site_content, django_assert_num_queries):
    strip.lines()

    with django_assert_num_queries(0):
        strip.lines()

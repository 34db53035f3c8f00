"""The feed of contacts after the content was loaded."""

from django.core.management import call_command

from hotlines import contact_history, facts
from hotlines.models import Channel, Service


def test_the_content_appears_once_and_loading_it_again_changes_nothing(site_content, language):
    first = contact_history.latest(10_000)
    call_command("load_content", verbosity=0)

    assert first
    assert all(change.old is None for change in first)
    assert contact_history.latest(10_000) == first


def test_the_history_ends_with_what_the_public_sees_now(site_content, language):
    shown = {change.key: change.new for change in reversed(contact_history.latest(10_000))}

    public = Channel.objects.published().filter(service__in=Service.objects.published())
    assert {key: seen.facts[Channel, "number"] for key, seen in shown.items() if seen} == dict(
        public.values_list("key", "number")
    )
    for channel in public.prefetch_related("periods"):
        periods = [(period.weekday, period.opens, period.closes) for period in channel.periods.all()]
        told = shown[channel.key].facts[Channel, facts.PERIODS]
        assert channel.hours != "periods" or told == sorted(periods)

"""Checks in the admin: what is due, a screen to work through by telephone, and the log of what came of it."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from hotlines.adminchanges import described
from hotlines.models import Channel, Check, ContactChange, EmergencyNumber, Service, ages
from publishing import roles
from publishing.adminbase import LookOnly
from publishing.adminsearch import AccentBlindSearch
from publishing.models import Country

_PER_PAGE = 100
_LATEST_CHECKS = 5


class CheckForm(forms.ModelForm):
    """What came of trying one channel."""

    evidence_url = forms.URLField(label=gettext_lazy("Evidence"), required=False, max_length=400, assume_scheme="https")

    class Meta:
        model = Check
        fields = ("how", "on", "outcome", "evidence_url", "note")
        widgets = {"on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), "outcome": forms.HiddenInput}

    def clean_on(self):
        """Refuse a day to come, one before the last check, and one so long ago that a check is due again."""
        day = self.cleaned_data["on"]
        last = self.instance.channel.checked_on
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come: write the day of the check."))
        if day.isoformat() < last:
            raise forms.ValidationError(
                _("The last check is more recent than this (%(last)s): write the day of yours.") % {"last": last}
            )
        if day.isoformat() < ages.due_before():
            raise forms.ValidationError(_("This is so long ago that a check is due again: write the day of yours."))
        return day


def due(country: str = "") -> Any:
    """Return the channels whose check is due, of one country (ISO alpha-3) if it is given."""
    channels = Channel.objects.due()
    return channels.filter(service__country__key=country) if country else channels


def emergency_due(country: str = "") -> Any:
    """Return the emergency numbers whose check is due, of one country (ISO alpha-3) if it is given."""
    numbers = EmergencyNumber.objects.due()
    return numbers.filter(country__key=country) if country else numbers


def _countries_due() -> list[Country]:
    services = Service.objects.filter(pk__in=Channel.objects.due().order_by().values("service"))
    numbers = EmergencyNumber.objects.due().order_by()
    countries = Country.objects.filter(Q(services__in=services) | Q(emergency_number__in=numbers.values("pk")))
    return countries.distinct().in_order_of_name(get_language() or "en")


@transaction.atomic
def record(check: Check, *, by: Any) -> None:
    """Save what came of a check; one that found the channel right moves the day of its last check."""
    channel: Any = check.channel
    check.by = by.get_username()
    check.save()
    if check.outcome == Check.Outcome.CONFIRMED:
        channel.checked_on, channel.checked_how, channel.checked_by = check.on.isoformat(), check.how, check.by
        channel.evidence_url = check.evidence_url
        channel._history_user, channel._change_reason = by, str(check)[:100]
        channel.save()


@admin.register(Check)
class CheckAdmin(LookOnly, AccentBlindSearch, admin.ModelAdmin):
    """The log of checks, which nobody edits; what is due, and the screen of each channel."""

    list_display = ("channel", "on", "outcome", "how", "by", "note")
    list_filter = ("outcome", "how", "on")
    list_select_related = ("channel",)
    list_per_page = 100
    search_in = ("channel__key", "by", "note")
    change_list_template = "admin/hotlines/check_log.html"

    def get_urls(self):
        """Return the addresses of the log, with those of what is due."""
        guarded = self.admin_site.admin_view
        return [
            path("due/", guarded(self.due_view), name="hotlines_check_due"),
            path("due/<int:pk>/", guarded(self.screen_view), name="hotlines_check_screen"),
            *super().get_urls(),
        ]

    def to_do(self, request) -> Iterator[dict[str, Any]]:
        """Yield how many checks are due, for the first page of the admin."""
        for model, place in ((Channel, ""), (EmergencyNumber, "#emergency")):
            if count := model.objects.due().count():
                kind = capfirst(str(model._meta.verbose_name_plural))
                yield {"kind": kind, "what": _("check overdue"), "count": count, "address": _list_address("") + place}

    def due_view(self, request):
        """List what is due for a check, the most urgent first."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        country = request.GET.get("country", "")
        page = Paginator(due(country), _PER_PAGE).get_page(request.GET.get("page"))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Due for a check"),
            "opts": self.opts,
            "countries": [(found.key, found.name) for found in _countries_due()],
            "country": country,
            "page": page,
            "channels": [(channel, screen_address(channel.pk, country)) for channel in page],
            # Nobody dials the police to check: there is no screen for these, only their form.
            "emergency": [
                (number, reverse("admin:hotlines_emergencynumber_change", args=[number.pk]))
                for number in emergency_due(country)
            ],
            "may_check": request.user.has_perm(roles.EDIT_FACTS),
        }
        return TemplateResponse(request, "admin/hotlines/due.html", context)

    def screen_view(self, request, pk):
        """Show everything that a person who calls needs about one channel, and record what came of it."""
        if not request.user.has_perm(roles.EDIT_FACTS):
            raise PermissionDenied
        channel = get_object_or_404(Channel.objects.with_details().select_related("service__country"), pk=pk)
        country = request.GET.get("country", "")
        order = list(due(country).values_list("pk", flat=True))
        following = order[order.index(pk) + 1] if pk in order[:-1] else None
        onward = screen_address(following, country) if following else _list_address(country)
        initial = {"how": "called", "on": timezone.localdate()}
        form = CheckForm(request.POST or None, initial=initial, instance=Check(channel=channel))
        if request.method == "POST" and form.is_valid():
            record(form.instance, by=request.user)
            self.message_user(request, capfirst(str(form.instance)), messages.SUCCESS)
            if form.instance.outcome == Check.Outcome.CORRECTED:
                return HttpResponseRedirect(correction_address(form.instance, country))
            return HttpResponseRedirect(onward)
        checks = list(channel.checks.all()[:_LATEST_CHECKS])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Check: %(service)s") % {"service": channel.service},
            "opts": self.opts,
            "channel": channel,
            "form": form,
            "checks": checks,
            "contact_changes": [
                described(change)
                for change in ContactChange.objects.of_row(channel).to_look_at().select_related("asked_by")
            ],
            "onward": onward,
            "is_last": following is None,
            "list_address": _list_address(country),
            "channel_address": reverse("admin:hotlines_channel_change", args=[channel.pk]),
        }
        return TemplateResponse(request, "admin/hotlines/check.html", context)


def _query(country: str) -> str:
    return "?" + urlencode({"country": country}) if country else ""


def _list_address(country: str) -> str:
    return reverse("admin:hotlines_check_due") + _query(country)


def screen_address(pk: int, country: str) -> str:
    """Return the address of the screen of one channel, on the way through the list of a country (or of all)."""
    return reverse("admin:hotlines_check_screen", args=[pk]) + _query(country)


def correction_address(check: Check, country: str) -> str:
    """Return the address of the form where what was found wrong is corrected."""
    address = reverse("admin:hotlines_channel_change", args=[check.channel_id])
    query: dict[str, Any] = {"check": check.pk, "country": country}
    return f"{address}?{urlencode(query)}"


class CorrectsChecked:
    """Mixed into the admin of channels: the form that corrects what a check found wrong begins with that check."""

    def get_object(self, request, object_id, from_field=None):
        """Return the channel; on the way from a check, with what the check says of itself, not yet saved."""
        channel = super().get_object(request, object_id, from_field)
        number = request.GET.get("check", "")
        if channel is not None and request.method == "GET" and number.isdecimal() and number.isascii():
            check = channel.checks.filter(pk=number).first()
            if check is not None:
                channel.checked_on, channel.checked_how, channel.checked_by = check.on.isoformat(), check.how, check.by
                channel.evidence_url = check.evidence_url
                channel.reason_in_hand = ", ".join(
                    filter(None, [f"{check.get_how_display()} ({check.on.isoformat()})", check.note])
                )
        return channel

    def response_post_save_change(self, request, obj):
        """Return to the list of what is due, where the way began there."""
        if "check" in request.GET:
            return HttpResponseRedirect(_list_address(request.GET.get("country", "")))
        return super().response_post_save_change(request, obj)

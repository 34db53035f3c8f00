"""The two-person rule in the admin: forms that ask for a change, and the screens where a second person decides."""

import contextlib
from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from simple_history.models import to_historic

from hotlines import changes, facts
from hotlines.adminhours import PeriodsFormSet
from hotlines.models import ContactChange, OpeningPeriod
from publishing.adminbase import BilingualAdmin, LookOnly, list_link
from publishing.adminforms import BilingualForm
from publishing.adminsearch import AccentBlindSearch

State = ContactChange.State


class ContactForm(BilingualForm):
    """A form of a contact: what needs a second person is held back, and asked for with a reason."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=gettext_lazy(
            "Needed when you change a public number, address, hours, who is told, or the check that they rest on: "
            "readers see the old value until a second person accepts the new one."
        ),
    )
    urgent = forms.BooleanField(
        label=gettext_lazy("Urgent: show it at once"),
        required=False,
        help_text=gettext_lazy("Only when the old value does harm. A second person looks at it afterwards."),
    )
    # The mark of one's own change that the form shows in place of the public facts.
    amends = forms.CharField(required=False, widget=forms.HiddenInput)
    # Set by the admin: who fills in the form.
    editor: Any = None
    held: facts.Facts = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # What a check has found is the reason, unless one writes another.
        self.initial.setdefault("reason", getattr(self.instance, "reason_in_hand", "")[:300])
        self.initial.setdefault("amends", getattr(self.instance, "amends", ""))

    def _post_clean(self) -> None:
        super()._post_clean()
        self.before = self._meta.model._default_manager.filter(pk=self.instance.pk).first()
        self.held = {} if self.errors else changes.held(self.before, self.instance)
        if self.held and (why := self.refusal()):
            self.add_error("reason", why)
        if self.held and self.before and facts.rests_on_an_old_check(self.before, self.instance):
            self.add_error(
                "checked_on",
                _("This is the day of the check of the old contact: write that of the new one, or nothing."),
            )

    def refusal(self) -> str:
        """Return why what is held back cannot be asked for; empty when it can."""
        return changes.refusal(self.instance, by=self.editor, reason=self.cleaned_data.get("reason", ""))

    def taken_back(self, change: ContactChange) -> list[str]:
        """Return the facts of one's own change that the form showed, and that were given their public value again."""
        if self.cleaned_data.get("amends") != changes.mark(change):
            return []
        return [name for name in changes.differences(change) if name in self.fields and name not in self.held]

    def hold_back(self) -> None:
        """Give the row its present facts where new ones must wait."""
        for name in self.held:
            if name == "status":
                self.instance.status = "draft"
            else:
                column = self.instance._meta.get_field(name).attname
                setattr(self.instance, column, getattr(self.before, column))

    def _differs(self, name: str, language: str) -> bool:
        # A text that waits has not been edited yet.
        return f"{name}_{language}" not in self.held and super()._differs(name, language)


class HeldPeriodsFormSet(PeriodsFormSet):
    """Opening hours; those of a public channel wait for a second person, as its other facts do."""

    editor: Any = None

    def clean(self) -> None:
        """Refuse new hours of a public channel that cannot be asked for now."""
        super().clean()
        if not any(self.errors) and self.is_held():
            why = changes.refusal(self.instance, by=self.editor, reason=self.data.get("reason", ""))
            if why:
                raise ValidationError(why)

    def is_held(self) -> bool:
        """Whether new hours were given, and must wait."""
        before = type(self.instance)._default_manager.filter(pk=self.instance.pk, status="published").first()
        stays = before is not None and self.instance.status == "published"
        return stays and self.wanted() != facts.read(before, [facts.PERIODS])[facts.PERIODS]

    def wanted(self) -> list[facts.Facts]:
        """Return the hours as the form has them, as facts."""
        filled = [form for form in self.forms if form.instance.pk or form.has_changed()]
        return facts.periods(form.instance for form in filled if not self._should_delete_form(form))

    def forget(self) -> None:
        """Save nothing."""
        self.new_objects, self.changed_objects, self.deleted_objects = [], [], []


class OpeningPeriods(admin.TabularInline):
    """The opening hours, in the form of their channel."""

    model = OpeningPeriod
    formset = HeldPeriodsFormSet
    extra = 0

    def get_formset(self, request, obj=None, **kwargs):
        """Return the formset, which knows who fills it in."""
        formset = super().get_formset(request, obj, **kwargs)
        formset.editor = request.user
        return formset


class ContactAdmin(BilingualAdmin):
    """Rows whose facts send somebody somewhere: to be mixed in before the base that they would have otherwise."""

    form = ContactForm
    change_form_template = "admin/hotlines/contact_form.html"

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Return the form, which knows who fills it in."""
        form = super().get_form(request, obj, change=change, **kwargs)
        form.editor = request.user
        return form

    def get_fieldsets(self, request, obj=None):
        """Return the fieldsets, with why the change is asked for; a publisher may say that it cannot wait."""
        fields = ["reason", "urgent", "amends"] if self.may_publish(request) else ["reason", "amends"]
        return [*super().get_fieldsets(request, obj), (_("A second person"), {"fields": fields})]

    def get_object(self, request, object_id, from_field=None):
        """Return the row; for who asked for a change of it that waits, with what that says, to be amended."""
        row = super().get_object(request, object_id, from_field)
        if row is not None and request.method == "GET" and row.status == "published":
            waiting = changes.own(row, request.user)
            if waiting:
                # A row that the change leads to may be gone: then the form shows the public facts.
                with contextlib.suppress(ValidationError):
                    facts.put(row, changes.differences(waiting))
                    row.reason_in_hand, row.amends = waiting.reason, changes.mark(waiting)
        return row

    def get_readonly_fields(self, request, obj=None):
        """Return what this person may not change: a writer may ask for a draft to be published."""
        readonly = list(super().get_readonly_fields(request, obj))
        is_draft = obj is None or obj.status != "published"
        if is_draft and self.may_edit_facts(request) and "status" in readonly:
            readonly.remove("status")
        return readonly

    def changeform_view(self, request, *args, **kwargs):
        """Show or save the form; what another person asked for in the meantime is told in it."""
        return self._once_more(super().changeform_view, request, *args, **kwargs)

    def history_form_view(self, request, *args, **kwargs):
        """Show an old version or bring it back; what another person asked for in the meantime is told in its form."""
        return self._once_more(super().history_form_view, request, *args, **kwargs)

    @staticmethod
    def _once_more(view, request, *args, **kwargs):
        # A change can be asked for between the check of the form and its saving, which is then undone whole. Checked
        # again, the same form says so next to the reason, and keeps what was typed.
        try:
            return view(request, *args, **kwargs)
        except ValidationError:
            return view(request, *args, **kwargs)

    def save_model(self, request, obj, form, change):
        """Save what may change at once; an old version that is brought back asks for the rest here."""
        form.hold_back()
        if form.before is not None and facts.languages(form.held):
            # An old version brings its translation state with it, and must not without its text.
            obj.revision_en, obj.revision_fr = form.before.revision_en, form.before.revision_fr
        super().save_model(request, obj, form, change)
        if to_historic(obj) is not None:
            self._ask(request, obj, form)

    def save_related(self, request, form, formsets, change):
        """Save the rows that hang on this one, then ask for what was held back."""
        waiting = [formset for formset in formsets if isinstance(formset, HeldPeriodsFormSet) and formset.is_held()]
        for formset in waiting:
            form.held[facts.PERIODS] = formset.wanted()
            formset.forget()
        super().save_related(request, form, [formset for formset in formsets if formset not in waiting], change)
        self._ask(request, form.instance, form)

    def _ask(self, request, obj, form) -> None:
        said = form.cleaned_data
        before = changes.own(obj, request.user)
        taken_back = form.taken_back(before) if before else []
        if not form.held and not taken_back:
            return
        change = changes.ask(
            obj,
            form.held,
            by=request.user,
            reason=said["reason"].strip() or (before.reason if before else ""),
            is_minor=bool(said.get("minor_edit")),
            without=taken_back,
        )
        if change is None and before:
            text = _("Done: %(state)s.") % {"state": State.WITHDRAWN.label}
            self.message_user(request, text, messages.SUCCESS)
        if change and said.get("urgent") and self.may_publish(request):
            try:
                changes.show_at_once(change, by=request.user)
            except ValidationError as error:
                self.message_user(request, " ".join(error.messages), messages.ERROR)
                return
        if change:
            change.refresh_from_db()
            text = _("%(link)s: %(state)s.")
            link = format_html('<a href="{}">{}</a>', address(change), capfirst(str(change)))
            state = change.get_state_display()
            self.message_user(request, format_html(text, link=link, state=state), messages.WARNING)

    def render_change_form(self, request, context, *args, **kwargs):
        """Show what waits for a second person, or was shown without one."""
        obj = context.get("original")
        if obj is not None:
            found = ContactChange.objects.of_row(obj).to_look_at().select_related("asked_by")
            context["contact_changes"] = [described(change) for change in found]
            if getattr(obj, "amends", ""):
                # The fields show what waits; the heading names the row as it is.
                context["original"] = self.model._default_manager.get(pk=obj.pk)
                context["subtitle"] = str(context["original"])
        return super().render_change_form(request, context, *args, **kwargs)


def address(change: ContactChange) -> str:
    """Return the address of the screen where a change is decided."""
    return reverse("admin:hotlines_contactchange_change", args=[change.pk])


def described(change: ContactChange) -> dict[str, Any]:
    """Return a change as templates show it: each fact before and after, in words."""
    model = changes.model_of(change)
    return {
        "change": change,
        "address": address(change),
        "mark": changes.mark(change),
        "rows": [
            {
                "name": name,
                "label": facts.label(model, name),
                "before": facts.readable(model, name, change.old[name]),
                "after": facts.readable(model, name, value),
                "differs": value != change.old[name],
            }
            for name, value in change.new.items()
            if value or change.old[name]
        ],
    }


@admin.register(ContactChange)
class ContactChangeAdmin(LookOnly, AccentBlindSearch, admin.ModelAdmin):
    """What was asked for and what came of it; nobody edits it, a second person decides."""

    list_display = ("row", "what", "state", "asked_by", "asked_at", "decided_by", "decided_at")
    list_filter = ("state", "model")
    list_select_related = ("asked_by", "decided_by")
    list_per_page = 100
    search_in = ("reason",)

    def to_do(self, request) -> Iterator[dict[str, Any]]:
        """Yield what needs a second person, for the first page of the admin."""
        listed = reverse("admin:hotlines_contactchange_changelist")
        kind = capfirst(str(self.opts.verbose_name_plural))
        counted = ContactChange.objects.to_look_at().order_by("-state").values_list("state")
        for state, count in counted.annotate(count=models.Count("pk")):
            address = f"{listed}?state__exact={state}"
            yield {"kind": kind, "what": State(state).label, "count": count, "address": address}

    @admin.display(description=gettext_lazy("contact"), ordering="key")
    def row(self, change):
        """Return which contact a change is about."""
        return str(change)

    @admin.display(description=gettext_lazy("before and after"))
    def what(self, change):
        """Return each fact before and after."""
        rows = [row for row in described(change)["rows"] if row["differs"]]
        return format_html(
            '<ul class="differences">{}</ul>',
            format_html_join(
                "", "<li><strong>{}</strong> <del>{}</del> <ins>{}</ins></li>",
                [(row["label"], row["before"] or "–", row["after"] or "–") for row in rows],
            ),
        )  # fmt: skip

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a change, before and after side by side, and take the decision about it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        known = ContactChange.objects.select_related("asked_by", "decided_by")
        change = get_object_or_404(known, pk=object_id if object_id.isascii() and object_id.isdecimal() else None)
        if request.method == "POST":
            return self._decide(request, change)
        row = changes.row_of(change)
        is_own = change.asked_by_id == request.user.pk
        context = {
            **self.admin_site.each_context(request),
            "title": capfirst(str(change)),
            "opts": self.opts,
            **described(change),
            "row": row,
            "row_address": row and reverse(f"admin:hotlines_{change.model}_change", args=[row.pk]),
            "all_changes": list_link(ContactChange, _("Everything that waits"), state__exact=State.WAITING),
            "may_decide": self._may_publish(request) and not is_own,
            "may_withdraw": is_own and change.state == State.WAITING,
            "may_show_at_once": is_own and change.state == State.WAITING and self._may_publish(request),
        }
        return TemplateResponse(request, "admin/hotlines/change.html", context)

    @staticmethod
    def _may_publish(request) -> bool:
        return request.user.has_perm("publishing.publish")

    def _decide(self, request, change):
        decision, reason = request.POST.get("decision"), request.POST.get("reason", "").replace("\0", "")[:300]
        seen = request.POST.get("seen", "-")
        if decision != "withdraw" and not self._may_publish(request):
            raise PermissionDenied
        try:
            match decision:
                case "accept":
                    changes.accept(change, by=request.user, seen=seen)
                case "refuse":
                    changes.refuse(change, by=request.user, reason=reason, seen=seen)
                case "withdraw":
                    changes.withdraw(change, by=request.user)
                case "show":
                    changes.show_at_once(change, by=request.user)
                case _:
                    raise ValidationError(_("Choose one of the buttons."))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        change.refresh_from_db()
        text = _("Done: %(state)s.") % {"state": change.get_state_display()}
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponseRedirect(request.get_full_path())

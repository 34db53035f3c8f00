"""The admin of the path of questions: each step with its answers, judged together with all the others."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from modeltranslation.admin import TranslationStackedInline

from hotlines import path
from hotlines.models import Step, StepChoice
from publishing.adminbase import BilingualAdmin
from publishing.adminforms import BilingualForm


class StepChoiceForm(BilingualForm):
    """One answer."""

    def default_key(self, cleaned):
        """Return a key made from the step's and the words."""
        return f"{self.instance.step.key}/{super().default_key(cleaned)[:40].strip('-')}"


class StepChoicesFormSet(BaseInlineFormSet):
    """The answers of one step; with them, no reader may be led to a dead end or round in a loop."""

    def clean(self):
        """Refuse answers with which the path would be wrong."""
        super().clean()
        if any(self.errors) or not self.instance.key:
            return
        known = path.nodes(Step.objects.with_choices())
        kept = [form.cleaned_data for form in self.forms if form.cleaned_data and not form.cleaned_data.get("DELETE")]
        known[self.instance.key] = path.node(self.instance, [said["leads_to"].key for said in kept])
        if faults := path.faults(known):
            raise ValidationError(faults)


class StepChoices(TranslationStackedInline):
    """The answers on the form of their step."""

    model = StepChoice
    form = StepChoiceForm
    formset = StepChoicesFormSet
    fk_name = "step"
    fields = ("words", "leads_to", "order", "key")
    autocomplete_fields = ("leads_to",)
    extra = 0


@admin.register(Step)
class StepAdmin(BilingualAdmin):
    """The steps of the path."""

    inlines = (StepChoices,)
    list_display = ("__str__", "key")
    list_filter = ("purpose",)

    def to_do(self, request) -> Iterator[dict[str, Any]]:
        """Yield how many ends give no line, for the first page of the admin."""
        if count := len(path.without_lines(Step.objects.with_choices())):
            kind = capfirst(str(Step._meta.verbose_name_plural))
            address = reverse("admin:hotlines_step_changelist")
            yield {"kind": kind, "what": _("an end without a line"), "count": count, "address": address}

    def changelist_view(self, request, extra_context=None):
        """Show the steps, and say which ends give no line: lines cease to be public without anybody looking here."""
        if request.method == "GET" and self.has_view_permission(request):
            for warning in path.without_lines(Step.objects.with_choices()):
                self.message_user(request, warning, messages.WARNING)
        return super().changelist_view(request, extra_context)

    def save_formset(self, request, form, formset, change):
        """Save the answers; the language that was edited moves ahead, as with any text."""
        for answer in formset.forms:
            if answer.instance.pk and answer.has_changed():
                self._record_edit(answer.instance, answer)
        super().save_formset(request, form, formset, change)

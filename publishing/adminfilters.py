"""Filters of the admin's lists: what lacks or lags behind a translation, what is public, what is due for a look."""

from django.conf import settings
from django.contrib.admin import SimpleListFilter
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publishing.models import Country


class TranslationFilter(SimpleListFilter):
    """Rows that lack a text in a language, or whose text there lags behind its twin."""

    title = gettext_lazy("translation")
    parameter_name = "translation"

    def lookups(self, request, model_admin):
        """Return both faults in each language."""
        for code, name in settings.LANGUAGES:
            yield f"missing-{code}", _("%(language)s: missing") % {"language": name}
            yield f"outdated-{code}", _("%(language)s: outdated") % {"language": name}

    def queryset(self, request, queryset):
        """Return the rows with the chosen fault."""
        fault, _hyphen, language = (self.value() or "").partition("-")
        if language not in dict(settings.LANGUAGES):
            return queryset
        return {"missing": queryset.missing, "outdated": queryset.outdated}[fault](language)

    def value(self):
        """Return the chosen lookup; None for one that does not exist."""
        value = super().value()
        return value if value in {str(lookup) for lookup, _title in self.lookup_choices} else None


class PublicationFilter(SimpleListFilter):
    """Rows by what the public sees of them now."""

    title = gettext_lazy("publication")
    parameter_name = "publication"

    def lookups(self, request, model_admin):
        """Return the states that a row can be in."""
        return [
            ("public", _("public now")),
            ("draft", _("draft")),
            ("scheduled", _("public later")),
            ("expired", _("no longer public")),
        ]

    def queryset(self, request, queryset):
        """Return the rows in the chosen state."""
        now = timezone.now()
        published = Q(status="published")
        match self.value():
            case "public":
                return queryset.published()
            case "draft":
                return queryset.exclude(published)
            case "scheduled":
                return queryset.filter(published, publish_at__gt=now)
            case "expired":
                return queryset.filter(published, expire_at__lte=now)
        return queryset


class ReviewFilter(SimpleListFilter):
    """Rows that a person should have read again by now."""

    title = gettext_lazy("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        """Return the choices."""
        return [("overdue", _("overdue")), ("unplanned", _("no date set"))]

    def queryset(self, request, queryset):
        """Return the rows whose review is overdue, or has no date."""
        match self.value():
            case "overdue":
                return queryset.review_overdue()
            case "unplanned":
                return queryset.filter(review_due_on=None)
        return queryset


class CheckFilter(SimpleListFilter):
    """Contacts whose last check is too old, or not known. For query sets that have check_overdue()."""

    title = gettext_lazy("check")
    parameter_name = "check"

    def lookups(self, request, model_admin):
        """Return the one choice."""
        return [("overdue", _("overdue"))]

    def queryset(self, request, queryset):
        """Return the rows whose check is overdue."""
        return queryset.check_overdue() if self.value() == "overdue" else queryset


class CountryFilter(SimpleListFilter):
    """Rows of one country, among those that the list has; subclasses say the way to it."""

    title = gettext_lazy("country")
    parameter_name = "country"
    path = "country"

    def lookups(self, request, model_admin):
        """Return the countries in the order of their names in the reader's language."""
        used = model_admin.get_queryset(request).order_by().values(self.path)
        language = get_language() or settings.LANGUAGE_CODE
        return [
            (country.key, getattr(country, f"name_{language}"))
            for country in Country.objects.filter(pk__in=used).in_order_of_name(language)
        ]

    def queryset(self, request, queryset):
        """Return the rows of the chosen country."""
        return queryset.filter(**{f"{self.path}__key": self.value()}) if self.value() else queryset

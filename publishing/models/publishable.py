"""What every text of the site shares: two languages that may run ahead of each other, and a time to be public."""

import datetime
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modeltranslation.translator import NotRegistered, translator

from publishing import typography

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
KEY_PATTERN = r"^[a-z0-9]+(?:[-/][a-z0-9]+)*$"


def translated_when_published(*fields: str, optional: tuple[str, ...] = ()) -> models.CheckConstraint:
    """Return a constraint: a published row has text in every language in each of these fields.

    optional: fields that have text in every language or in none.

    modeltranslation's columns are nullable and a CHECK that evaluates to NULL passes, so
    comparing with the empty string is not enough.
    """
    complete = Q()
    for field in fields:
        complete &= _in_every_language(field)
    for field in optional:
        nowhere = Q()
        for language in LANGUAGES:
            nowhere &= Q(**{f"{field}_{language}__isnull": True}) | Q(**{f"{field}_{language}": ""})
        complete &= _in_every_language(field) | nowhere
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_translated_when_published",
        condition=~Q(status="published") | complete,
        violation_error_message=_("A published text needs both languages: fill in the missing one, or keep a draft."),
    )


def always_translated(*fields: str) -> models.CheckConstraint:
    """Return a constraint: every row, published or not, has text in every language in each of these fields."""
    complete = Q()
    for field in fields:
        complete &= _in_every_language(field)
    return models.CheckConstraint(
        name="%(app_label)s_%(class)s_always_translated",
        condition=complete,
        violation_error_message=_("Both languages are needed here."),
    )


def _in_every_language(field: str) -> Q:
    complete = Q()
    for language in LANGUAGES:
        complete &= Q(**{f"{field}_{language}__isnull": False}) & ~Q(**{f"{field}_{language}": ""})
    return complete


def unique_slugs(*scope: str) -> list[models.UniqueConstraint]:
    """Return one constraint per language: a slug is unique in that language, within the scope if one is given."""
    return [
        models.UniqueConstraint(
            fields=[*scope, f"slug_{language}"], name=f"%(app_label)s_%(class)s_slug_{language}_once"
        )
        for language in LANGUAGES
    ]


class BilingualQuerySet(models.QuerySet):
    """Queries on the two languages of a row."""

    def outdated(self, language: str) -> Self:
        """Return the rows whose text in this language lags behind the other language."""
        behind = Q()
        for other in LANGUAGES:
            behind |= Q(**{f"revision_{language}__lt": F(f"revision_{other}")})
        return self.filter(behind)

    def missing(self, language: str) -> Self:
        """Return the rows that lack a text in this language: a required one, or one that the other language has."""
        model: Any = self.model
        required = model.required_texts()
        lacking = Q(pk__in=[])
        for field in model.translated_fields():
            empty = {code: Q(**{f"{field}_{code}": None}) | Q(**{f"{field}_{code}": ""}) for code in LANGUAGES}
            elsewhere = Q(pk__in=[])
            for code in LANGUAGES:
                elsewhere |= ~empty[code]
            lacking |= empty[language] if field in required else empty[language] & elsewhere
        return self.filter(lacking)


class Bilingual(models.Model):
    """A row with texts in both languages, neither of them the master.

    Each language counts its major edits: the language with the higher count is ahead, and the other is *outdated*
    until someone edits or confirms it. A minor edit moves nothing.
    """

    key = models.CharField(
        _("key"),
        max_length=120,
        unique=True,
        help_text=_("Stable name of this row: small letters, digits, hyphens. Links and content files use it."),
    )
    revision_en = models.PositiveIntegerField(_("revision of the English"), default=1, editable=False)
    revision_fr = models.PositiveIntegerField(_("revision of the French"), default=1, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects: ClassVar[Any] = BilingualQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the row with each language's typography applied."""
        for field in self.translated_fields():
            for language in LANGUAGES:
                column = f"{field}_{language}"
                text = getattr(self, column)
                if text and not field.startswith("slug"):
                    setattr(self, column, typography.for_language(language)(text))
        super().save(*args, **kwargs)

    @classmethod
    def translated_fields(cls) -> tuple[str, ...]:
        """Return the names of the fields that exist once per language."""
        try:
            return tuple(translator.get_options_for_model(cls).all_fields)
        except NotRegistered:
            return ()

    @classmethod
    def required_texts(cls) -> tuple[str, ...]:
        """Return the translated fields that may not stay empty in a complete translation."""
        by_name: dict[str, Any] = {field.name: field for field in cls._meta.get_fields()}
        return tuple(name for name in cls.translated_fields() if not by_name[name].blank)

    def translation_state(self, language: str) -> str:
        """Return "complete", "outdated" or "missing" for this language."""
        required = self.required_texts()
        for name in self.translated_fields():
            wanted = name in required or any(getattr(self, f"{name}_{code}") for code in LANGUAGES)
            if wanted and not getattr(self, f"{name}_{language}"):
                return "missing"
        newest = max(getattr(self, f"revision_{code}") for code in LANGUAGES)
        return "outdated" if getattr(self, f"revision_{language}") < newest else "complete"

    @property
    def is_outdated(self) -> bool:
        """Whether the text in the active language lags behind its twin (said out loud to the reader)."""
        return self.translation_state(get_language() or settings.LANGUAGE_CODE) == "outdated"

    def record_edit(self, languages: set[str], *, minor: bool = False) -> None:
        """Move the revisions after a major edit of these languages.

        A language that was behind catches up; one that was level goes ahead; editing both keeps them level.
        """
        if minor or not languages:
            return
        newest = max(getattr(self, f"revision_{code}") for code in LANGUAGES)
        behind = {code for code in LANGUAGES if getattr(self, f"revision_{code}") < newest}
        target = newest if languages <= behind else newest + 1
        for language in languages:
            setattr(self, f"revision_{language}", target)

    def confirm_translation(self, language: str) -> None:
        """Say that the text in this language is right as it stands, level with its twin."""
        newest = max(getattr(self, f"revision_{code}") for code in LANGUAGES)
        setattr(self, f"revision_{language}", newest)


class PublishableQuerySet(BilingualQuerySet):
    """Queries on what the public may see."""

    def published(self, now=None) -> Self:
        """Return the rows that are public at this time (now, unless given)."""
        now = now or timezone.now()
        return self.filter(
            Q(publish_at=None) | Q(publish_at__lte=now),
            Q(expire_at=None) | Q(expire_at__gt=now),
            status=Publishable.Status.PUBLISHED,
        )

    def next_change(self, now: datetime.datetime) -> datetime.datetime | None:
        """Return when the next of the published rows comes to be public or ceases to be; None when none is to."""
        times = self.filter(status=Publishable.Status.PUBLISHED).aggregate(
            publish=models.Min("publish_at", filter=Q(publish_at__gt=now)),
            expire=models.Min("expire_at", filter=Q(expire_at__gt=now)),
        )
        return min((time for time in times.values() if time), default=None)

    def review_overdue(self, today=None) -> Self:
        """Return the rows whose review was due before this day (today, unless given)."""
        return self.filter(review_due_on__lt=today or timezone.localdate())


class Publishable(Bilingual):
    """A text with a time to be public, an owner, and the sources it rests on."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PUBLISHED = "published", _("published")

    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True)
    expire_at = models.DateTimeField(_("public until"), null=True, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("owner"), null=True, blank=True, related_name="+"
    )
    reviewed_on = models.DateField(_("last reviewed on"), null=True, blank=True)
    review_due_on = models.DateField(_("review due on"), null=True, blank=True)
    sources = models.ManyToManyField(
        "publishing.Source", verbose_name=_("sources"), blank=True, related_name="%(app_label)s_%(class)s_set"
    )

    objects: ClassVar[Any] = PublishableQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_expires_after_publication",
                condition=Q(publish_at=None) | Q(expire_at=None) | Q(expire_at__gt=F("publish_at")),
                violation_error_message=_("“Public until” must come after “public from”."),
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_status_is_known", condition=Q(status__in=["draft", "published"])
            ),
        ]
        indexes = [models.Index(fields=["status", "publish_at"], name="%(class).20s_public")]

    @property
    def is_public(self) -> bool:
        """Whether the public may see this row now."""
        now = timezone.now()
        return (
            self.status == self.Status.PUBLISHED
            and (self.publish_at is None or self.publish_at <= now)
            and (self.expire_at is None or self.expire_at > now)
        )

"""Languages that lines answer in."""

from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from publishing.models import Bilingual, BilingualQuerySet, always_translated


class LanguageQuerySet(BilingualQuerySet):
    """Queries on languages."""

    def in_use(self) -> Self:
        """Return the languages that a public channel answers in, directly or by interpreter."""
        from hotlines.models.channel import Channel

        public = Channel.objects.published().order_by()
        return self.filter(Q(pk__in=public.values("languages")) | Q(pk__in=public.values("interpreter_languages")))


class Language(Bilingual):
    """A language that a line answers in; its key is the ISO 639 code."""

    name = models.CharField(_("name"), max_length=60)

    objects: ClassVar[Any] = LanguageQuerySet.as_manager()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["key"]
        constraints = [always_translated("name")]

    def __str__(self) -> str:
        return self.name or self.key

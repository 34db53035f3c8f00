"""Languages that lines answer in."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.models import Bilingual, BilingualQuerySet, always_translated


class Language(Bilingual):
    """A language that a line answers in; its key is the ISO 639 code."""

    name = models.CharField(_("name"), max_length=60)

    objects: ClassVar[Any] = BilingualQuerySet.as_manager()

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["key"]
        constraints = [always_translated("name")]

    def __str__(self) -> str:
        return self.name or self.key

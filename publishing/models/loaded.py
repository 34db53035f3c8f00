"""What the content loader remembers, so that it never overwrites an editor."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """One record of the content files: where it stands, and a digest of the row as it was last loaded."""

    kind = models.CharField(_("kind"), max_length=40)
    key = models.CharField(_("key"), max_length=120)
    path = models.CharField(_("file"), max_length=300)
    position = models.PositiveIntegerField(_("position in the file"))
    digest = models.CharField(_("digest"), max_length=64)

    class Meta:
        verbose_name = _("loaded record")
        verbose_name_plural = _("loaded records")
        ordering = ["kind", "path", "position"]
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="publishing_loadedrecord_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

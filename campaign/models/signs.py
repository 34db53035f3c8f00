"""Signs of trafficking, by the setting where a witness may notice them."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from publishing.fields import SafeHTMLField
from publishing.models import Publishable, translated_when_published, unique_slugs


class Setting(Publishable):
    """A place or line of work where signs can be seen: a home, a farm, a hotel, a school."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)
    title = models.CharField(_("title"), max_length=150)
    slug = models.SlugField(_("slug"), max_length=100, db_index=False)
    summary = models.CharField(_("summary"), max_length=320)
    body = SafeHTMLField(_("text"))

    class Meta(Publishable.Meta):
        verbose_name = _("setting")
        verbose_name_plural = _("settings")
        ordering = ["order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("title", "slug", "summary", "body"),
            *unique_slugs(),
        ]

    def __str__(self) -> str:
        return self.title or self.key

    def get_absolute_url(self) -> str:
        """Return the address of this setting's signs in the active language."""
        return reverse("campaign:setting", args=[self.slug])

    @property
    def short_title(self) -> str:
        """The title that lists of settings show."""
        return self.title


class Indicator(Publishable):
    """One sign that a witness may see in a setting; it never proves trafficking by itself."""

    class Strength(models.TextChoices):
        STRONG = "strong", _("control or exploitation itself")
        CONTEXT = "context", _("a reason to look closer, no more")

    setting = models.ForeignKey(Setting, models.CASCADE, verbose_name=_("setting"), related_name="indicators")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    strength = models.CharField(_("strength"), max_length=7, choices=Strength)
    text = models.CharField(_("text"), max_length=400)

    class Meta(Publishable.Meta):
        verbose_name = _("sign")
        verbose_name_plural = _("signs")
        ordering = ["setting__order", "order", "key"]
        constraints = [
            *Publishable.Meta.constraints,
            translated_when_published("text"),
            models.CheckConstraint(
                name="campaign_indicator_strength_is_known", condition=models.Q(strength__in=["strong", "context"])
            ),
        ]

    def __str__(self) -> str:
        return self.text or self.key

"""How to cite a page, or the document behind it: APA, BibTeX and RIS.

APA as in the Publication Manual of the American Psychological Association, 7th edition: sections 10.16 (webpages) and
10.4 (reports). BibTeX in entries that styles of before biblatex read too. RIS as Zotero, EndNote and Mendeley read it.
"""

import datetime
import re
from dataclasses import dataclass

from django.conf import settings
from django.utils.dateformat import format as format_date
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from publishing import typography
from publishing.slugs import slug_of

_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)
# As .bib files name months, for every language of a style.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LANGUAGES = {"en": "english", "fr": "french"}


@dataclass(frozen=True)
class Work:
    """A page or a report, as a bibliography names it.

    author: a body, never a person; date: as precise as it is known ("2018-06"), or empty; site: the site that a page
    is part of; empty for a report; language: that of the work.
    """

    author: str
    title: str
    date: str
    url: str
    language: str
    site: str = ""

    @property
    def apa(self) -> SafeString:
        """The reference in APA style, its date as the active language writes it."""
        end = "" if self.title.endswith(("?", "!", ".")) else "."
        rest = " ".join(part for part in [end, f"{self.site}." if self.site else "", self.url] if part)
        words = (self._in_its_language(self.author), self._apa_date, self._in_its_language(self.title))
        return format_html("{}. ({}). <cite>{}</cite>{}", *words, rest if end else f" {rest}")

    @property
    def bibtex(self) -> str:
        """The reference as a BibTeX entry."""
        year, month, _day = self._parts
        fields = {
            "author": f"{{{{{_latex(self.author)}}}}}",
            "title": f"{{{{{_latex(self.title)}}}}}",
            "howpublished" if self.site else "institution": f"{{{_latex(self.site or self.author)}}}",
            "year": f"{{{year}}}" if year else "",
            "month": _MONTHS[int(month) - 1] if month else "",
            # An address is copied as it is: url.sty and biblatex print it so.
            "url": f"{{{self.url}}}" if self.url else "",
            "language": f"{{{_LANGUAGES[self.language]}}}",
        }
        lines = ",\n".join(f"  {name} = {value}" for name, value in fields.items() if value)
        return f"@{'misc' if self.site else 'techreport'}{{{self.key},\n{lines}\n}}\n"

    @property
    def ris(self) -> str:
        """The reference as a RIS record; its lines end in CR LF."""
        year, month, day = self._parts
        tags = [
            ("TY", "ELEC" if self.site else "RPRT"),
            ("AU", self.author),
            ("TI", self.title),
            ("T2", self.site),
            ("PB", self.author),
            ("PY", year),
            ("DA", f"{year}/{month}/{day}/" if year else ""),
            ("UR", self.url),
            ("LA", self.language),
        ]
        return "".join(f"{tag}  - {value}\r\n" for tag, value in [*tags, ("ER", "")] if value or tag == "ER")

    @property
    def key(self) -> str:
        """A name for the entry: letters, digits and hyphens, the same as long as title and date are."""
        title, year = _shortened(slug_of(self.title)), self._parts[0]
        return title if not year or title.endswith(year) else f"{title}-{year}"

    def _in_its_language(self, text: str) -> str:
        if self.language == get_language():
            return text
        return format_html('<span lang="{}">{}</span>', self.language, text)

    @property
    def _parts(self) -> tuple[str, str, str]:
        year, month, day = ([*self.date.split("-"), "", "", ""])[:3]
        return year, month, day

    @property
    def _apa_date(self) -> str:
        year, month, day = self._parts
        if not month:
            return year or _("n.d.")
        date = datetime.date(int(year), int(month), int(day or 1))
        written = pgettext("date in a reference", "Y, F j") if day else pgettext("date in a reference", "Y, F")
        return typography.for_language(get_language() or settings.LANGUAGE_CODE)(format_date(date, written))


@dataclass(frozen=True)
class Cited:
    """What a view says of a page that can be cited.

    title: the page's; changed: when what it shows last changed; None when that is not known;
    behind: the document that the page is about, in its own language.
    """

    title: str
    changed: datetime.datetime | None
    behind: Work | None = None


def _shortened(slug: str, length: int = 40) -> str:
    """Return whole words of a slug."""
    return slug if len(slug) <= length else slug[: length + 1].rsplit("-", 1)[0]


def _latex(text: str) -> str:
    return re.sub(r"\s+", " ", text).translate(_LATEX)

"""Which texts exist once per language."""

from publishing.history import translate_and_keep_history
from publishing.models import Country, Source

translate_and_keep_history(Source, ("title", "publisher", "date_note", "note"))
translate_and_keep_history(Country, ("name", "name_in", "name_of", "name_the", "note"))

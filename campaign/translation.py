"""Which texts exist once per language."""

from campaign.models import Action, Agency, Figure, Form, GlossaryTerm, Indicator, Myth, Page, Resource, Setting
from publishing.history import translate_and_keep_history

translate_and_keep_history(Page, ("title", "nav_title", "slug", "summary", "body"))
translate_and_keep_history(Setting, ("title", "slug", "summary", "body"))
translate_and_keep_history(Indicator, ("text",))
translate_and_keep_history(Form, ("title", "slug", "summary", "body"))
translate_and_keep_history(Myth, ("claim", "fact"))
translate_and_keep_history(Figure, ("unit", "label", "as_of"))
translate_and_keep_history(GlossaryTerm, ("term", "definition", "also", "avoid"))
translate_and_keep_history(Agency, ("name", "slug", "part"))
translate_and_keep_history(Action, ("title", "body"))
translate_and_keep_history(Resource, ("title", "publisher", "note"))

"""Which texts exist once per language."""

import simple_history

from publishing.history import translate_and_keep_history
from reports.models import Edition, Example, GlobalFigure, Placement, Program

translate_and_keep_history(Edition, ("theme", "summary", "missing"))
translate_and_keep_history(GlobalFigure, ("note",))
translate_and_keep_history(Example, ("title", "slug", "summary", "body", "place", "organization"))
translate_and_keep_history(Program, ("title", "slug", "body"))
simple_history.register(Placement, app="reports")

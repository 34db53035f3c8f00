"""Which texts exist once per language."""

import simple_history

from hotlines.models import (
    Channel,
    EmergencyNumber,
    HelpStripEntry,
    Language,
    OpeningPeriod,
    OrderRule,
    PublicHoliday,
    Service,
    Step,
    StepChoice,
)
from publishing.history import translate_and_keep_history

translate_and_keep_history(Language, ("name",))
translate_and_keep_history(OrderRule, ("words",))
translate_and_keep_history(
    Service,
    ("name", "slug", "operator", "region_served", "audience", "summary", "what_happens", "who_is_told"),
)
translate_and_keep_history(Channel, ("hours_note", "note"))
translate_and_keep_history(EmergencyNumber, ("note",))
translate_and_keep_history(Step, ("title", "body"))
translate_and_keep_history(StepChoice, ("words",))
translate_and_keep_history(PublicHoliday, ("name",))
simple_history.register(HelpStripEntry, app="hotlines")
simple_history.register(OpeningPeriod, app="hotlines")

"""The hotline directory."""

from hotlines.models.channel import Channel, OpeningPeriod, overlapping
from hotlines.models.holiday import Holidays, PublicHoliday
from hotlines.models.language import Language
from hotlines.models.order import OrderRule
from hotlines.models.service import PURPOSES, Answer, Confidence, Service, Told
from hotlines.models.strip import EmergencyNumber, HelpStripEntry

__all__ = [
    "PURPOSES", "Answer", "Channel", "Confidence", "EmergencyNumber", "HelpStripEntry", "Holidays", "Language",
    "OpeningPeriod", "OrderRule", "PublicHoliday", "Service", "Told", "overlapping",
]  # fmt: skip

"""The hotline directory."""

from hotlines.models.change import ContactChange
from hotlines.models.channel import Channel, OpeningPeriod, overlapping
from hotlines.models.check import Check
from hotlines.models.holiday import Holidays, PublicHoliday
from hotlines.models.language import Language
from hotlines.models.order import OrderRule
from hotlines.models.service import PURPOSES, Answer, Confidence, Service, Told
from hotlines.models.step import Step, StepChoice
from hotlines.models.strip import EmergencyNumber, HelpStripEntry

__all__ = [
    "PURPOSES", "Answer", "Channel", "Check", "Confidence", "ContactChange", "EmergencyNumber", "HelpStripEntry",
    "Holidays", "Language", "OpeningPeriod", "OrderRule", "PublicHoliday", "Service", "Step", "StepChoice", "Told",
    "overlapping",
]  # fmt: skip

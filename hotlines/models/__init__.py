"""The hotline directory."""

from hotlines.models.change import ContactChange
from hotlines.models.channel import Channel, OpeningPeriod
from hotlines.models.check import Check
from hotlines.models.language import Language
from hotlines.models.service import PURPOSES, Answer, Confidence, Service, Told
from hotlines.models.strip import EmergencyNumber, HelpStripEntry

__all__ = [
    "PURPOSES", "Answer", "Channel", "Check", "Confidence", "ContactChange", "EmergencyNumber", "HelpStripEntry",
    "Language", "OpeningPeriod", "Service", "Told",
]  # fmt: skip

"""Blue Campaign content: pages, signs, knowledge, and who does what."""

from campaign.models.knowledge import Figure, Form, GlossaryTerm, Myth
from campaign.models.page import Page
from campaign.models.response import Action, Agency, Resource
from campaign.models.signs import Indicator, Setting

__all__ = [
    "Action", "Agency", "Figure", "Form", "GlossaryTerm", "Indicator", "Myth", "Page", "Resource", "Setting",
]  # fmt: skip

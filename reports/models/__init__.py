"""TIP Report summaries: editions, placements, examples, programs."""

from reports.models.edition import Edition, GlobalFigure, Program
from reports.models.example import Example
from reports.models.placement import Placement, Tier

__all__ = ["Edition", "Example", "GlobalFigure", "Placement", "Program", "Tier"]

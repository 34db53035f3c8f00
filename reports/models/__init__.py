"""TIP Report summaries: editions, placements, examples, programs."""

from reports.models.edition import Edition, GlobalFigure, Program
from reports.models.example import Example
from reports.models.placement import Placement, Tier
from reports.models.placement_import import PlacementImport

__all__ = ["Edition", "Example", "GlobalFigure", "Placement", "PlacementImport", "Program", "Tier"]

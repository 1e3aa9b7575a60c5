"""Every list of the program is a sheet: columns, the query behind them, acts on rows. See ``Sheet``."""

from .declared import MOST_PICKED, Act, Cell, Column, Done, Edited, Facet, Kind, Panel, Picked, Scope, Slicer, Status
from .listed import part_of
from .sheet import Sheet
from .views import urls_of

__all__ = [
    "MOST_PICKED",
    "Act",
    "Cell",
    "Column",
    "Done",
    "Edited",
    "Facet",
    "Kind",
    "Panel",
    "Picked",
    "Scope",
    "Sheet",
    "Slicer",
    "Status",
    "part_of",
    "urls_of",
]

"""Files of the other side as cards."""

import csv
import io
from hashlib import sha256

from optom.base import spreadsheet

from .actions import Brought
from .cards import card_of

_SEPARATORS = "\t;|,"  # the likelier first: a comma parts kopecks too
_FEWEST = 2  # of a day, a document and a sum


def brought(name: str, content: bytes) -> Brought:
    """An act or a card as XLSX, XLS or CSV.

    Refuses `files.too_large`, `files.not_a_table`, `reconciliation.card_unknown`.
    """
    is_text = spreadsheet.is_text(content)
    cells = _separated(spreadsheet.text_of(content)) if is_text else spreadsheet.rows_of(content)
    return Brought(name, sha256(content).hexdigest(), card_of(cells))


def _separated(text: str) -> list[list[str]]:
    """By the sign that parts most lines into columns."""
    lines = text.splitlines()
    separator = max(_SEPARATORS, key=lambda sign: sum(line.count(sign) >= _FEWEST for line in lines))
    return list(csv.reader(io.StringIO(text), delimiter=separator))

"""What a buyer says of an UPD by his half of the electronic document (титул покупателя). Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

ACCEPTED, WITH_DISCREPANCIES, REFUSED = "1", "2", "3"  # the codes of the format


@dataclass(frozen=True, slots=True, kw_only=True)
class BuyerTitle:
    """Of which file and which UPD it is; what comes of the acceptance, on which day, in which words, by whom.

    ``number`` is empty where the file doesn't tell it; ``sha256`` is that of the file.
    """

    file_id: str
    seller_file: str
    number: str
    on: date
    outcome: str
    accepted_on: date
    says: str = ""
    discrepancy_paper: str = ""
    taken_by: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An UPD that may be meant, by one of its papers; ``file`` is the number of that paper's file among all."""

    upd: int
    shipment: int
    contract: int
    file: str


def meant_by(title: BuyerTitle, candidates: Sequence[Candidate]) -> Candidate | None:
    """The UPD whose file is named; else, for operators give files other names, the only one of that number and day."""
    named = [one for one in candidates if one.file and one.file.casefold() in title.seller_file.casefold()]
    if named:
        return named[0]
    is_one = title.number and len({one.upd for one in candidates}) == 1
    return candidates[0] if is_one else None

"""What pages call a paper: it has its title in the language in which it was issued, they speak the reader's."""

from datetime import date

from django.utils.translation import gettext as _

from optom.base.russian_dates import days_said

from . import formats
from .words import named

_CONTRACT = "contract"


def title_of_paper(title: str, *, kind: str | None, number: str | None, on: date) -> str:
    """The paper's own title to who reads Russian; to others kind, number and day, where they are known."""
    if formats.is_russian() or not kind or not number:
        return title
    day = day_of_paper(title, kind=kind, number=number, on=on)
    words = {"kind": named("paper_kind", kind), "number": number, "day": day}
    return _("%(kind)s No. %(number)s of %(day)s") % words


def day_of_paper(title: str, *, kind: str, number: str, on: date) -> str:
    """By which day a paper is called: that of its issue. A contract is of the day on which it was signed, whenever it
    was printed; a later edition says its own beside it.
    """
    after = title.partition(f"№ {number} ")[2] if kind == _CONTRACT else ""
    signed_on, *editions = days_said(after) or [on]
    said = formats.day(signed_on)
    if not editions:
        return said
    return _("%(day)s, edition of %(edition)s") % {"day": said, "edition": formats.day(editions[-1])}

"""What pages call a paper: it has its title in the language in which it was issued, they speak the reader's."""

from datetime import date

from django.utils.translation import gettext as _

from . import formats
from .words import named


def title_of_paper(title: str, *, kind: str | None, number: str | None, on: date) -> str:
    """The paper's own title to who reads Russian; to others kind, number and day, where they are known."""
    if formats.is_russian() or not kind or not number:
        return title
    words = {"kind": named("paper_kind", kind), "number": number, "day": formats.day(on)}
    return _("%(kind)s No. %(number)s of %(day)s") % words

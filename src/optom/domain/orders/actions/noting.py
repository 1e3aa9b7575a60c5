"""What a person writes beside the lines of a draft: it goes with them into the order."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from optom.base.refusal import refuse_all
from optom.base.sql import statements
from optom.base.texts import too_long
from optom.domain.orders import rules

from .drafts import company_of

_sql = statements("optom.domain.orders")


@transaction.atomic
def set_notes(*, contract: int, draft: int, notes: Mapping[int, str], actor: int, at: datetime) -> None:
    """This stands beside the lines of these products now, instead of what was pasted or typed there; "": nothing.

    Two statements. Refuses ``input.too_long``, ``orders.draft_unknown``, ``orders.draft_waits``.
    """
    texts = {product: " ".join(note.split()) for product, note in notes.items()}
    refuse_all(one for text in texts.values() for one in too_long(note=(text, rules.LONGEST_NOTE)))
    own = {"draft": draft, "company": company_of(contract, draft), "actor": actor, "at": at}
    _sql.run("set_notes", products=list(texts), notes=list(texts.values()), **own)


@transaction.atomic
def note_open_rows(*, contract: int, draft: int, notes: Mapping[int, str]) -> None:
    """The same beside rows of which it is not known yet what they mean. Two statements.

    Refuses ``orders.draft_unknown``, ``orders.draft_waits``.
    """
    company_of(contract, draft)
    texts = {row: " ".join(note.split())[: rules.LONGEST_NOTE] for row, note in notes.items()}
    _sql.run("note_open_rows", draft=draft, rows=list(texts), notes=list(texts.values()))

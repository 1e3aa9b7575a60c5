"""Money of statements that waits for its contract: accept, choose another, put aside; and what became of all of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.base.listing import Asked
from optom.base.refusal import Refusal
from optom.domain.bank import actions
from optom.domain.bank import queries as bank
from optom.domain.bank.rules import may_remember
from optom.domain.credit import queries as credit
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import sheet_page

_FOUND = 12
# Who pays without being known by his INN is remembered; whose contracts are known needs no remembering.
_REMEMBERED = {"payer_unknown", "invoice_of_another"}


def _candidate(row: bank.WaitingRow) -> str:
    return f"{row.candidate_name}, № {row.candidate_number}" if row.candidate else ""


def _accept(desk: Desk, picked: Picked) -> Done:
    """Each picked row goes to the contract that is nearest to it."""
    rows = _picked(picked)
    if without := next((row for row in rows if row.candidate is None), None):
        raise Refusal("bank.no_candidate", number=without.number)
    contracts = {row.id: row.candidate for row in rows if row.candidate}
    remember = [row.id for row in rows if row.reason in _REMEMBERED]
    actions.assign(contracts=contracts, remember=remember, actor=desk.actor, at=desk.at)
    return _allocated(desk, len(rows))


def _give(desk: Desk, picked: Picked) -> Done:
    """To one of the contracts that are near, or to one that is looked for by name, INN or number: the dialog comes back
    with what was found.
    """
    rows, given = _picked(picked), picked.given
    query = given.get("q", "").strip()
    if given.get("contract") and query == given.get("asked"):
        contract, keys = whole(given["contract"]), [row.id for row in rows]
        remembered = keys if given.get("remember") else []
        actions.assign(contracts=dict.fromkeys(keys, contract), remember=remembered, actor=desk.actor, at=desk.at)
        return _allocated(desk, len(rows))
    found = credit.clients(at=desk.at).part(Asked(query=query, count=_FOUND)).rows if query else []
    remember = any(row.reason in _REMEMBERED and may_remember(row.payer_account) for row in rows)
    near = () if query else _near_all(rows)
    facts = {"rows": rows, "query": query, "found": found, "near": near, "remember": remember}
    return Done(form=render_to_string("office/acts/give.html", facts, request=desk.request))


def _near_all(rows: Sequence[bank.WaitingRow]) -> Sequence[Mapping[str, Any]]:
    """Those that may have the money of the first row, in words; several rows are one payer's as a rule."""
    return [one for one in _in_words(bank.nearness(rows[0].id)) if not one["obstacle"]]


def _in_words(found: bank.Nearness) -> Sequence[Mapping[str, Any]]:
    return [
        {
            "contract": one,
            "reasons": [named("nearness", reason.code).format(invoice=reason.invoice) for reason in one.reasons],
            "obstacle": one.obstacle,
        }
        for one in found.candidates
    ]


def _allocated(desk: Desk, count: int) -> Done:
    """What an account that is remembered now has brought before follows at once."""
    more = actions.allocate_all(at=desk.at)
    return Done(
        ngettext("%(count)s payment allocated", "%(count)s payments allocated", count + more) % {"count": count + more}
    )


def _put_aside(desk: Desk, picked: Picked) -> Done:
    documents = [row.id for row in _picked(picked)]
    actions.put_aside(documents=documents, note=picked.given.get("note", ""), actor=desk.actor, at=desk.at)
    return Done()


def _put_back(desk: Desk, picked: Picked) -> Done:
    actions.put_back(documents={whole(key) for key in picked.keys}, actor=desk.actor, at=desk.at)
    return _retried(desk)


def _retry(desk: Desk, _picked: Picked) -> Done:
    actions.retry(actor=desk.actor)
    return _retried(desk)


def _retried(desk: Desk) -> Done:
    before = bank.waiting()
    actions.allocate_all(at=desk.at)
    count = before - bank.waiting()
    return Done(_told(count))


def _told(count: int) -> str:
    return ngettext("%(count)s payment allocated", "%(count)s payments allocated", count) % {"count": count}


def _picked(picked: Picked) -> Sequence[bank.WaitingRow]:
    """Those that still wait. Refuses `bank.not_waiting` where one does not."""
    keys = {whole(key) for key in picked.keys}
    rows = bank.queue().keyed(sorted(keys))
    if len(rows) < len(keys) or not rows:
        raise Refusal("bank.not_waiting")
    return rows


def _panel_of(find: Callable[[int], bank.WaitingRow | bank.DocumentRow | None]) -> Callable[[Desk, str], Panel | None]:
    def panel(desk: Desk, key: str) -> Panel | None:
        row = find(whole(key))
        if row is None:
            return None
        facts: dict[str, Any] = {"row": row, "raw": bank.raw(row.id), "reason": _reason(row)}
        if isinstance(row, bank.WaitingRow):
            found = bank.nearness(row.id)
            facts |= {"near": _in_words(found), "payers": found.payers, "may_sign": desk.may("sign_contract")}
        return Panel(_("Document No. %(number)s") % {"number": row.number}, "office/panels/document.html", facts)

    return panel


def _reason(row: bank.WaitingRow | bank.DocumentRow) -> str:
    return named("waiting_reason", row.reason) if isinstance(row, bank.WaitingRow) and row.reason else ""


QUEUE: Sheet[Desk] = Sheet(
    name="incoming",
    title=gettext_lazy("Money to allocate"),
    columns=[
        Column("moved_on", gettext_lazy("Received"), Kind.DATE, width=90, is_frozen=True, on_phone=True),
        Column("number", gettext_lazy("Number"), width=78),
        Column("payer_name", gettext_lazy("Payer"), width=176, tone="strong", on_phone=True),
        Column("payer_inn", gettext_lazy("INN"), width=112),
        Column("amount", gettext_lazy("Amount"), Kind.MONEY, width=112, on_phone=True),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim", on_phone=True),
        Column("purpose", gettext_lazy("Purpose"), width=170, grows=True),
        Column(
            "reason",
            gettext_lazy("Why it waits"),
            Kind.CHOICE,
            width=200,
            choices=choices("waiting_reason"),
            on_phone=True,
        ),
        Column("candidate_name", gettext_lazy("Suggested contract"), width=200, value=_candidate, on_phone=True),
    ],
    listed=lambda _desk: bank.queue(),
    empty=gettext_lazy("All money has been allocated."),
    facets=[
        Facet("reason", gettext_lazy("Why it waits"), options=choices("waiting_reason")),
    ],
    acts=[
        Act("accept", gettext_lazy("Accept the suggested"), _accept, key="A"),
        Act("give", gettext_lazy("Other contract…"), _give, key="O"),
        Act("aside", gettext_lazy("Put aside…"), _put_aside, key="P"),
        Act("retry", gettext_lazy("Look at all anew"), _retry, is_always_on=True, is_folded=True),
    ],
    panel=_panel_of(lambda key: bank.queue().one(key)),
)


def _undo(desk: Desk, picked: Picked) -> Done:
    documents = {whole(key) for key in picked.keys}
    actions.undo(documents=documents, reason=picked.given.get("reason", ""), actor=desk.actor, at=desk.at)
    return Done(_("Taken back: it waits for a contract again."))


def _to_whom(row: bank.DocumentRow) -> str:
    return f"{row.company_name}, № {row.contract_number}" if row.contract else row.note or ""


_STATES = choices("bank_document_state")
DOCUMENTS: Sheet[Desk] = Sheet(
    name="bank-documents",
    title=gettext_lazy("Statement transactions"),
    columns=[
        Column("moved_on", gettext_lazy("Date"), Kind.DATE, width=90, is_frozen=True, on_phone=True),
        Column("number", gettext_lazy("Number"), width=78),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=110, choices=_STATES, on_phone=True),
        Column("payer_name", gettext_lazy("Payer"), width=150, on_phone=True),
        Column("payee_name", gettext_lazy("Payee"), width=110),
        Column("amount", gettext_lazy("Amount"), Kind.MONEY, width=112, on_phone=True),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim", on_phone=True),
        Column("purpose", gettext_lazy("Purpose"), width=170, grows=True),
        Column("company_name", gettext_lazy("Allocated to"), width=170, value=_to_whom),
        Column("basis", gettext_lazy("Matched by"), Kind.CHOICE, width=160, choices=choices("basis")),
        Column("file_name", gettext_lazy("File"), width=150, is_hidden=True),
        Column("line", gettext_lazy("Line"), Kind.INTEGER, width=64, is_hidden=True),
    ],
    listed=lambda _desk: bank.documents(),
    empty=gettext_lazy("No statement has been loaded yet."),
    facets=[
        Facet("state", gettext_lazy("State"), options=_STATES),
        Facet("basis", gettext_lazy("Matched by"), options=choices("basis")),
    ],
    acts=[
        Act("undo", gettext_lazy("Undo allocation…"), _undo, is_dangerous=True),
        Act("back", gettext_lazy("Back into the queue"), _put_back, is_folded=True),
    ],
    panel=_panel_of(lambda key: bank.documents().one(key)),
    tones=lambda row: {"state": "warn"} if row.state == "waits" else {},
)


def queue(desk: Desk) -> HttpResponse:
    """What waits for a person."""
    return sheet_page(desk, QUEUE, "payments", template="office/incoming.html")


def documents(desk: Desk) -> HttpResponse:
    """All that banks have told."""
    return sheet_page(desk, DOCUMENTS, "payments", template="office/bank_documents.html")

"""The finance desk reconciles with a client, and answers what clients object to."""

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.documents import queries as documents
from optom.domain.reconciliation import actions
from optom.domain.reconciliation import queries as reconciliation
from optom.domain.reconciliation.rules import SELLER
from optom.interfaces.kit import reconciling
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.reconciling import Ground
from optom.interfaces.kit.sheets import Act, Column, Done, Facet, Kind, Panel, Picked, Sheet
from optom.interfaces.kit.words import choices

from .clients import contract_of
from .context import Desk
from .frame import page, sheet_page
from .reports import reports

_STATES = choices("objection_state")


def _ground(desk: Desk) -> Ground:
    contract = contract_of(desk)

    def url(name: str, **given: Any) -> str:
        return reverse(f"office:{name}", kwargs={"contract": contract.id, **given})

    def paper_url(name: str, paper: int, **given: str) -> str:
        return desk.url(name, paper=paper, **given)

    return Ground(desk.request, desk.at, desk.actor, contract, SELLER, url, paper_url)


SHEET: Sheet[Desk] = Sheet(
    name="compared",
    title=gettext_lazy("Reconciliation"),
    columns=reconciling.COLUMNS,
    rows=lambda desk, asked: reconciling.part(_ground(desk), desk.given["comparison"], asked),
    key=lambda row: row.key,
    facets=reconciling.FACETS,
    empty=gettext_lazy("No transactions in this period."),
    tones=reconciling.tones,
)


def overview(desk: Desk) -> HttpResponse:
    """Acts, compared books, periods of a contract."""
    ground = _ground(desk)
    context = reconciling.overview(ground)
    context["period_url"] = ground.url("change-period") if desk.may("close_period") else ""
    urls = {"agree_url": ground.url("agree-balance"), "home_url": ground.url("client")}
    return page(desk, "kit/reconciliation.html", "clients", **urls, **context)


def issue(desk: Desk) -> HttpResponse:
    """An act in the client's name, which stands among his papers."""
    ground = _ground(desk)
    paper = documents.paper(reconciling.issue(ground))
    about = About(paper.title, desk.url("paper", paper=paper.id))
    return done(desk.request, ground.url("reconciliation"), _("Issued:"), about=about)


def bring(desk: Desk) -> HttpResponse:
    """The client's act or card, which came by mail."""
    ground = _ground(desk)
    return done(desk.request, ground.url("comparison", comparison=reconciling.bring(ground)))


def agree(desk: Desk) -> HttpResponse:
    """The balance is right for us."""
    ground = _ground(desk)
    reconciling.agree(ground)
    return done(desk.request, ground.url("reconciliation"), _("Agreed."))


def show(desk: Desk) -> HttpResponse:
    """Both books line by line."""
    context = reconciling.compared_page(_ground(desk), desk.given["comparison"])
    return sheet_page(desk, SHEET, "clients", template="kit/compared.html", **context)


def _answer(desk: Desk, picked: Picked) -> Done:
    for key in picked.keys:
        actions.answer(disagreement=whole(key), text=picked.given.get("note", ""), actor=desk.actor, at=desk.at)
    return Done()


def _panel(_desk: Desk, key: str) -> Panel | None:
    found = reconciliation.disagreements().one(whole(key))
    if found is None:
        return None
    title = _("Objection of %(client)s") % {"client": found.company_name}
    return Panel(title, "kit/panels/objection.html", {"row": found, "lines": reconciling.objected(found)})


OBJECTIONS: Sheet[Desk] = Sheet(
    name="objections",
    title=gettext_lazy("Objections to settlements"),
    columns=[
        Column("raised_at", gettext_lazy("Raised"), Kind.MOMENT, width=136, is_frozen=True, on_phone=True),
        Column("company_name", gettext_lazy("Client"), width=200, tone="strong", on_phone=True),
        Column("number", gettext_lazy("Contract"), width=90),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=96, choices=_STATES, on_phone=True),
        Column("since", gettext_lazy("From"), Kind.DATE, width=90),
        Column("until", gettext_lazy("Through"), Kind.DATE, width=90),
        Column("count", gettext_lazy("Lines"), Kind.INTEGER, width=70),
        Column("difference", gettext_lazy("Difference"), Kind.MONEY, width=112),
        Column("note", gettext_lazy("What is wrong"), width=260, grows=True),
        Column("answer", gettext_lazy("Answer"), width=220, grows=True),
    ],
    listed=lambda _desk: reconciliation.disagreements(),
    empty=gettext_lazy("No objections."),
    facets=[Facet("state", gettext_lazy("State"), options=_STATES)],
    acts=[
        Act(
            "answer",
            gettext_lazy("Answer…"),
            _answer,
            may=lambda desks: bool({"finance", "administrator"} & set(desks)),
        )
    ],
    panel=_panel,
    tones=lambda row: {"state": "warn"} if row.state == "waiting" else {},
)


def objections(desk: Desk) -> HttpResponse:
    """What clients object to."""
    links = reports(desk, "objections")
    return sheet_page(desk, OBJECTIONS, "reports", template="office/objections.html", reports=links)

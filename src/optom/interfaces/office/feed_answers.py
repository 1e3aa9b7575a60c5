"""Files of a feed that brings answers to our orders: which order each has confirmed, or why none."""

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext_lazy, pgettext_lazy

from optom.base.refusal import Refusal
from optom.domain.purchasing import queries as purchasing
from optom.domain.suppliers import queries as suppliers
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices, worded

from .context import Desk
from .feed_files import run_of
from .feeds import STATES, TAB, TONES, feed_of
from .frame import sheet_page
from .supplier_orders import doubt_words, tones_of_doubt

_OUTCOMES = choices("answer_outcome")
_COMES = {"nothing": "warn", "less": "warn", "doubted": "bad"}

SHEET: Sheet[Desk] = Sheet(
    name="feed-answers",
    title=gettext_lazy("Answers to orders"),
    columns=[
        Column("id", gettext_lazy("No."), Kind.INTEGER, width=70, is_frozen=True, tone="strong", on_phone=True),
        Column("received_at", gettext_lazy("Received"), Kind.MOMENT, width=136, on_phone=True),
        Column("name", gettext_lazy("File"), width=260, link="{key}/", grows=True, on_phone=True),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=150, choices=STATES, on_phone=True),
        Column("order", gettext_lazy("Order"), Kind.INTEGER, width=90, on_phone=True),
        Column("lines", gettext_lazy("Lines"), Kind.INTEGER, width=84),
        Column("comes", pgettext_lazy("lines of an answer", "Come"), Kind.INTEGER, width=96),
        Column("doubted", gettext_lazy("Wait for your word"), Kind.INTEGER, width=150, zero="—"),
        Column("person", gettext_lazy("Who"), width=180),
        Column("ended_at", gettext_lazy("Run"), Kind.MOMENT, width=136),
    ],
    listed=lambda desk: purchasing.answers(desk.given["feed"]),
    empty=gettext_lazy("No answer has come yet: say where they come from, or send one by hand."),
    facets=[Facet("state", gettext_lazy("State"), options=STATES)],
    tones=lambda row: {"state": TONES[row.state]} if row.state in TONES else {},
)

SAID: Sheet[Desk] = Sheet(
    name="feed-answer",
    title=gettext_lazy("Lines of the answer"),
    columns=[
        Column("position", gettext_lazy("No."), Kind.INTEGER, width=50, is_frozen=True),
        Column("article", gettext_lazy("Article"), width=116, is_frozen=True, tone="strong", on_phone=True),
        Column("brand", gettext_lazy("Brand"), width=84),
        Column("name", gettext_lazy("Name"), width=130, grows=True),
        Column("outcome", gettext_lazy("What becomes of it"), Kind.CHOICE, width=148, choices=_OUTCOMES, on_phone=True),
        Column("doubt", gettext_lazy("Waits because of"), width=190, value=doubt_words, on_phone=True, is_named=True),
        Column("quantity", gettext_lazy("Ordered"), Kind.QUANTITY, width=84),
        Column("said", gettext_lazy("Confirmed"), Kind.QUANTITY, width=124, zero="0", on_phone=True),
        Column("unit", gettext_lazy("Unit"), width=48, tone="dim"),
        Column("price", gettext_lazy("Price"), Kind.PRICE, width=84),
        Column("said_price", gettext_lazy("Confirmed price"), Kind.PRICE, width=176),
        Column("currency", gettext_lazy("Currency"), width=70, tone="dim", is_hidden=True),
        Column("due_on", gettext_lazy("Was due"), Kind.DATE, width=130, is_hidden=True),
        Column("expected_on", gettext_lazy("Expected"), Kind.DATE, width=92, on_phone=True),
    ],
    listed=lambda desk: purchasing.said(desk.given["run"]),
    empty=gettext_lazy("No line was confirmed by it."),
    facets=[Facet("outcome", gettext_lazy("What becomes of it"), options=_OUTCOMES)],
    tones=lambda row: (
        tones_of_doubt(row, price="said_price", day="expected_on", quantity="said")
        | ({"outcome": _COMES[row.outcome]} if row.outcome in _COMES else {})
    ),
)


def listing(desk: Desk) -> HttpResponse:
    """The files of the feed, and a place to send one by hand."""
    feed = feed_of(desk)
    title = f"{feed.supplier_name} · {feed.terms['name']}"
    return sheet_page(desk, SHEET, TAB, template="office/feed.html", title=title, feed=feed)


def show(desk: Desk) -> HttpResponse:
    """What the file has confirmed, line by line, or why nothing; while it waits, the page looks again by itself."""
    feed, run = feed_of(desk), run_of(desk)
    reasons = suppliers.reasons(run.failure)
    facts = {
        "feed": feed,
        "run": run,
        "state": STATES[run.state],
        "order": _order(run.id, reasons),
        "reasons": [one for reason in reasons for one in worded(reason)],
    }
    return sheet_page(desk, SAID, TAB, template="office/feed_answer.html", title=run.name, **facts)


def _order(run: int, reasons: list[Refusal]) -> Any:
    """Which it has confirmed, or which it named when it was too late."""
    named = (reason.facts["order"] for reason in reasons if "order" in reason.facts)
    return purchasing.answered(run) or next(named, None)

"""Price lists of the firm's own: a file is sent, what it would change is shown, then it is put into force.

Between the two the file waits among the kept ones, under its hash; what no row names is swept at night.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.business_day import business_day
from optom.base.refusal import Refusal
from optom.base.staging import Outcome
from optom.domain.policy import actions as policy
from optom.domain.pricing import actions
from optom.domain.pricing import queries as pricing
from optom.domain.pricing.importing import Preview, preview_prices
from optom.interfaces.kit import formats, price_lists
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, in_field
from optom.interfaces.kit.words import worded

from .context import Desk
from .frame import page
from .sent_lists import LONGEST_NAME, MOST_SHOWN, Left, counts_of, keep_sent, kept_path, outcome_of

_MOST_PLANNED = 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A list that was sent and waits: what was said of it, and what it would do now."""

    sha256: str
    name: str
    column: str
    is_complete: bool
    since: date | None
    columns: Sequence[str]
    passed: Sequence[str]
    preview: Preview
    left: Sequence[Left]

    @property
    def expected(self) -> str:
        """What the publisher has seen, for the form that comes back."""
        return counts_of(self.preview.outcome)


def show(desk: Desk) -> HttpResponse:
    """The form for a list; sent, it shows what the list would change."""
    sent, refusals = _sent(desk) if desk.request.method == "POST" else (None, [])
    planned = pricing.planned_lists(most=_MOST_PLANNED)
    facts = {
        "sent": sent,
        "refusals": refusals,
        "planned": planned,
        "columns": pricing.columns(),
        "most_shown": MOST_SHOWN,
        "may_publish": desk.may("publish_prices"),
    }
    return page(desk, "office/price_list.html", "prices", title=_("Price lists"), given=desk.request.POST, **facts)


def publish(desk: Desk) -> HttpResponse:
    """What was shown is put into force, if it is still that."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    sha256, name = given.get("sha256", ""), given.get("name", "")[:LONGEST_NAME]
    listed = _read(sha256, name, given.get("column", ""), lambda _skipped: None)
    facts: dict[str, Any] = {"name": name, "is_complete": "complete" in given, "actor": desk.actor, "at": desk.at}
    since, expected = _since(desk), outcome_of(given.get("expected", ""))
    outcome = policy.publish_list(rows=listed.rows, begins_on=since, expected=expected, **facts)
    return done(desk.request, desk.url("price-lists"), _said(outcome, since))


def _said(outcome: Outcome | None, since: date | None) -> str:
    if outcome is not None:
        count = outcome.created + outcome.changed + outcome.hidden
        return _("Prices in force: %(count)s changed") % {"count": count}
    return (
        _("Planned for %(day)s") % {"day": formats.day(since)} if since else _("It waits for somebody else's approval")
    )


def planned(desk: Desk) -> HttpResponse:
    """What a list that waits would change now; sent, it is approved."""
    key = desk.given["planned"]
    if desk.request.method == "POST":
        actions.approve_list(planned=key, actor=desk.actor, at=desk.at)
        return done(desk.request, desk.url("price-lists"), _("Approved"))
    row = next((one for one in pricing.planned_lists(most=_MOST_PLANNED) if one.id == key), None)
    if row is None or row.published_at:
        raise Http404
    left: list[Left] = []
    preview = actions.preview_list(planned=key, report=lambda one: left.append(Left.of(one)))
    shown = Sent("", row.name, "", row.is_complete, row.begins_on, (), (), preview, left)
    may_approve = row.waits_for_approval and row.planner != desk.actor and desk.may("approve_prices")
    facts: dict[str, Any] = {"sent": shown, "row": row, "may_approve": may_approve, "most_shown": MOST_SHOWN}
    return page(desk, "office/planned_list.html", "prices", title=row.name, **facts)


def take_back(desk: Desk) -> HttpResponse:
    """A list that waits never comes into force."""
    if desk.request.method != "POST":
        raise Http404
    actions.take_back_list(planned=desk.given["planned"], actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("price-lists"), _("Taken back"))


def _since(desk: Desk) -> date | None:
    text = desk.request.POST.get("since", "")
    return in_field("since", day, text) if text.strip() else None


def _sent(desk: Desk) -> tuple[Sent | None, list[dict[str, Any]]]:
    """The list, or why it can't be read."""
    try:
        return _taken(desk), []
    except Refusal as refusal:
        return None, worded(refusal)


def _taken(desk: Desk) -> Sent:
    """Refuses ``input.required``, ``files.too_large``, and what reading the list refuses."""
    given = desk.request.POST
    since = _since(desk)
    if since is not None and since <= business_day(desk.at):
        raise Refusal("pricing.begins_in_the_past", field="since", since=since)
    sha256, name = keep_sent(desk)
    left: list[Left] = []
    column, is_complete = given.get("column", ""), "complete" in given
    listed = _read(sha256, name, column, lambda one: left.append(Left.of(one)))
    preview = preview_prices(listed.rows, is_complete=is_complete, report=lambda one: left.append(Left.of(one)))
    left.sort(key=lambda one: one.line)
    return Sent(sha256, name, column, is_complete, since, listed.columns, listed.passed, preview, left)


def _read(sha256: str, name: str, column: str, report: Any) -> price_lists.PriceList:
    return price_lists.read(kept_path(sha256), name=name, column=column, report=report)

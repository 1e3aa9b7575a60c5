"""Lists of what goods cost: a file is sent, what it would change is shown, then it is taken."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.costs import actions
from optom.domain.costs import queries as costs
from optom.domain.costs.importing import Move, Preview, preview_figures
from optom.interfaces.kit import cost_lists
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.cost_titles import in_formulas, title_of
from optom.interfaces.kit.words import worded

from .context import Desk
from .frame import page
from .sent_lists import LONGEST_NAME, MOST_SHOWN, Left, counts_of, keep_sent, kept_path, outcome_of


@dataclass(frozen=True, slots=True)
class Sent:
    """A list that was sent and waits: what it tells, and what it would change now."""

    sha256: str
    name: str
    columns: Sequence[str]
    passed: Sequence[str]
    preview: Preview
    left: Sequence[Left]

    @property
    def expected(self) -> str:
        """What the sender has seen, for the form that comes back."""
        return counts_of(self.preview.outcome)


def show(desk: Desk) -> HttpResponse:
    """The form for a list; sent, it shows what the list would change."""
    sent, refusals = _sent(desk) if desk.request.method == "POST" else (None, [])
    names = [in_formulas(one).replace("_", " ") for one in costs.inputs()]
    facts = {"sent": sent, "refusals": refusals, "names": names, "moves": list(_moves(sent)), "most_shown": MOST_SHOWN}
    return page(desk, "office/cost_list.html", "costs", title=_("Load costs"), **facts)


def _moves(sent: Sent | None) -> Iterator[tuple[str, Move]]:
    """The greatest moves, each with the title of its figure."""
    titles = {one.name: title_of(one) for one in costs.inputs()}
    yield from ((titles[one.input], one) for one in (sent.preview.moves if sent else ()))


def take(desk: Desk) -> HttpResponse:
    """What was shown is taken, if it is still that."""
    if desk.request.method != "POST":
        raise Http404
    given = desk.request.POST
    sha256, name = given.get("sha256", ""), given.get("name", "")[:LONGEST_NAME]
    listed = cost_lists.read(kept_path(sha256), name=name, report=lambda _skipped: None)
    expected = outcome_of(given.get("expected", ""))
    outcome = actions.load_figures(rows=listed.rows, name=name, expected=expected, actor=desk.actor, at=desk.at)
    count = outcome.created + outcome.changed
    return done(desk.request, desk.url("costs"), _("Costs: %(count)s changed") % {"count": count})


def _sent(desk: Desk) -> tuple[Sent | None, list[dict[str, Any]]]:
    """The list, or why it can't be read."""
    try:
        return _shown(desk), []
    except Refusal as refusal:
        return None, worded(refusal)


def _shown(desk: Desk) -> Sent:
    sha256, name = keep_sent(desk)
    left: list[Left] = []
    listed = cost_lists.read(kept_path(sha256), name=name, report=lambda one: left.append(Left.of(one)))
    preview = preview_figures(listed.rows, report=lambda one: left.append(Left.of(one)))
    left.sort(key=lambda one: one.line)
    return Sent(sha256, name, listed.columns, listed.passed, preview, left)

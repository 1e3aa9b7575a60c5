"""The buyer reconciles by himself: takes acts, compares his books with ours, agrees or objects."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from optom.domain.documents import queries as documents
from optom.domain.reconciliation.rules import BUYER
from optom.interfaces.kit import reconciling
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.reconciling import Ground
from optom.interfaces.kit.sheets import Act, Done, Picked, Sheet

from .context import Desk
from .frame import page, sheet_page


def _ground(desk: Desk) -> Ground:
    def paper_url(name: str, paper: int, **given: str) -> str:
        return desk.url(name, paper=paper, **given)

    return Ground(desk.request, desk.at, desk.actor, desk.contract, BUYER, desk.url, paper_url)


def _object(desk: Desk, picked: Picked) -> Done:
    return reconciling.object_to(_ground(desk), desk.given["comparison"], picked)


SHEET: Sheet[Desk] = Sheet(
    name="compared",
    title=gettext_lazy("Reconciliation"),
    columns=reconciling.COLUMNS,
    rows=lambda desk, asked: reconciling.part(_ground(desk), desk.given["comparison"], asked),
    key=lambda row: row.key,
    facets=reconciling.FACETS,
    empty=gettext_lazy("No transactions in this period."),
    acts=[Act("object", gettext_lazy("Object…"), _object)],
    tones=reconciling.tones,
)


def overview(desk: Desk) -> HttpResponse:
    """Acts, compared books, periods."""
    context = reconciling.overview(_ground(desk))
    urls = {"agree_url": desk.url("agree-balance"), "home_url": desk.url("money"), "home_title": _("Money")}
    return page(desk, "kit/reconciliation.html", "money", **urls, **context)


def issue(desk: Desk) -> HttpResponse:
    """An act, which stands among the papers."""
    paper = documents.paper(reconciling.issue(_ground(desk)))
    about = About(paper.title, desk.url("paper", paper=paper.id))
    return done(desk.request, desk.url("reconciliation"), _("Issued:"), about=about)


def bring(desk: Desk) -> HttpResponse:
    """The buyer's own act or ledger card."""
    made = reconciling.bring(_ground(desk))
    return done(desk.request, desk.url("comparison", comparison=made))


def agree(desk: Desk) -> HttpResponse:
    """The balance is right."""
    reconciling.agree(_ground(desk))
    return done(desk.request, desk.url("reconciliation"), _("Agreed."))


def show(desk: Desk) -> HttpResponse:
    """Both books line by line."""
    context = reconciling.compared_page(_ground(desk), desk.given["comparison"])
    return sheet_page(desk, SHEET, "money", template="kit/compared.html", **context)

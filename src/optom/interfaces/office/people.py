"""The people of the firm: an administrator lets them in, says at which desks and in which warehouses they work."""

from collections.abc import Iterator

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from optom.base.sought import Sought
from optom.domain.accounts import queries as accounts
from optom.domain.accounts import rules
from optom.domain.companies import actions
from optom.domain.stock import actions as warehouses
from optom.domain.stock import queries as stock
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.finding import MOST, Finder, Hit
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.letters import welcome
from optom.interfaces.kit.sheets import Column, Facet, Kind, Sheet
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import PEOPLE_DESKS, is_of, page, sheet_page

_MEANINGS = {
    rules.WAREHOUSE: gettext_lazy("picks goods and sends them off"),
    rules.FINANCE: gettext_lazy("payments, terms, settlements"),
    rules.DIRECTOR: gettext_lazy("terms and prices of contracts"),
    rules.PURCHASER: gettext_lazy("suppliers, their lists and offers"),
    rules.MANAGER: gettext_lazy("wins clients, signs contracts at the standing terms"),
    rules.ADMINISTRATOR: gettext_lazy("who works here and as what"),
}
_OPEN = {"true": pgettext_lazy("account", "open"), "false": pgettext_lazy("account", "closed")}
_COLUMNS = [
    Column("name", gettext_lazy("Person"), width=220, is_frozen=True, tone="strong", link="{key}/", on_phone=True),
    Column("desks", gettext_lazy("Desks"), width=220, value=lambda row: _named(row.desks.split(",")), grows=True,
           on_phone=True),
    Column("warehouses", gettext_lazy("Warehouses"), width=200, value=lambda row: row.warehouses or _("all of them")),
    Column("email", gettext_lazy("E-mail"), width=220),
    Column("last_login", gettext_lazy("Last sign-in"), Kind.MOMENT, width=136),
    Column("is_active", gettext_lazy("Account is"), Kind.CHOICE, width=116, choices=_OPEN,
           value=lambda row: "true" if row.is_active else "false", on_phone=True),
]  # fmt: skip
SHEET: Sheet[Desk] = Sheet(
    name="people",
    title=gettext_lazy("Staff"),
    columns=_COLUMNS,
    listed=lambda _desk: stock.workers(),
    empty=gettext_lazy("Nobody works here yet."),
    facets=[Facet("is_active", gettext_lazy("Account is"), options=_OPEN)],
    tones=lambda row: {} if row.is_active else {"name": "dim", "is_active": "dim"},
    filters={name: name for name in ("name", "warehouses", "email", "last_login", "is_active")}.get,
)


def _named(desks: list[str]) -> str:
    return ", ".join(named("desks", desk) for desk in desks)


def listing(desk: Desk) -> HttpResponse:
    """Everybody who works at a desk of the firm."""
    return sheet_page(desk, SHEET, "people", template="office/people.html", query=desk.request.GET.get("q", ""))


def show(desk: Desk) -> HttpResponse:
    """One person: his desks, his warehouses, his account."""
    person = _person(desk)
    own = set(stock.workplaces(person.id))
    return page(
        desk,
        "office/person.html",
        "people",
        title=person.name,
        person=person,
        roles=_roles(person.desks),
        warehouses=[(place, place.id in own) for place in stock.warehouses()],
        is_himself=person.id == desk.actor,
    )


def employ(desk: Desk) -> HttpResponse:
    """Somebody new, by his address; a letter with a link to set his password goes to him."""
    if desk.request.method != "POST":
        return page(desk, "office/employ.html", "people", title=_("New colleague"), roles=_roles(()))
    given = desk.request.POST
    person = actions.employ(
        email=given.get("email", ""),
        name=given.get("name", ""),
        desks=given.getlist("desk"),
        language=(get_language() or "ru")[:2],
        actor=desk.actor,
        at=desk.at,
    )
    return done(desk.request, desk.url("person", person=person), _write(desk, person))


def set_desks(desk: Desk) -> HttpResponse:
    """His desks are those that are marked."""
    person = _posted(desk)
    chosen = desk.request.POST.getlist("desk")
    actions.set_desks(user=person.id, desks=chosen, actor=desk.actor, at=desk.at)
    # who has taken this very desk from himself sees the first page of those that are left
    stays = person.id != desk.actor or rules.ADMINISTRATOR in chosen
    return done(desk.request, desk.url("person", person=person.id) if stays else desk.url("home"), _("Saved"))


def set_warehouses(desk: Desk) -> HttpResponse:
    """His warehouses are those that are marked; none is every one."""
    person = _posted(desk)
    chosen = [whole(text) for text in desk.request.POST.getlist("warehouse")]
    warehouses.work_at(warehouses=chosen, worker=person.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("person", person=person.id), _("Saved"))


def close_account(desk: Desk) -> HttpResponse:
    """He signs in no more."""
    person = _posted(desk)
    actions.close_account(user=person.id, actor=desk.actor, at=desk.at)
    return done(desk.request, "/" if person.id == desk.actor else desk.url("person", person=person.id))


def open_account(desk: Desk) -> HttpResponse:
    """He may sign in again."""
    person = _posted(desk)
    actions.open_account(user=person.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("person", person=person.id))


def write_again(desk: Desk) -> HttpResponse:
    """Another letter to somebody who has not come yet."""
    person = _posted(desk)
    if person.last_login is not None or not person.is_active:
        raise Http404
    return done(desk.request, desk.url("person", person=person.id), _write(desk, person.id))


def _posted(desk: Desk) -> accounts.Colleague:
    if desk.request.method != "POST":
        raise Http404
    return _person(desk)


def _person(desk: Desk) -> accounts.Colleague:
    """The person of the address, if he works for the firm."""
    found = accounts.colleague(desk.given["person"])
    if found is None:
        raise Http404
    return found


def _roles(own: frozenset[str] | tuple[str, ...]) -> list[tuple[str, str, str, bool]]:
    """Code, name and meaning of every desk, and whether he sits at it."""
    names = choices("desks")
    return [(role, str(names[role]), str(meaning), role in own) for role, meaning in _MEANINGS.items()]


def _write(desk: Desk, user: int) -> str:
    if welcome(desk.request, user=user, inviter=desk.person.name or desk.person.email):
        return _("A letter is on its way")
    return _("Added, but the letter could not be sent. Send it again later.")


def _hits(desk: Desk, asked: Sought) -> Iterator[Hit]:
    for person, name, email in accounts.found_colleagues(sought=asked, most=MOST + 1):
        yield Hit(name, desk.url("person", person=person), email)


FINDER: Finder[Desk] = Finder("staff", gettext_lazy("Staff"), _hits, may=lambda desk: is_of(desk, PEOPLE_DESKS))

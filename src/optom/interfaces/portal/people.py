"""The people of the company: an administrator adds colleagues by address, says what each may do, removes them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from optom.domain.companies import actions, rules
from optom.domain.companies import queries as companies
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import sum_or_none, whole
from optom.interfaces.kit.letters import invite
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.roles import choices_of_roles
from optom.interfaces.kit.words import named

from .context import Desk
from .frame import page

_OF_RIGHTS = {
    rules.LOOK: gettext_lazy("catalog, prices, orders, shipments"),
    rules.DRAFT: gettext_lazy("picks into drafts"),
    rules.ORDER: gettext_lazy("places orders, extends and cancels them"),
    rules.SHIP: gettext_lazy("requests shipments, keeps delivery addresses"),
    rules.PAPERS: gettext_lazy("issues invoices, takes papers"),
    rules.MONEY: gettext_lazy("debts, limits, payments"),
    rules.APPROVE: gettext_lazy("approves what colleagues may not order on their own"),
    rules.ADMINISTER: gettext_lazy("people, rights, limits, cost centres, journal"),
}


def listed(desk: Desk) -> dict[str, Any]:
    """What the company's page shows of its people."""
    people = companies.people(desk.contract.company)
    return {
        "people": [(person, named("role", person.role), _bounds(desk, person)) for person in people],
        "roles": choices_of_roles(),
        "may_manage": desk.may("people"),
    }


def _bounds(desk: Desk, person: companies.PersonRow) -> str:
    """Up to which sums he orders on his own word; each sees his own, an administrator all."""
    if not desk.may("people") and person.user != desk.actor:
        return ""
    parts = []
    if person.order_limit is not None:
        parts.append(_("an order %(sum)s") % {"sum": formats.with_currency(person.order_limit, desk.contract.currency)})
    if person.month_limit is not None:
        parts.append(_("a month %(sum)s") % {"sum": formats.with_currency(person.month_limit, desk.contract.currency)})
    return ", ".join(parts)


def show(desk: Desk) -> HttpResponse:
    """One colleague: what he may do, how far he orders on his own word, who approves the rest, what he may charge."""
    people = companies.people(desk.contract.company)
    person = next((one for one in people if one.user == desk.given["person"]), None)
    if person is None:
        raise Http404
    able = [one for one in people if rules.APPROVE in one.rights and one.user != person.user]
    centres = [one for one in companies.cost_centres(desk.contract.company) if not one.is_closed]
    return page(
        desk,
        "portal/seat.html",
        "company",
        title=person.name or person.email,
        person=person,
        roles=choices_of_roles(),
        rights=[(right, named("right", right), _OF_RIGHTS[right], right in person.rights) for right in rules.RIGHTS],
        approvers=able,
        centres=[(one, one.id in person.centres) for one in centres],
        mark=formats.currency_mark(desk.contract.currency),
    )


def change(desk: Desk) -> HttpResponse:
    """What was said on his page holds from now on."""
    person, given = _person(desk), desk.request.POST
    seat = rules.Seat(
        rights=frozenset(given.getlist("right")),
        order_limit=sum_or_none("order_limit", given.get("order_limit", "")),
        month_limit=sum_or_none("month_limit", given.get("month_limit", "")),
        approver=whole(given["approver"]) if given.get("approver") else None,
        centres=tuple(sorted(whole(one) for one in given.getlist("centre"))),
    )
    actions.seat(company=desk.contract.company, user=person.user, seat=seat, actor=desk.actor, at=desk.at)
    about = About(person.name or person.email, desk.url("person", person=person.user))
    told = _("Rights and limits are saved, they hold from now on:")
    return done(desk.request, desk.url("company"), told, about=about)


def add(desk: Desk) -> HttpResponse:
    """A colleague, by his address; a letter tells him."""
    if desk.request.method != "POST":
        return page(desk, "portal/person.html", "company", title=_("New colleague"), roles=choices_of_roles())
    given = desk.request.POST
    invited = actions.invite_person(
        company=desk.contract.company,
        email=given.get("email", ""),
        name=given.get("name", ""),
        role=given.get("role", ""),
        language=(get_language() or "ru")[:2],
        actor=desk.actor,
        at=desk.at,
    )
    return done(desk.request, desk.url("company"), _write(desk, invited.user, is_new=invited.is_new))


def change_role(desk: Desk) -> HttpResponse:
    """Another role for somebody of the company."""
    person = _person(desk)
    role = desk.request.POST.get("role", "")
    actions.change_role(company=desk.contract.company, user=person.user, role=role, actor=desk.actor, at=desk.at)
    told = _("%(name)s: %(role)s") % {"name": person.name or person.email, "role": named("role", role)}
    return done(desk.request, desk.url("company"), told)


def remove(desk: Desk) -> HttpResponse:
    """Somebody works for the company no more; who removes himself goes to the beginning."""
    person = _person(desk)
    actions.remove_person(company=desk.contract.company, user=person.user, actor=desk.actor, at=desk.at)
    told = _("%(name)s works for the company no more") % {"name": person.name or person.email}
    return done(desk.request, "/" if person.user == desk.actor else desk.url("company"), told)


def write_again(desk: Desk) -> HttpResponse:
    """Another letter to a colleague who has not come yet."""
    person = _person(desk)
    desk.require("people")
    if person.has_come:
        raise Http404
    return done(desk.request, desk.url("company"), _write(desk, person.user, is_new=True))


def _person(desk: Desk) -> companies.PersonRow:
    """The person of the address, if he is of this company."""
    if desk.request.method == "POST":
        for one in companies.people(desk.contract.company):
            if one.user == desk.given["person"]:
                return one
    raise Http404


def _write(desk: Desk, user: int, *, is_new: bool) -> str:
    """Send the letter; what to tell the one who waits for it."""
    told = {"company": desk.contract.company_name, "inviter": desk.person.name or desk.person.email}
    if invite(desk.request, user=user, is_new=is_new, **told):
        return _("A letter is on its way")
    return _("Added, but the letter could not be sent. Send it again later.")

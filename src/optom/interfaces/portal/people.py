"""The people of the company: its owner adds colleagues by their address, says what each may do, removes them."""

from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.companies import actions, rules
from optom.domain.companies import queries as companies
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.letters import invite
from optom.interfaces.kit.words import choices, named

from .context import Desk
from .frame import page

_MEANINGS = {
    rules.OWNER: gettext_lazy("everything, and who else works here"),
    rules.BUYER: gettext_lazy("orders, shipments, papers, addresses"),
    rules.ACCOUNTANT: gettext_lazy("invoices, papers, settlements"),
    rules.VIEWER: gettext_lazy("only looks"),
}


def listed(desk: Desk) -> dict[str, Any]:
    """What the company's page shows of its people."""
    people = companies.people(desk.contract.company)
    return {
        "people": [(person, named("role", person.role)) for person in people],
        "roles": choices_of_roles(),
        "may_manage": rules.may_manage_people(desk.role),
    }


def choices_of_roles() -> list[tuple[str, str, str]]:
    """Code, name and what it allows."""
    names = choices("role")
    return [(role, str(names[role]), str(_MEANINGS[role])) for role in rules.ROLES]


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
    return done(desk.request, "/" if person.user == desk.actor else desk.url("company"))


def write_again(desk: Desk) -> HttpResponse:
    """Another letter to a colleague who has not come yet."""
    person = _person(desk)
    if not rules.may_manage_people(desk.role):
        raise Refusal("companies.may_not", role=desk.role, act="people")
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

"""Where a person begins: staff in the office, a buyer in the catalog of his last contract."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from optom.domain.accounts import queries as accounts
from optom.domain.companies import queries as companies
from optom.interfaces.kit.answers import error_page, sign_in
from optom.interfaces.kit.person import person_of

from .context import LAST_CONTRACT


def home(request: HttpRequest) -> HttpResponse:
    """Go where this person works."""
    person = person_of(request)
    if person is None:
        return sign_in(request)
    if accounts.is_staff(person.id):
        return redirect("/office/")  # the office is another interface: no name of its addresses is known here
    contracts = [contract.id for contract in companies.contracts_of(person.id)]
    if not contracts:
        return error_page(request, 200, _("No company has added you yet"), [_("Ask your company or your supplier.")])
    last = request.session.get(LAST_CONTRACT)
    return redirect("portal:catalog", contract=last if last in contracts else contracts[0])

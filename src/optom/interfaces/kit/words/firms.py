"""Refusals about people, legal entities, their contracts and terms."""

from django.utils.translation import gettext_lazy as _

from .inputs import Words

FIRMS: dict[str, tuple[Words, Words]] = {
    "accounts.desk_missing": (
        _("A person of the firm works at one desk at least."),
        _("Who works here no more has his account closed."),
    ),
    "accounts.email_taken": (_("The address {email} is already somebody's."), _("Use another address.")),
    "accounts.email_wrong": (_("“{email}” is no e-mail address."), _("Enter it as name@company.ru.")),
    "accounts.last_administrator": (
        _("Nobody would be left who lets people in."),
        _("Make somebody else an administrator first."),
    ),
    "accounts.may_not": (
        _("You may not {act}."),
        _("Somebody of these desks may: {desks}."),
    ),
    "accounts.password_weak": (_("The password is too weak: {reasons}"), _("Choose a longer one.")),
    "accounts.person_unknown": (_("No such person works for the firm."), _("Look him up among the staff.")),
    "accounts.role_unknown": (_("There is no role {role}."), _("There are: {known}.")),
    "clients.heads_missing": (
        _("{file}: its first row has to name the columns, “company” and “INN” at least."),
        _("Name the columns and load it again."),
    ),
    "companies.account_exists": (_("The account {account} stands here already."), _("Look at the list of accounts.")),
    "companies.account_unknown": (_("There is no such account."), _("Reload the page.")),
    "companies.address_missing": (_("The delivery address is empty."), _("Fill in name and address.")),
    "companies.address_unknown": (
        _("There is no such delivery address."),
        _("Choose one from the list or collect the goods yourself."),
    ),
    "companies.already_a_member": (_("{email} works for the company already."), _("Change the role in the list.")),
    "companies.already_known": (
        _("A company with INN {inn} and KPP {kpp} is already registered."),
        _("Look it up in the list: search finds it by its INN."),
    ),
    "companies.approver_may_not": (
        _("He can't approve these orders."),
        _("Name a colleague who has the right to approve; nobody approves his own."),
    ),
    "companies.centre_exists": (_("There is a cost centre {code} already."), _("Take another code, or open it again.")),
    "companies.centre_unknown": (_("There is no such cost centre."), _("Choose one from the list.")),
    "companies.contract_closed": (_("The contract is closed."), _("Ask your supplier to open it again.")),
    "companies.company_unknown": (_("There is no such company."), _("Register it first.")),
    "companies.contract_exists": (
        _("There is a contract {number} with this company already."),
        _("Give the new one another number."),
    ),
    "companies.contract_unknown": (_("There is no such contract."), ""),
    "companies.currency_unknown": (_("Nothing is sold in this currency."), _("There are: {known}.")),
    "companies.kind_unknown": (_("There is no such kind of firm."), _("Choose one from the list.")),
    "companies.last_administrator": (
        _("Nobody would be left who says what each may do in the company."),
        _("Let somebody else administer it first."),
    ),
    "companies.limit_wrong": (_("{value} is no limit."), _("Enter a sum, or leave it empty for none.")),
    "companies.may_not": (
        _("You have no right to do this in this company: {act}."),
        _("Ask an administrator of the company to do it or to give you the right."),
    ),
    "companies.name_missing": (_("The name is empty."), _("Enter the name as it stands in the charter.")),
    "companies.no_terms": (_("The contract had no terms at that moment."), ""),
    "companies.person_is_staff": (_("{email} belongs to the supplier's own people."), _("Use another address.")),
    "companies.person_unknown": (_("There is no such person in the company."), _("Reload the page.")),
    "companies.reason_missing": (_("The reason is missing."), _("Say why the terms change: it is kept with them.")),
    "companies.registration_known": (
        _("A foreign firm with the registration number {ogrn} is already registered."),
        _("Look it up in the list: search finds it by its number."),
    ),
    "companies.registration_missing": (
        _("A foreign firm without an INN is known by its number in the register of its country, which is missing."),
        _("Enter that number, or its INN if it has one."),
    ),
    "companies.requisite_wrong": (_("The {field} “{value}” is wrong: {flaw}."), _("Compare it with the document.")),
    "companies.right_unknown": (_("There is no right {right}."), _("There are: {known}.")),
    "companies.role_unknown": (_("There is no role {role}."), _("There are: {known}.")),
    "companies.seller_unknown": (_("We have no such legal entity."), _("Choose one from the list.")),
    "companies.terms_in_past": (
        _("Terms can't change before {since}, when the present ones began."),
        _("Choose a later moment."),
    ),
    "companies.terms_not_standing": (
        _("You sign contracts at the standing terms: {field} = {standing}."),
        _("Sign at these; somebody who sets terms changes them afterwards with a reason."),
    ),
    "companies.terms_wrong": (_("No contract can have this: {field} = {value}."), _("Correct the number.")),
    "companies.vat_unknown": (_("There is no such tax regime."), _("Choose one from the list.")),
    "companies.view_name_taken": (_("You have a view “{name}” of this sheet already."), _("Choose another name.")),
    "companies.view_not_yours": (
        _("This view is {author}'s."),
        _("Save a copy of your own: it opens the same rows and columns."),
    ),
    "companies.view_too_large": (
        _("The view holds {size} characters, that is too much."),
        _("Lift some filters: at most {most} are kept."),
    ),
    "companies.view_unknown": (_("There is no such view any more."), _("Reload the page.")),
    "companies.views_too_many": (
        _("You keep {most} views of this sheet, more are not possible."),
        _("Delete one that you need no more."),
    ),
}

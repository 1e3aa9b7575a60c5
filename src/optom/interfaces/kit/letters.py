"""Letters to people. The server that sends them is named in the settings; until then they are printed to the log."""

import logging
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from smtplib import SMTPException

from allauth.account.adapter import get_adapter
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth import get_user_model
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.domain.accounts import queries as accounts
from optom.domain.companies.queries import ContractRow
from optom.domain.orders.queries import LineRow

from . import formats
from .identity import signing_in

_NAMED = 50
_log = logging.getLogger(__name__)


def invite(request: HttpRequest, *, user: int, company: str, inviter: str, is_new: bool) -> bool:
    """Tell a person, in his language, that he acts for ``company`` now; a newcomer gets a link to set his password.

    Whether the letter went out: the person is added either way, and the letter can be sent again.
    """
    person = accounts.person(user)
    link = _password_link(user) if is_new else request.build_absolute_uri("/")
    with translation.override(person.language):
        facts = {"company": company, "inviter": inviter, "link": link}
        subject = _("%(company)s: you can order from the supplier") % facts
        return _sent(EmailMessage(" ".join(subject.split()), _body(is_new) % facts, to=[person.email]))


def welcome(request: HttpRequest, *, user: int, inviter: str) -> bool:
    """A new person of the firm gets a link to set his password; whether the letter went out."""
    person = accounts.person(user)
    with translation.override(person.language):
        facts = {"inviter": inviter, "link": _password_link(user), "host": request.get_host()}
        subject = _("You work at %(host)s now") % facts
        body = _(
            "%(inviter)s has made an account for you.\n\nSet your password here:\n%(link)s\n\n"
            "The link works once, for three days. Later ask for another one with “Forgot your password?”.\n"
        )
        return _sent(EmailMessage(subject, body % facts, to=[person.email]))


def ask_for_approval(*, user: int, company: str, person: str, sum: str, link: str) -> bool:  # noqa: A002 -- the word
    """Ask a person, in his language, to approve what a colleague wants to order; whether the letter went out."""
    asked = accounts.person(user)
    with translation.override(asked.language):
        facts = {"company": company, "person": person, "sum": sum, "link": link}
        subject = _("%(company)s: %(person)s asks you to approve an order for %(sum)s") % facts
        body = _("%(person)s asks you to approve an order for %(sum)s.\n\nLook at it and say yes or no:\n%(link)s\n")
        return _sent(EmailMessage(" ".join(subject.split()), body % facts, to=[asked.email]))


def tell_of_decision(*, user: int, person: str, draft: str, order: int | None, reason: str, link: str) -> bool:
    """Tell whoever asked what was said to it; whether the letter went out."""
    asked = accounts.person(user)
    with translation.override(asked.language):
        facts = {"person": person, "draft": draft, "order": order, "reason": reason, "link": link}
        if order:
            subject = _("“%(draft)s” is approved and ordered") % facts
            body = _("%(person)s has approved “%(draft)s”: it is order No. %(order)s.\n\n%(link)s\n") % facts
        else:
            subject = _("“%(draft)s” is declined") % facts
            body = _("%(person)s has declined “%(draft)s”: %(reason)s\n\nThe draft is open again.\n%(link)s\n") % facts
        return _sent(EmailMessage(" ".join(subject.split()), body, to=[asked.email]))


def runs_out(*, user: int, contract: ContractRow, lines: Sequence[LineRow], link: str) -> bool:
    """Tell a person which reserves of a contract run out, when, and where he can extend or ship them."""
    person = accounts.person(user)
    with translation.override(person.language):
        facts = {"count": len(lines), "number": contract.number, "seller": contract.seller_name}
        subject = ngettext(
            "%(seller)s: %(count)s reserve runs out (contract %(number)s)",
            "%(seller)s: %(count)s reserves run out (contract %(number)s)",
            len(lines),
        )
        body = _(
            "What is held for %(company)s and will be given back unless you extend or ship it:\n\n%(lines)s\n\n"
            "Extend or ship:\n%(link)s\n\nThere you can also switch these letters off.\n"
        )
        told = {"company": contract.company_name, "lines": "\n".join(map(_line, _soonest(lines))), "link": link}
        title = " ".join((subject % facts).split())
        return _sent(EmailMessage(title, body % told, to=[person.email]))


def lost(*, user: int, contract: ContractRow, lines: Sequence[tuple[LineRow, Decimal]], link: str) -> bool:
    """Tell a person which goods that were promised to his company do not come, and what becomes of his lines."""
    person = accounts.person(user)
    with translation.override(person.language):
        facts = {"number": contract.number, "seller": contract.seller_name}
        subject = _("%(seller)s: promised goods do not come (contract %(number)s)") % facts
        body = _(
            "Goods on their way that were held for %(company)s do not come:\n\n%(lines)s\n\n"
            "The lines wait again, each at its own place in the queue, and get the next goods that come free. "
            "You can also let them wait no more, or take an analog:\n%(link)s\n"
        )
        told = {"company": contract.company_name, "lines": "\n".join(map(_lost_line, lines[:_NAMED])), "link": link}
        return _sent(EmailMessage(" ".join(subject.split()), body % told, to=[person.email]))


def redated(*, user: int, contract: ContractRow, lines: Sequence[tuple[LineRow, date, date]], link: str) -> bool:
    """Tell a person which promised goods come on another day than was told: the day that was, and the day now."""
    person = accounts.person(user)
    with translation.override(person.language):
        facts = {"number": contract.number, "seller": contract.seller_name}
        subject = _("%(seller)s: promised goods come on another day (contract %(number)s)") % facts
        body = _("Goods that are held for %(company)s come on another day:\n\n%(lines)s\n\n%(link)s\n")
        told = {"company": contract.company_name, "lines": "\n".join(map(_redated_line, lines[:_NAMED])), "link": link}
        return _sent(EmailMessage(" ".join(subject.split()), body % told, to=[person.email]))


def _redated_line(redated: tuple[LineRow, date, date]) -> str:
    """6204-2RS SKF, order 17: on 02.12.2026 instead of 30.11.2026."""
    line, before, after = redated
    facts = {"article": line.article, "brand": line.brand, "order": line.order}
    days = {"after": formats.day(after), "before": formats.day(before)}
    return _("%(article)s %(brand)s, order %(order)s: on %(after)s instead of %(before)s") % {**facts, **days}


def _lost_line(lost: tuple[LineRow, Decimal]) -> str:
    """6204-2RS SKF, 10 pcs, order 17."""
    line, quantity = lost
    facts = {"quantity": formats.quantity(quantity), "order": line.order}
    what = {"article": line.article, "brand": line.brand, "unit": line.unit}
    return _("%(article)s %(brand)s, %(quantity)s %(unit)s, order %(order)s") % {**facts, **what}


def _soonest(lines: Sequence[LineRow]) -> list[LineRow]:
    """A letter names the first of them."""
    return sorted(lines, key=lambda line: (line.reserved_until is None, line.reserved_until))[:_NAMED]


def _line(line: LineRow) -> str:
    """24.11.2026 18:00  6204-2RS SKF, 10 pcs, order 17."""
    until = formats.moment(line.reserved_until) if line.reserved_until else ""
    facts = {"until": until, "quantity": formats.quantity(line.movable), "order": line.order}
    what = {"article": line.article, "brand": line.brand, "unit": line.unit}
    return _("%(until)s  %(article)s %(brand)s, %(quantity)s %(unit)s, order %(order)s") % {**facts, **what}


def _body(is_new: bool) -> str:  # noqa: FBT001 -- its only question
    if is_new:
        return _(
            "%(inviter)s has added you to the people of %(company)s.\n\nSet your password here:\n%(link)s\n\n"
            "The link works once, for three days. Later ask for another one with “Forgot your password?”.\n"
        )
    return _("%(inviter)s has added you to the people of %(company)s.\n\nSign in as usual:\n%(link)s\n")


def _password_link(user: int) -> str:
    """The link of the ordinary flow for forgotten passwords: it holds until a password is set."""
    with signing_in():
        found = get_user_model().objects.get(pk=user)
        key = f"{user_pk_to_url_str(found)}-{default_token_generator.make_token(found)}"
    return str(get_adapter().get_reset_password_from_key_url(key))


def order_goods(*, email: str, order: int, name: str, content: bytes, kind: str) -> bool:
    """Send an order to a supplier, as the file in which he confirms it; whether the letter went out."""
    subject = _("Order PO-%(number)s") % {"number": order}
    body = _(
        "Please confirm the order that is attached: fill in quantity, price and the day on which the goods come, "
        "and send the file back.\n"
    )
    letter = EmailMessage(subject, body, to=[email])
    letter.attach(name, content, kind.partition(";")[0])
    return _sent(letter)


def ask_for_prices(*, email: str, title: str, until: datetime, note: str, link: str) -> bool:
    """Ask a supplier for prices, which he enters himself behind the link; whether the letter went out."""
    facts = {"title": title, "until": formats.moment(timezone.localtime(until)), "note": note, "link": link}
    subject = _("Request for quotation: %(title)s") % facts
    body = _(
        "Please tell us your prices: %(title)s.\n\n%(note)s\n\nThe list is behind this link, which is yours alone; "
        "type or paste your prices there and send them until %(until)s:\n%(link)s\n"
    )
    return _sent(EmailMessage(" ".join(subject.split()), body % facts, to=[email]))


def _sent(letter: EmailMessage) -> bool:
    try:
        return bool(letter.send())
    except (OSError, SMTPException):
        _log.exception("A letter to %s could not be sent", letter.to)
        return False

"""Letters about new papers: at once or as a digest, with links that open without signing in (ADR 0041)."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from smtplib import SMTPException
from urllib.parse import urlsplit

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.business_day import business_day
from optom.domain.accounts import queries as accounts
from optom.domain.accounts.queries import Person
from optom.domain.billing import actions
from optom.domain.billing import queries as billing
from optom.domain.billing.queries import IssuedRow, Letter
from optom.domain.billing.rules import PERSONAL
from optom.domain.companies import queries as companies
from optom.interfaces.kit import formats
from optom.interfaces.kit.titles import title_of_paper

_log = logging.getLogger(__name__)
_SALT = "optom.paper_letters"
_DAYS = 90  # for how long the links of letters open
_AT_ONCE = 100  # readers a round
_DAY = timedelta(days=1)


def send_due(*, at: datetime) -> int:
    """Write to everybody to whom a letter is due; how many went out. One that can't be sent holds up nobody else."""
    return sum(_send(reader, at) for reader in billing.letters_due(at, most=_AT_ONCE))


def _send(reader: int, at: datetime) -> bool:
    """What was told counts as told when the letter is out: whoever dies in between writes the same letter again."""
    try:
        with transaction.atomic():
            letter = actions.tell_of_papers(reader=reader, at=at)
            return letter is not None and bool(_letter(letter, at).send())
    except (OSError, SMTPException):
        _log.exception("A letter about papers to reader %s could not be sent", reader)
        actions.postpone_letter(reader=reader, at=at)
        return False


@dataclass(frozen=True, slots=True)
class _Named:
    """A paper as the letter tells it."""

    title: str
    sum: str
    contract: str
    url: str


def _letter(letter: Letter, at: datetime) -> EmailMultiAlternatives:
    person = accounts.person(letter.user)
    papers = billing.papers_named(letter.company, sorted(letter.papers, reverse=True))
    company = companies.company_requisites(letter.company).name
    with translation.override(person.language):
        secret = _link(letter, person, papers, at)
        stop = _address("stop-letters", token=signing.dumps([letter.company, letter.user], salt=_SALT))
        facts = {
            "company": company,
            "papers": [_named(paper, secret) for paper in papers],
            "all_url": _address("linked", secret=secret),
            "until": formats.day(business_day(at) + _DAYS * _DAY),
            "choose_url": _address("letters", contract=papers[0].contract) if papers[0].contract else _address("home"),
            "stop_url": stop,
            "language": person.language,
        }
        body = EmailMultiAlternatives(
            _subject(company, papers),
            render_to_string("portal/letters/papers.txt", facts),
            to=[person.email],
            headers=_heads(letter, stop),
        )
        body.attach_alternative(render_to_string("portal/letters/papers.html", facts), "text/html")
    return body


def _subject(company: str, papers: Sequence[IssuedRow]) -> str:
    """A single paper is named."""
    if len(papers) == 1:
        return " ".join(f"{company}: {_title(papers[0])}".split())
    told = ngettext("%(company)s: %(count)s new paper", "%(company)s: %(count)s new papers", len(papers))
    return " ".join((told % {"company": company, "count": len(papers)}).split())


def _named(paper: IssuedRow, secret: str) -> _Named:
    total = formats.with_currency(paper.sum, paper.currency) if paper.sum is not None and paper.currency else ""
    return _Named(_title(paper), total, paper.contract_number or "", _url(paper, secret))


def _url(paper: IssuedRow, secret: str) -> str:
    """Of the link in the letter; to what tells of a person's passport he signs in."""
    if paper.kind in PERSONAL and paper.contract:
        return _address("paper", contract=paper.contract, paper=paper.id)
    return _address("linked-paper", secret=secret, paper=paper.id)


def _title(paper: IssuedRow) -> str:
    return title_of_paper(paper.title, kind=paper.kind, number=paper.number, on=business_day(paper.issued_at))


def _link(letter: Letter, person: Person, papers: Sequence[IssuedRow], at: datetime) -> str:
    """One link a person and month of papers, in his own name: it opens no more than he may see, and while he may."""
    days = [business_day(paper.issued_at) for paper in papers]
    since, until = min(days).replace(day=1), _last_of_month(max(days))
    made = actions.make_link(
        company=letter.company,
        contract=None,
        since=since,
        until=until,
        days=_DAYS,
        note=_("letters to %(name)s") % {"name": person.name},
        key=f"letters:{since:%Y-%m}:{until:%Y-%m}",
        actor=letter.user,
        at=at,
    )
    return made.secret


def _last_of_month(day: date) -> date:
    return (day.replace(day=28) + 4 * _DAY).replace(day=1) - _DAY


def _heads(letter: Letter, stop: str) -> dict[str, str]:
    """The same letter, sent twice, has one name: programs of mail show it once. One click ends letters (RFC 8058)."""
    print_ = sha256(repr((letter.reader, letter.papers)).encode()).hexdigest()[:32]
    host = urlsplit(settings.OPTOM_SITE_URL).hostname or "localhost"
    return {
        "Message-ID": f"<papers-{print_}@{host}>",
        "List-Unsubscribe": f"<{stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def _address(name: str, **given: object) -> str:
    return settings.OPTOM_SITE_URL.rstrip("/") + reverse(f"portal:{name}", kwargs=given)


def reader_of(token: str) -> tuple[int, int] | None:
    """Company and person of the link by which letters end; None for one that we have not written."""
    try:
        company, user = signing.loads(token, salt=_SALT)
    except (signing.BadSignature, TypeError, ValueError):
        return None
    return int(company), int(user)

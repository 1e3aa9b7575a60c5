"""Letters about papers (ADR 0041): who wants them, and who has been told of what."""

from datetime import datetime

from django.db import transaction

from optom.base.refusal import Refusal, refuse_all
from optom.base.sql import statements
from optom.domain.billing import rules
from optom.domain.billing.queries import Letter
from optom.domain.companies import queries as companies
from optom.domain.companies.rules import NO_RIGHTS, objections_to_act
from optom.domain.journal import actions as journal

_sql = statements("optom.domain.billing")


def choose_letters(*, company: int, how: str, actor: int, at: datetime) -> None:
    """A person wants letters about new papers of a company at once, daily, weekly, or none.

    Refuses `companies.may_not`, `billing.letters_unknown`.
    """
    if how not in rules.LETTERS:
        raise Refusal("billing.letters_unknown", field="how", how=how, known=list(rules.LETTERS))
    member = companies.member(actor, company)
    rights, role = (member.rights, member.role) if member else (NO_RIGHTS, None)
    refuse_all(objections_to_act(rights, "papers", role=role))
    _choose(company, how, actor, at)


def stop_letters(*, company: int, user: int, at: datetime) -> None:
    """He wants none any more, as the link in each letter lets him say; also who may take no papers by now."""
    _choose(company, rules.NO_LETTERS, user, at)


def _choose(company: int, how: str, user: int, at: datetime) -> None:
    with transaction.atomic():
        if _sql.run("choose_letters", company=company, user=user, how=how, at=at):
            subject, facts = f"company:{company}", {"letters": how}
            journal.record(
                act="billing.choose_letters", actor=user, at=at, subject=subject, company=company, facts=facts
            )


def tell_of_papers(*, reader: int, at: datetime) -> Letter | None:
    """What a letter tells now; with the transaction it counts as told. None: nothing, or somebody else is telling him.

    In the caller's transaction, which ends when the letter is sent: told at least once.
    """
    row = _sql.first("take_letter", reader=reader)
    if row is None:
        return None
    papers = [one.paper for one in _sql.rows("tell_papers", reader=reader, at=at)]
    return Letter(reader, row.company, row.user, row.how, tuple(papers)) if papers else None


def postpone_letter(*, reader: int, at: datetime) -> None:
    """The letter could not be sent: it is tried again in 2, 4, 8, ... minutes, six hours at most."""
    _sql.run("postpone_letter", reader=reader, at=at)

"""Which papers a company wants, and in which language."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from optom.base.refusal import refuse_all
from optom.domain.companies import rules
from optom.domain.companies.models import Company

from .rights import note, require_right


def choose_papers(*, company: int, language: str, wanted: Sequence[str], actor: int | None, at: datetime) -> None:
    """Papers are issued in this language from now on, and with every shipment those that are wanted; issued ones stay.

    An empty language: as whoever asks for a paper reads. Refuses `companies.may_not`,
    `companies.paper_language_unknown`, `companies.papers_unknown`.
    """
    require_right(company, actor, "administer")
    refuse_all(rules.objections_to_choice_of_papers(language, wanted))
    values = {"papers_language": language, "papers_wanted": sorted(set(wanted))}
    with transaction.atomic():
        before = Company.objects.values(*values).get(pk=company)
        changes = {name: [before[name], value] for name, value in values.items() if before[name] != value}
        if changes:
            Company.objects.filter(pk=company).update(**values)
            note("choose_papers", actor, at, f"companies.company:{company}", company, {"changes": changes})

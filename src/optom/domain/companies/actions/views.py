"""Views of sheets: kept, shared with one's company or the staff, changed, removed, opened by default."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from optom.base.refusal import Refusal, refuse_all
from optom.domain.accounts import queries as persons
from optom.domain.companies import queries, rules
from optom.domain.companies.models import DefaultView, SavedView

from .rights import note

State = Mapping[str, Any]


def save_view(
    *, sheet: str, name: str, state: State, is_shared: bool, company: int | None, actor: int, at: datetime
) -> int:
    """Keep a view of a sheet under a name; its number.

    Refuses `input.required`, `input.too_long`, `companies.view_too_large`, `companies.views_too_many`,
    `companies.view_name_taken`.
    """
    name = name.strip()
    kept = _views(company, author_id=actor, sheet=sheet).count()
    refuse_all([*rules.objections_to_view(name, state), *rules.objections_to_number_of_views(kept)])
    try:
        with transaction.atomic():
            said = {"sheet": sheet, "name": name, "state": state, "is_shared": is_shared, "changed_at": at}
            view = SavedView.objects.create(author_id=actor, company_id=company, **said).pk
            _note_if_shared("save_view", view, company, actor, at, is_shared=is_shared)
    except IntegrityError as error:
        raise _name_taken(error, name) from error
    return view


def change_view(
    *,
    view: int,
    company: int | None,
    actor: int,
    at: datetime,
    name: str | None = None,
    state: State | None = None,
    is_shared: bool | None = None,
) -> None:
    """Another name, another state, shared or no more; nothing said, nothing changed. Only its author shares it.

    Refuses `companies.view_unknown`, `companies.view_not_yours` and what `save_view` refuses.
    """
    found = _own(view, company, actor, is_sharing=is_shared is not None)
    name = found.name if name is None else name.strip()
    refuse_all(rules.objections_to_view(name, found.state if state is None else state))
    said: dict[str, Any] = {"state": state, "is_shared": is_shared, "name": name}
    changes = {field: value for field, value in said.items() if value is not None}
    try:
        with transaction.atomic():
            SavedView.objects.filter(pk=view).update(changed_at=at, **changes)
            _note_if_shared("change_view", view, company, actor, at, is_shared=found.is_shared or bool(is_shared))
    except IntegrityError as error:
        raise _name_taken(error, name) from error


def remove_view(*, view: int, company: int | None, actor: int, at: datetime) -> None:
    """Away with it, also as anybody's default. Refuses `companies.view_unknown`, `companies.view_not_yours`."""
    found = _own(view, company, actor, is_sharing=False)
    with transaction.atomic():
        _note_if_shared("remove_view", view, company, actor, at, is_shared=found.is_shared)
        SavedView.objects.filter(pk=view).delete()


def open_by_default(*, sheet: str, view: int | None, company: int | None, actor: int) -> None:
    """A sheet is opened by this view from now on; None: as it was declared. Refuses `companies.view_unknown`."""
    place: dict[str, Any] = {"person_id": actor, "company_id": company, "sheet": sheet}
    if view is None:
        DefaultView.objects.filter(**place).delete()
        return
    _seen(view, company, actor, sheet=sheet)
    DefaultView.objects.update_or_create(**place, defaults={"view_id": view})


def _views(company: int | None, **place: Any) -> QuerySet[SavedView]:
    """Of a company; None: of the staff."""
    where = {"company_id": company} if company else {"company_id__isnull": True}
    return SavedView.objects.filter(**place, **where)


def _seen(view: int, company: int | None, actor: int, **place: Any) -> SavedView:
    """The view, where he may open it."""
    found = _views(company, pk=view, **place).first()
    if found is None or not (found.is_shared or found.author_id == actor):
        raise Refusal("companies.view_unknown")
    return found


def _own(view: int, company: int | None, actor: int, *, is_sharing: bool) -> SavedView:
    """The view, where he may change it: its author may; what is shared, also an owner of the company."""
    found = _seen(view, company, actor)
    if found.author_id != actor and (is_sharing or not _rules_over(company, actor)):
        author = next((row.author_name for row in _views_of(found, actor) if row.id == view), "")
        raise Refusal("companies.view_not_yours", author=author)
    return found


def _views_of(view: SavedView, actor: int) -> list[queries.ViewRow]:
    return queries.views(sheet=view.sheet, company=view.company_id, actor=actor)


def _rules_over(company: int | None, actor: int) -> bool:
    """An owner over his company's shared views, an administrator over those of the staff."""
    if company is None:
        return "administrator" in persons.staff_roles(actor)
    found = queries.member(actor, company)
    return found is not None and rules.may_administer(found.rights)


def _note_if_shared(act: str, view: int, company: int | None, actor: int, at: datetime, *, is_shared: bool) -> None:
    """What only he sees is nobody's business."""
    if is_shared:
        note(act, actor, at, f"companies.view:{view}", company, {})


def _name_taken(error: IntegrityError, name: str) -> Exception:
    is_taken = "companies_savedview_once" in str(error)
    return Refusal("companies.view_name_taken", field="name", name=name) if is_taken else error

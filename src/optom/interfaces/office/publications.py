"""Publications of prices: what a policy would change, by how much and of what; put into force, dropped, led back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from optom.domain.policy import actions
from optom.domain.policy import queries as policy
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit import formats
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import day, hour, in_field, whole
from optom.interfaces.kit.sheets import Column, Facet, Kind, Panel, Sheet
from optom.interfaces.kit.why.steps import rule_called, steps_of
from optom.interfaces.kit.words import choices, named

from . import apart, replays
from .context import Desk
from .frame import sheet_page
from .publication_charts import guards_of

_TAB = "prices"
_MOST_PARTS = 12
_STATES = choices("publication_state")
_WAYS = choices("price_way")
_TONES = {"working": "dim", "failed": "bad", "waiting": "warn", "published": "good", "dropped": "dim"}
_JUST_BEFORE = timedelta(microseconds=1)


def _who(row: policy.PublicationRow) -> str:
    return _("by itself, inputs have moved") if row.is_automatic else row.proposed_by or ""


def _what(row: policy.PublicationRow) -> str:
    if row.restores:
        return _("back to the prices of %(moment)s") % {"moment": formats.moment(row.restores)}
    return _("version %(number)s of the policy") % {"number": row.version}


SHEET: Sheet[Desk] = Sheet(
    name="publications",
    title=gettext_lazy("Price publications"),
    columns=[
        Column("id", gettext_lazy("No."), Kind.INTEGER, width=64, link="{key}/", is_frozen=True, tone="strong",
               on_phone=True),
        Column("proposed_at", gettext_lazy("Worked out"), Kind.MOMENT, width=136, on_phone=True),
        Column("version", pgettext_lazy("publication", "What"), width=220, value=_what, grows=True, is_sortable=False),
        Column("state", gettext_lazy("State"), Kind.CHOICE, width=150, choices=_STATES, on_phone=True),
        Column("prices", gettext_lazy("Prices"), Kind.INTEGER, width=90, on_phone=True),
        Column("dearer", gettext_lazy("Dearer"), Kind.INTEGER, width=90),
        Column("cheaper", gettext_lazy("Cheaper"), Kind.INTEGER, width=90),
        Column("held", gettext_lazy("Held back"), Kind.INTEGER, width=100),
        Column("begins_at", gettext_lazy("Begins"), Kind.MOMENT, width=136),
        Column("published_at", gettext_lazy("In force since"), Kind.MOMENT, width=136),
        Column("proposed_by", gettext_lazy("Who"), width=180, value=_who),
        Column("approved_by", gettext_lazy("Approved by"), width=150),
    ],
    listed=lambda _desk: policy.publications(),
    filters=lambda name: None if name == "version" else name,
    empty=gettext_lazy("No prices have been worked out yet."),
    facets=[Facet("state", gettext_lazy("State"), options=_STATES)],
    tones=lambda row: {"state": _TONES[row.state]} if row.state in _TONES else {},
)  # fmt: skip


def _columns(desk: Desk) -> list[Column]:
    key = desk.given["publication"]
    rules, guards = _rules_of(key), guards_of(key)
    before, after = _sides(_found(desk))
    columns = {one.code: one.name for one in pricing.columns()}
    return [
        Column("article", gettext_lazy("Article"), width=130, is_frozen=True, tone="strong", on_phone=True),
        Column("name", gettext_lazy("Name"), width=240, grows=True),
        Column("brand", gettext_lazy("Brand"), width=110, on_phone=True),
        Column("group", gettext_lazy("Group"), width=150),
        Column("column", gettext_lazy("Column"), Kind.CHOICE, width=120, choices=columns, on_phone=True),
        Column("from_quantity", gettext_lazy("From quantity"), Kind.QUANTITY, width=124, on_phone=True),
        Column("before", before, Kind.PRICE, width=100),
        Column("amount", after, Kind.PRICE, width=100, on_phone=True),
        Column("change", gettext_lazy("Change, %"), Kind.PERCENT, width=100, on_phone=True),
        Column("way", gettext_lazy("Which way"), Kind.CHOICE, width=110, choices=_WAYS, is_hidden=True),
        Column("currency", gettext_lazy("Currency"), width=76, tone="dim"),
        Column("rule", gettext_lazy("Rule"), Kind.CHOICE, width=190, choices=rules,
               value=lambda row: _place(row.rule)),
        Column("guard", gettext_lazy("Held back by"), Kind.CHOICE, width=190, choices=guards, on_phone=True,
               value=lambda row: _place(row.guard)),
        *apart.numbered(),
    ]  # fmt: skip


def _sides(row: policy.PublicationRow) -> tuple[str, str]:
    """What prices are called before a publication and after it; once it is in force both are of the past."""
    if row.published_at:
        return pgettext("price", "Was"), pgettext("price", "Became")
    return _("Now"), _("Becomes")


def _place(place: int | None) -> str | None:
    return None if place is None else str(place)


def _rules_of(publication: int) -> dict[str, str]:
    """How rules are called, by their places."""
    return {str(place): rule_called(place, name) for place, name in policy.names_of_parts(publication)[0].items()}


def _tones(row: policy.ProposedRow) -> Mapping[str, str]:
    if row.guard is not None:
        return {"guard": "warn", "amount": "dim"}
    return {"change": "bad" if row.way in {"dearer", "withdrawn"} else "good"}


def _panel(desk: Desk, key: str) -> Panel | None:
    """Why the price becomes this one."""
    publication = desk.given["publication"]
    row: policy.ProposedRow | None = policy.proposed(publication).one(whole(key))
    if row is None:
        return None
    derived = policy.why_proposed(
        publication, product=row.product, column=row.column_id, from_quantity=row.from_quantity, at=desk.at
    )
    nodes = list(steps_of(derived)) if derived else []
    guard, of_policy = guards_of(publication).get(str(row.guard)), bool(_rules_of(publication))
    sides = _sides(_found(desk))
    facts = {"row": row, "nodes": nodes, "guard": guard, "of_policy": of_policy, "sides": sides}
    return Panel(row.article, "office/panels/proposed_price.html", facts)


PROPOSED: Sheet[Desk] = Sheet(
    name="proposed-prices",
    title=gettext_lazy("Proposed prices"),
    columns=_columns,
    listed=lambda desk: policy.proposed(desk.given["publication"]),
    empty=gettext_lazy("Nothing would change: all prices are already as the policy has them."),
    facets=[
        Facet("way", gettext_lazy("Which way"), options=_WAYS),
        Facet("guard", gettext_lazy("Held back by"), options=lambda desk: guards_of(desk.given["publication"])),
    ],
    panel=_panel,
    tones=_tones,
)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the publication as the page tells it, with the filter of the sheet that shows it."""

    title: str
    row: policy.PartRow
    query: str


def listing(desk: Desk) -> HttpResponse:
    """All publications, the newest first."""
    return sheet_page(
        desk,
        SHEET,
        _TAB,
        template="office/publications.html",
        may_see_lists=desk.may("publish_prices") or desk.may("approve_prices"),
    )


def show(desk: Desk) -> HttpResponse:
    """One publication: what it would change or has changed, and what can be done with it."""
    found = _found(desk)
    return sheet_page(
        desk,
        PROPOSED
        if found.state not in {"working", "failed"}
        else replace(PROPOSED, empty=gettext_lazy("There are no prices yet.")),
        _TAB,
        template="office/publication.html",
        title=_("Price publication %(number)s") % {"number": found.id},
        publication=found,
        state=named("publication_state", found.state),
        what=_what(found),
        who=_who(found),
        tables=list(_tables(found.id)),
        may_approve=found.state in {"waiting", "approved"} and desk.may("approve_prices"),
        is_own=policy.needs_others_eyes(found.id, actor=desk.actor),
        failure=named("publication_failure", found.failure) if found.failure else "",
        stillness=_stillness(found),
        warnings=list(_warnings(found)),
        replayed=replays.shown(desk, found),
        stage=_stage(found) if found.state == "working" else "",
        may_drop=found.state not in {"published", "dropped"} and desk.may("publish_prices"),
        may_lead_back=found.state == "published" and desk.may("publish_prices"),
    )


def _stillness(row: policy.PublicationRow) -> str:
    """Why nothing is published by itself, or will not be."""
    led_back_by = policy.led_back_by()
    if row.restores and row.state in {"waiting", "approved"}:
        return _(
            "Once it is in force nothing is published by itself, in the corridor neither, until a person publishes."
        )
    if led_back_by and (row.id == led_back_by or (row.is_automatic and row.state == "waiting")):
        told = _("Publication %(number)s has led prices back: until a person publishes again, the corridor waits too.")
        return told % {"number": led_back_by}
    return ""


def _warnings(row: policy.PublicationRow) -> Iterator[str]:
    """That an older version of the policy comes into force again: by this publication, or by one approved for later."""
    newer, later = policy.brings_back(row), policy.brought_back_by(row)
    if newer:
        told = _("Version %(newer)s of the policy is in force. This publication puts the older version %(older)s back.")
        yield told % {"newer": newer, "older": row.version}
    if later and later.begins_at:
        told = _("Publication %(number)s, approved for %(moment)s, then puts the older version %(older)s into force.")
        yield told % {"number": later.id, "moment": formats.moment(later.begins_at), "older": later.version}


def progress(desk: Desk) -> HttpResponse:
    """How far it is, for the page that waits for it; once there is nothing to wait for the page is shown anew."""
    found = _found(desk)
    if found.state != "working":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(desk.request, "office/publication_progress.html", {"publication": found, "stage": _stage(found)})


def _stage(row: policy.PublicationRow) -> str:
    """What the worker is at."""
    if row.priced_at:
        return _("Prices stand since %(hour)s; what they change is being counted.") % {"hour": _hour(row.priced_at)}
    if row.begun_at is None:
        return _("Asked for at %(hour)s; waits for the worker.") % {"hour": _hour(row.proposed_at)}
    told = _("Being worked out since %(hour)s: that takes a minute or two where they are millions.")
    again = " " + _("Taken up again, for the worker had stopped.") if row.tries > 1 else ""
    return told % {"hour": _hour(row.begun_at)} + again


def _hour(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M:%S}"


def _tables(publication: int) -> Iterator[tuple[str, Sequence[Part]]]:
    """What moves, by parts of each kind; empty kinds are left out."""
    names = _rules_of(publication)
    codes = {one.id: one.code for one in pricing.columns()}
    titles = {"column": _("By column"), "group": _("By group"), "brand": _("By brand"), "rule": _("By rule")}
    for of, title in titles.items():
        rows = policy.parts(publication, of, most=_MOST_PARTS)
        parts = [_part(of, row, row.key, names, codes) for row in rows if row.key is not None]
        if parts:
            yield title, parts


def _part(of: str, row: policy.PartRow, key: int, names: Mapping[str, str], codes: Mapping[int, str]) -> Part:
    title = names.get(str(key), "") if of == "rule" else row.name
    wanted = (
        {of: {"rule": str(key), "column": codes.get(key, "")}[of]} if of in {"rule", "column"} else apart.only(of, key)
    )
    return Part(title or str(key), row, urlencode(wanted))


def approve(desk: Desk) -> HttpResponse:
    """It comes into force at once, or at a moment."""
    found, given = _posted(desk), desk.request.POST
    begins_at = moment_in(given.get("on", ""), given.get("hour", "")) if given.get("when") == "later" else None
    is_now = actions.approve(publication=found.id, actor=desk.actor, at=desk.at, begins_at=begins_at)
    told = _("The prices are in force") if is_now else _("Approved: the prices come into force within a few minutes")
    if begins_at:
        told = _("The prices come into force on %(moment)s") % {"moment": formats.moment(begins_at)}
    return done(desk.request, desk.url("publication", publication=found.id), told)


def moment_in(on: str, at_hour: str) -> datetime:
    """Refuses what is no day or no hour; without an hour the day's beginning."""
    at = in_field("hour", hour, at_hour) if at_hour.strip() else time()
    return timezone.make_aware(datetime.combine(in_field("on", day, on), at))


def drop(desk: Desk) -> HttpResponse:
    """It never comes into force."""
    found = _posted(desk)
    actions.drop(publication=found.id, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("publications"), _("The publication is dropped"))


def lead_back(desk: Desk) -> HttpResponse:
    """A publication that leads back to the prices right after this one came into force, or right before it did."""
    found = _posted(desk)
    if found.published_at is None:
        raise Http404
    moment = found.published_at - (_JUST_BEFORE if desk.request.POST.get("to") == "before" else timedelta())
    made = actions.lead_back(moment=moment, actor=desk.actor, at=desk.at)
    way = policy.publication(made)
    told = _("The way back is worked out: nothing has changed yet")
    if way and way.state == "working":
        told = _("The way back is being worked out: nothing has changed yet")
    return done(desk.request, desk.url("publication", publication=made), told)


def _found(desk: Desk) -> policy.PublicationRow:
    found = policy.publication(desk.given["publication"])
    if found is None:
        raise Http404
    return found


def _posted(desk: Desk) -> policy.PublicationRow:
    if desk.request.method != "POST":
        raise Http404
    return _found(desk)

"""Where a feed's files come from by themselves, and when; what was found there last, and why nothing comes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal, reasons_of, refuse_all
from optom.domain.suppliers import actions, inputs
from optom.domain.suppliers import queries as suppliers
from optom.domain.suppliers.inputs import Setting, Way
from optom.domain.suppliers.queries import FeedFacts
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import count, in_field, whole
from optom.interfaces.kit.words import choices, named
from optom.interfaces.kit.words.sources import SOURCE_CHOICES, SOURCE_HELP

from .context import Desk
from .feeds import STATES, TAB, failure_of, feed_of
from .frame import page

_LOOKS = timedelta(minutes=10)  # so long a page waits for what somebody has asked for
_DAY, _DAYS = "day", range(7)
_FIELDS = {"suppliers.minutes_wrong": "minutes", "suppliers.times_wrong": "times"}


@dataclass(frozen=True, slots=True)
class Field:
    """A setting in the form: what it is called, what may be chosen, what is said beside it."""

    setting: Setting
    title: str
    choices: Mapping[str, Any]
    help: str


def show(desk: Desk) -> HttpResponse:
    """The source and its plan; sent, files come so from now on."""
    feed = feed_of(desk)
    if desk.request.method == "POST":
        _save(desk, feed)
        return done(desk.request, desk.url("feed-source", feed=feed.id), _("Saved"))
    facts = {
        **_settings(feed, str(feed.source.get("kind", "")), inputs.said_of(feed.source)),
        **_status(desk, feed),
        **_plan(feed.schedule),
    }
    title = _("Source of the feed")
    return page(desk, "office/feed_source.html", TAB, title=title, **facts)


def _save(desk: Desk, feed: FeedFacts) -> None:
    given = desk.request.POST
    with _PointedAt():
        source = inputs.source_of(given.get("kind", ""), given.dict(), feed.source)
        plan = inputs.plan_of(_planned(given))
    actions.set_source(feed=feed.id, source=source, plan=plan, actor=desk.actor, at=desk.at)


class _PointedAt:
    """What is wrong with a setting is told at its field."""

    def __enter__(self) -> None:
        pass

    def __exit__(self, _type: object, refusal: BaseException | None, _trace: object) -> None:
        if isinstance(refusal, Refusal):
            reasons = reasons_of(refusal)
            refuse_all(Refusal(one.code, **{**one.facts, "field": _field_of(one)}) for one in reasons)


def _field_of(one: Refusal) -> str:
    """What it complains of, as the form calls it; what names its field itself is right."""
    told = one.facts.get("field") or one.facts.get("setting") or _FIELDS.get(one.code, "kind")
    return str(told)


def _planned(given: Mapping[str, str]) -> dict[str, Any]:
    """The plan that was typed; none of who sends files by hand, whose form asks for none."""
    if not given.get("kind"):
        return {}
    match given.get("plan", ""):
        case "every":
            return {"every": in_field("minutes", count, given.get("minutes", ""))}
        case "times":
            times = given.get("times", "").replace(",", " ").split()
            return {"times": times, "days": [one for one in _DAYS if f"{_DAY}{one}" in given]}
    return {}


def _plan(schedule: Mapping[str, Any]) -> dict[str, Any]:
    days = schedule.get("days", _DAYS)
    return {
        "plan": "every" if "every" in schedule else "times" if schedule else "",
        "minutes": schedule.get("every", 60),
        "times": ", ".join(schedule.get("times", ["08:00"])),
        "days": [(f"{_DAY}{one}", WEEKDAYS_ABBR[one], one in days) for one in _DAYS],
    }


def settings(desk: Desk) -> HttpResponse:
    """The settings of another kind of source, or of signing in, in place of those before; nothing is saved."""
    feed, given = feed_of(desk), desk.request.POST
    kind = given.get("kind", "")
    # A port of FTP is none of mail: what was typed stays only while the kind does.
    said = given.dict() if given.get("shown") == kind else _kept_of(feed, kind)
    return render(desk.request, "office/feed_settings.html", _settings(feed, kind, said))


def _kept_of(feed: FeedFacts, kind: str) -> dict[str, str]:
    return inputs.said_of(feed.source) if feed.source.get("kind", "") == kind else {}


def _settings(feed: FeedFacts, kind: str, said: Mapping[str, str]) -> dict[str, Any]:
    asked = inputs.settings(kind, said, feed.source)
    kinds = {one: choices("source_kind")[one] for one in ("", *inputs.SOURCES)}
    return {"feed": feed, "kind": kind if kind in kinds else "", "kinds": kinds, "fields": [*map(_field, asked)]}


def _field(one: Setting) -> Field:
    words = SOURCE_CHOICES.get(one.name, {})
    return Field(one, named("setting", one.name), {code: words[code] for code in one.choices}, _help(one))


def _help(one: Setting) -> str:
    said = str(SOURCE_HELP.get(one.name, ""))
    if one.way not in {Way.SECRET, Way.SECRET_LINES} or not one.is_kept:
        return said
    kept = _("Kept. Leave it empty to keep it; another server wants it anew.")
    return f"{said} {kept}".strip()


def status(desk: Desk) -> HttpResponse:
    """How it stands with the source, asked for while somebody waits for it."""
    return render(desk.request, "office/feed_status.html", _status(desk, feed_of(desk)))


def _status(desk: Desk, feed: FeedFacts) -> dict[str, Any]:
    asked = whole(desk.request.GET.get("asked") or "0")
    return {
        "feed": feed,
        "newest": suppliers.feeds().one(feed.id),
        "states": STATES,
        "failure": failure_of(feed.failure),
        "asked": asked if _is_looking(asked, feed, desk.at) else 0,
    }


def _is_looking(asked: int, feed: FeedFacts, at: datetime) -> bool:
    """Whether what was asked for, in seconds of the epoch, may still come."""
    seconds = (at - _LOOKS).timestamp()
    looked = feed.tried_at or datetime.fromtimestamp(0, UTC)
    return max(seconds, looked.timestamp()) < asked


def look(desk: Desk) -> HttpResponse:
    """Now, whatever the plan says; the page waits for what is found."""
    feed = feed_of(desk)
    actions.collect_now(feed=feed.id, actor=desk.actor, at=desk.at)
    return done(desk.request, _waited(desk, feed), _("The source is being looked at"))


def forget(desk: Desk) -> HttpResponse:
    """All that is there comes anew."""
    feed = feed_of(desk)
    actions.forget_taken(feed=feed.id, actor=desk.actor, at=desk.at)
    return done(desk.request, _waited(desk, feed), _("Forgotten: all that the source has comes anew"))


def _waited(desk: Desk, feed: FeedFacts) -> str:
    return f"{desk.url('feed-source', feed=feed.id)}?asked={int(desk.at.timestamp())}"


def close(desk: Desk) -> HttpResponse:
    """Nothing comes by the feed any more, and its offers count for nothing; or again."""
    feed, is_open = feed_of(desk), desk.request.POST.get("what") == "open"
    actions.close_feed(feed=feed.id, is_open=is_open, actor=desk.actor, at=desk.at)
    return done(desk.request, desk.url("feed-source", feed=feed.id), _("Opened") if is_open else _("Closed"))

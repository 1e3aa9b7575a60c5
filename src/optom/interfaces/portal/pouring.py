"""All of a draft goes into another: what that means is told first, and it can be taken back."""

from collections.abc import Collection
from typing import Any

from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from optom.base.refusal import Refusal
from optom.domain.orders import actions
from optom.domain.orders import queries as orders
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.notices import About
from optom.interfaces.kit.sheets import Done, Picked

from . import pad, picking
from .checkout import known_draft
from .context import Desk


def merge(desk: Desk, picked: Picked) -> Done:
    """Into the draft that is chosen; the one that is emptied closes."""
    draft, names = known_draft(desk), picking.draft_names(desk)
    if not picked.given.get("target"):
        return _ask(desk, draft)
    target = whole(picked.given["target"])
    if target not in names:
        raise Refusal("orders.draft_unknown", draft=target)
    products = orders.draft_lines(contract=desk.contract.id, draft=draft)
    key = actions.merge_drafts(contract=desk.contract.id, draft=draft, target=target, at=desk.at)
    about = About(names[target], desk.url("draft", draft=target))
    undo = desk.url("unpour", draft=target, poured=draft, pouring=key)
    message = _unfit(desk, target, products) + _("All of “%(name)s” is here now:") % {"name": names[draft]}
    return Done(message, location=about.url, about=about, undo=undo)


def _unfit(desk: Desk, target: int, products: Collection[int]) -> str:
    """How many of the sums fit no pack; nothing where all do."""
    quantities = orders.draft_lines(contract=desk.contract.id, draft=target, products=list(products))
    refusals = [line.refusal for line in picking.priced(desk, quantities) if line.refusal]
    count = sum(refusal.code == "orders.not_multiple" for refusal in refusals)
    text = ngettext(
        "%(count)s quantity fits no pack now: “Round to packs” mends it. ",
        "%(count)s quantities fit no pack now: “Round to packs” mends them. ",
        count,
    )
    return text % {"count": count} if count else ""


def _ask(desk: Desk, draft: int) -> Done:
    own: dict[str, Any] = {"contract": desk.contract.id, "draft": draft}
    others = [one for one in picking.drafts(desk) if one.id != draft and not one.is_waiting]
    if not others:
        raise Refusal("orders.no_other_draft")
    shared = orders.shared_lines(**own)
    facts = {
        "draft": next(one for one in picking.drafts(desk) if one.id == draft),
        "lines": len(orders.draft_lines(**own)),
        "open": pad.counted(desk, draft).open,
        "others": [(one, shared.get(one.id)) for one in others],
    }
    return Done(form=render_to_string("portal/acts/merge.html", facts, desk.request), reload=False)


def undo(desk: Desk) -> HttpResponse:
    """What was poured goes out again; the draft from which it came is open as it was."""
    if desk.request.method != "POST":
        raise Http404
    target, draft = known_draft(desk), desk.given["poured"]
    actions.unmerge_drafts(contract=desk.contract.id, draft=draft, target=target, key=desk.given["pouring"])
    return done(desk.request, desk.url("draft", draft=draft), _("The draft is back as it was"))

"""Many contracts follow the rules of terms, or no more: acts on rows of contracts."""

from collections.abc import Callable

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from optom.domain.accounts.rules import desk_may
from optom.domain.agreeing import actions
from optom.interfaces.kit.input import whole
from optom.interfaces.kit.sheets import Act, Done, Picked

from .context import Desk


def reason_asked(desk: Desk, words: str) -> Done:
    """The dialog with what the act will do, and a field for the reason."""
    return Done(form=render_to_string("office/acts/reason.html", {"words": words}, request=desk.request))


def _follow(desk: Desk, picked: Picked) -> Done:
    """Nothing changes until a proposal is approved."""
    if "reason" not in picked.given:
        return reason_asked(desk, _("Column and discount of these contracts will follow the rules of terms."))
    return _switched(desk, picked, actions.follow)


def _unfollow(desk: Desk, picked: Picked) -> Done:
    """What they have stays."""
    if "reason" not in picked.given:
        return reason_asked(desk, _("The terms of these contracts stay as they are, and are set by people again."))
    return _switched(desk, picked, actions.unfollow)


def _switched(desk: Desk, picked: Picked, act: Callable[..., int]) -> Done:
    contracts = [whole(key) for key in picked.keys]
    count = act(contracts=contracts, actor=desk.actor, at=desk.at, reason=picked.given["reason"])
    return Done(ngettext("%(n)s contract changed", "%(n)s contracts changed", count) % {"n": count})


FOLLOWING: list[Act[Desk]] = [
    Act("follow", gettext_lazy("Follow the rules of terms…"), _follow, is_folded=True,
        may=lambda desks: desk_may("set_terms", desks)),
    Act("unfollow", gettext_lazy("Set terms by hand again…"), _unfollow, is_folded=True,
        may=lambda desks: desk_may("set_terms", desks)),
]  # fmt: skip

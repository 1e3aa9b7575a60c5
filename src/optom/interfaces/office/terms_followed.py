"""Whether a contract's column and discount follow the rules of terms, and what these say of it."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from optom.base.refusal import Refusal
from optom.domain.agreeing import actions
from optom.domain.agreeing import queries as agreeing
from optom.domain.pricing import queries as pricing
from optom.interfaces.kit.answers import done
from optom.interfaces.kit.words import worded

from .clients import contract_of
from .context import Desk
from .terms_rules import Terms, in_words, now_of


@dataclass(frozen=True, slots=True)
class Followed:
    """``terms``: what the rules in force say, else those that are written (None: there are none, or they don't fit:
    ``wrong``).
    """

    follows: bool
    is_in_force: bool
    now: str
    terms: Terms | None
    wrong: str


def followed(desk: Desk, contract: int) -> Followed:
    """For the page of a contract's terms."""
    in_force = agreeing.policy_in_force()
    policy = in_force or agreeing.written().policy
    terms, wrong = None, ""
    if policy.rules:
        try:
            told = agreeing.say(policy, contracts=[contract], at=desk.at)
            terms = in_words(told[contract], pricing.columns()) if contract in told else None
        except Refusal as refusal:
            wrong = worded(refusal)[0]["text"]
    return Followed(agreeing.follows(contract), in_force is not None, now_of(contract), terms, wrong)


def switch(desk: Desk) -> HttpResponse:
    """It follows the rules from now on, or no more."""
    if desk.request.method != "POST":
        raise Http404
    contract, given = contract_of(desk).id, desk.request.POST
    is_to_follow = given.get("follow") == "yes"
    act = actions.follow if is_to_follow else actions.unfollow
    act(contracts=[contract], actor=desk.actor, at=desk.at, reason=given.get("reason", ""))
    told = _("The contract follows the rules of terms") if is_to_follow else _("The terms are a matter of people again")
    return done(desk.request, desk.url("terms", contract=contract), told)

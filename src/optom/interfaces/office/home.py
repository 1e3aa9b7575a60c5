"""The first page of each desk."""

from django.http import HttpResponse
from django.shortcuts import redirect

from optom.domain.accounts.rules import CLIENT_DESKS, FINANCE, PURCHASER, WAREHOUSE

from .context import Desk


def home(desk: Desk) -> HttpResponse:
    """The warehouse begins with what waits to be picked, finance with payments, who only buys with feeds, others
    with clients.
    """
    if WAREHOUSE in desk.desks:
        return redirect(desk.url("picking"))
    if PURCHASER in desk.desks and desk.desks.isdisjoint(CLIENT_DESKS):
        return redirect(desk.url("feeds"))
    return redirect(desk.url("payments") if FINANCE in desk.desks else desk.url("clients"))

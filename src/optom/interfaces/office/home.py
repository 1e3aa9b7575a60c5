"""The first page of each desk."""

from django.http import HttpResponse
from django.shortcuts import redirect

from optom.domain.accounts.rules import FINANCE, WAREHOUSE

from .context import Desk


def home(desk: Desk) -> HttpResponse:
    """The warehouse begins with what waits to be picked, finance with payments, others with clients."""
    if WAREHOUSE in desk.desks:
        return redirect(desk.url("picking"))
    return redirect(desk.url("payments") if FINANCE in desk.desks else desk.url("clients"))

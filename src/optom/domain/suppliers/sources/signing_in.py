"""Signing in by a form: what stands in it is sent as it stands, tokens against forgery among it."""

from urllib.parse import urlencode, urljoin

import lxml.html

from optom.base.refusal import Refusal

from .pages import parsed
from .terms import Form, SignIn
from .visiting import Visit
from .web import Web, is_same_place, origin_of, told_address


def opened(visit: Visit, home: str, sign_in: SignIn | None) -> Web:
    """A client that is signed in, if the terms say how.

    Refuses ``sources.form_missing`` (url, name) and ``sources.sign_in_refused`` (host).
    """
    web = Web(visit, home, sign_in)
    if isinstance(sign_in, Form):
        _fill_in(web, sign_in)
    return web


def _fill_in(web: Web, terms: Form) -> None:
    answer, content = web.page(terms.page)
    form = _form(parsed(content, answer), terms)
    if form is None:
        raise Refusal("sources.form_missing", url=told_address(terms.page), name=terms.password_field)
    there = urljoin(answer.url, form.get("action") or answer.url)
    if not is_same_place(terms.page, there):
        raise Refusal("sources.redirected_away", url=told_address(there))
    fields = {**dict(form.fields), terms.user_field: terms.user, terms.password_field: terms.password.reveal()}
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Referer": answer.url}
    told = urlencode({name: value for name, value in fields.items() if name and value is not None}).encode()
    after, content = web.page(there, method="POST", headers=headers, body=told)
    if content and _form(parsed(content, after), terms) is not None:
        raise Refusal("sources.sign_in_refused", host=origin_of(terms.page)[1])


def _form(page: lxml.html.HtmlElement, terms: Form) -> lxml.html.FormElement | None:
    """That which asks for the password: who sees it again was not let in."""
    return next((form for form in page.forms if terms.password_field in form.fields), None)

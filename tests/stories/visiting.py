"""Who comes into a story, and how he signs in."""

import re
from collections.abc import Callable

from playwright.sync_api import Page

PASSWORD = "a long enough password"
Visit = Callable[[str], Page]


def give_password(name: str) -> None:
    """He has chosen his password some time before the story."""
    from optom.domain.accounts.models import User  # noqa: PLC0415 -- after Django knows its settings

    user = User.objects.get(email=f"{name}@example.org")
    if not user.password:
        user.set_password(PASSWORD)
        user.save()


def signed_in(page: Page, name: str) -> Page:
    """Through the sign-in page, to where he works: his catalog or his desk."""
    give_password(name)
    page.goto("accounts/login/")
    page.fill("[name=login]", f"{name}@example.org")
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Войти", exact=True).click()
    page.wait_for_url(re.compile(r"/(c/\d+|office)/"))
    return page

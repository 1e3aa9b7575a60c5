"""The person of a request, once a guard has let only people in."""

from django.http import HttpRequest

from optom.domain.accounts import queries as accounts


def person_of(request: HttpRequest) -> accounts.Person | None:
    """Who is signed in; nobody before that."""
    user = request.user
    if not user.is_authenticated:
        return None
    return accounts.Person(user.pk, user.email, user.get_full_name(), user.language)

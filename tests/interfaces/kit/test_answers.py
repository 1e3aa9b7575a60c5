"""What a person sees when a page is not there, not his, out of date or broken: words, in his language, and a way on."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from optom.interfaces.kit import answers

WORDS = {
    ("ru", 400): "Запрос",
    ("ru", 403): "Нельзя",
    ("ru", 404): "Такой страницы нет",
    ("ru", 500): "сломалось",
    ("en", 400): "makes no sense",
    ("en", 403): "Not allowed",
    ("en", 404): "no such page",
    ("en", 500): "Something broke",
}
VIEWS: dict[int, Callable[[HttpRequest], HttpResponse]] = {
    400: lambda request: answers.bad_request(request, ValueError()),
    403: answers.forbidden,
    404: lambda request: answers.not_found(request, ValueError()),
    500: answers.broken,
}


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "code"), WORDS)
def test_every_error_has_words_and_asks_the_database_nothing(language: str, code: int) -> None:
    with translation.override(language), CaptureQueriesContext(connection) as asked:
        answer = VIEWS[code](RequestFactory().get("/"))

    assert answer.status_code == code
    assert WORDS[language, code] in answer.content.decode()
    assert 'href="/"' in answer.content.decode()
    assert len(asked) == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "told"), [("ru", "Страница устарела"), ("en", "out of date")])
def test_a_form_of_another_day_says_to_reload(language: str, told: str) -> None:
    client = Client(enforce_csrf_checks=True)
    form = {"login": "a@example.org", "password": "x", "csrfmiddlewaretoken": "of another day"}

    answer = client.post("/accounts/login/", form, headers={"Accept-Language": language})
    assert answer.status_code == 403
    assert told in answer.content.decode()

    fetched = client.post("/accounts/login/", form, headers={"Accept-Language": language, "Accept": "application/json"})
    assert told in fetched.json()["refusals"][0]["text"]

"""Secrets of others at rest: nobody reads them without the installation's key, and keys can be changed."""

from typing import Any

import pytest

from optom.base.refusal import Refusal
from optom.base.secrets import Secret, reseal, seal, unseal


def test_what_is_sealed_is_read_again_and_shows_nothing() -> None:
    sealed = seal("пароль от почты")
    assert unseal(sealed) == "пароль от почты"
    assert "пароль" not in sealed
    assert seal("пароль от почты") != sealed


def test_a_secret_shows_itself_to_nobody_who_prints_it() -> None:
    secret = Secret.of("s3same")
    assert "s3same" not in f"{secret} {secret!r} {[secret]}"
    assert secret.sealed not in f"{secret} {secret!r}"
    assert secret.reveal() == "s3same"


def test_another_installation_reads_nothing(settings: Any) -> None:
    settings.SECRET_KEY = "one"
    sealed = seal("s3same")
    settings.SECRET_KEY = "another"
    with pytest.raises(Refusal, match=r"secrets\.unreadable") as refused:
        unseal(sealed)
    assert refused.value.__cause__ is None
    assert "s3same" not in repr(refused.value)


def test_a_changed_letter_is_noticed() -> None:
    sealed = seal("s3same")
    changed = sealed[:40] + ("A" if sealed[40] != "A" else "B") + sealed[41:]
    with pytest.raises(Refusal, match=r"secrets\.unreadable"):
        unseal(changed)


def test_a_new_key_reads_what_the_old_one_sealed_until_all_is_sealed_anew(settings: Any) -> None:
    settings.SECRET_KEY = "old"
    sealed = seal("s3same")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new", ["old"]
    assert unseal(sealed) == "s3same"
    resealed = reseal(sealed)
    settings.SECRET_KEY_FALLBACKS = []
    assert unseal(resealed) == "s3same"
    with pytest.raises(Refusal, match=r"secrets\.unreadable"):
        reseal(sealed)

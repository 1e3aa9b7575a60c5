"""Who signs in to the demo firm, and with what."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model

PASSWORD = "podshipnik-6204"  # noqa: S105 -- printed for everybody to try


@dataclass(frozen=True, slots=True)
class SignIn:
    """A person of the demo. ``roles`` of staff; ``companies`` by number with the role in each."""

    who: str
    email: str
    name: str
    role: str = ""
    language: str = "ru"
    companies: tuple[tuple[int, str], ...] = ()

    @property
    def is_root(self) -> bool:
        """Whether the support pages of Django are open to him."""
        return self.role == "administrator"


SIGN_INS = (
    SignIn("buyer (two companies)", "buyer@demo.optom", "Соколова Анна Викторовна",
           companies=((1, "owner"), (2, "buyer"))),
    SignIn("buyer's colleague", "colleague@demo.optom", "Егоров Павел Сергеевич", companies=((1, "buyer"),)),
    SignIn("stranger company's buyer", "stranger@demo.optom", "Волков Олег Борисович", companies=((3, "owner"),)),
    SignIn("warehouse", "warehouse@demo.optom", "Кузьмин Иван Степанович", role="warehouse"),
    SignIn("finance", "finance@demo.optom", "Орлова Марина Павловна", role="finance"),
    SignIn("director", "director@demo.optom", "Романов Андрей Николаевич", role="director"),
    SignIn("purchaser", "purchaser@demo.optom", "Тихонова Вера Алексеевна", role="purchaser"),
    SignIn("administrator", "administrator@demo.optom", "Ильин Роман Олегович", role="administrator"),
    SignIn("buyer abroad (yuan, English)", "abroad@demo.optom", "Oyuna Batbayar", language="en"),
)  # fmt: skip


def table() -> str:
    """The sign-ins for a person to read; empty where the database is not the demo firm's."""
    if not get_user_model().objects.filter(email=SIGN_INS[0].email).exists():
        return ""
    width = max(len(one.email) for one in SIGN_INS)
    lines = (f"  {one.email:<{width}}  {one.who}" for one in SIGN_INS)
    return "\n".join((f"Demo sign-ins (password of all: {PASSWORD})", *lines))

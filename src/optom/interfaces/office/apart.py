"""Groups and brands are told apart by their numbers: two of one name are two, also where a chart or a part filters."""

from django.utils.translation import gettext_lazy

from optom.interfaces.kit.sheets import Column, Kind

_OF = {"group": gettext_lazy("Group No."), "brand": gettext_lazy("Brand No.")}


def numbered() -> list[Column]:
    """The columns of a sheet by which `only` filters; a person sees them if he wants to."""
    return [Column(f"{of}_id", title, Kind.INTEGER, width=92, is_hidden=True) for of, title in _OF.items()]


def only(of: str, key: int) -> dict[str, str]:
    """The filter that leaves the goods of one group or brand."""
    return {f"{of}_id": f"={key}"}

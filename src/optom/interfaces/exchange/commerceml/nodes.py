"""Looking into an element by local names: the namespace of CommerceML changed four times, the names never did."""

from lxml import etree

from optom.interfaces.exchange.commerceml.values import one_line, switch

Element = etree._Element  # noqa: SLF001 - lxml offers no other name for the type
Parts = dict[str, list[Element]]


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def parts(element: Element) -> Parts:
    """The children by local name, each in the order of the file."""
    found: Parts = {}
    for child in element:
        name = local(child)
        if name in found:
            found[name].append(child)
        else:
            found[name] = [child]
    return found


def text(found: Parts, name: str) -> str:
    """The first child's text on one line, empty when there is none."""
    return one_line(found[name][0].text) if name in found else ""


def raw_text(found: Parts, name: str) -> str:
    """The first child's text with its own line breaks."""
    return (found[name][0].text or "").strip() if name in found else ""


def attribute(element: Element, name: str) -> str:
    return one_line(element.get(name))


def listed(found: Parts, outer: str, inner: str) -> list[Element]:
    """The elements of a collection, such as `Цены` and its `Цена`."""
    return [child for holder in found.get(outer, ()) for child in holder if local(child) == inner]


def is_deleted(element: Element, found: Parts) -> bool:
    """1C marks the dead by `Статус="Удален"` up to 2.10 and by `ПометкаУдаления` since 3.0."""
    status = element.get("Статус") or text(found, "Статус")
    return status.strip().casefold() in {"удален", "удалён"} or switch(text(found, "ПометкаУдаления")) is True


def discard(element: Element) -> None:
    """Forget an element that was read and what stands before it, so that memory stays flat."""
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]

"""Looking into an element by local names: versions of camt.053 differ in their namespaces and little else."""

from collections.abc import Iterator

from lxml import etree

Element = etree._Element  # noqa: SLF001 -- lxml offers no other name for the type


def local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Those directly below it."""
    return (child for child in (element if element is not None else ()) if local(child) == name)


def below(element: Element | None, path: str) -> Element | None:
    """The first element on a path of names, "Amt/Ccy"; None where it breaks off."""
    for name in path.split("/"):
        element = next(children(element, name), None)
    return element


def text(element: Element | None, *paths: str) -> str:
    """The text at the first path that has one."""
    for path in paths:
        found = below(element, path)
        if found is not None and (found.text or "").strip():
            return " ".join((found.text or "").split())
    return ""

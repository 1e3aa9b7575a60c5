"""The type of an element."""

from lxml import etree

Element = etree._Element  # noqa: SLF001 -- lxml offers no other name for the type

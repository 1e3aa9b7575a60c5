"""HTML and XML of others: read without entities, without the network, bounded."""

import lxml.html
from lxml import etree

from optom.base.refusal import Refusal

from .web import Answer, told_address

_EMPTY = b"<html></html>"


def parsed(content: bytes, answer: Answer) -> lxml.html.HtmlElement:
    """A page as a tree. What is broken in it is mended as browsers do."""
    try:
        return lxml.html.document_fromstring(content.strip() or _EMPTY, _parser(answer.charset), base_url=answer.url)
    except (etree.ParserError, ValueError) as error:
        raise Refusal("sources.not_a_page", url=told_address(answer.url)) from error


def _parser(charset: str | None) -> lxml.html.HTMLParser:
    """For pages in these letters; where nobody knows them, the page itself tells, or it is guessed."""
    try:
        return lxml.html.HTMLParser(encoding=charset, no_network=True, huge_tree=False, remove_comments=True)
    except LookupError:
        return _parser(None)


def parsed_xml(content: bytes, answer: Answer) -> etree._Element:
    """An answer of a store as a tree."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("sources.not_a_page", url=told_address(answer.url)) from error

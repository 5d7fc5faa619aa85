"""XML taken safely: no DTD, no entities, nothing fetched."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from ..errors import InputError

KNOWN = "ALTO (root alto), PAGE XML (root PcGts), hOCR (HTML with ocr_page)"
_DECLARED = re.compile(r"\s*<\?xml[^>]*\?>")


def parse(text: str, file: str) -> Element:
    """The root element, all names without their namespaces.

    Raises ``InputError`` that names ``file`` where it is no well-formed XML, or has a DTD or entities.

    >>> [child.tag for child in parse('<a xmlns="urn:x"><b/></a>', "a.xml")]
    ['b']
    """
    from defusedxml import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        # The text is decoded already; a declaration of its former encoding would be believed.
        root: Element = fromstring(_DECLARED.sub("", text, count=1), forbid_dtd=True)
    except ParseError as error:
        message = f"{file}: malformed XML ({error}); write it anew from the OCR program"
        raise InputError(message) from error
    except DefusedXmlException as error:
        message = f"{file}: XML with a DTD or entities, which are refused; remove the DOCTYPE with all that it declares"
        raise InputError(message) from error
    for element in root.iter():
        element.tag = local(element.tag)
    return root


def local(name: str) -> str:
    """A name without its namespace.

    >>> local("{http://www.loc.gov/standards/alto/ns-v4#}TextLine")
    'TextLine'
    """
    return name.rpartition("}")[2]


def inside(element: Element, *names: str) -> Iterator[Element]:
    """The nearest descendants of these names, in the order of the file; those inside them are not looked for."""
    for child in element:
        if child.tag in names:
            yield child
        else:
            yield from inside(child, *names)

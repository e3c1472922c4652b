"""XML from Tencent in, fields out; fields in, XML out that no text can break."""

import re
from collections.abc import Mapping

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from api.messaging.errors import BodyRefused

MAX_BODY_BYTES = 64 * 1024
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def fields_of(body: bytes | str) -> dict[str, str]:
    """Return the fields below the root, by name; nested ones are left out.

    Raises:
        BodyRefused: it is too large, no XML, or declares a document type or entities.
    """
    if len(body) > MAX_BODY_BYTES:
        raise BodyRefused("size")
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise BodyRefused("xml") from error
    return {child.tag: child.text or "" for child in root if len(child) == 0}


def xml_of(fields: Mapping[str, str | int]) -> str:
    """Return the fields as `<xml>`; texts stand in CDATA."""
    inner = "".join(f"<{name}>{_value(value)}</{name}>" for name, value in fields.items())
    return f"<xml>{inner}</xml>"


def legal(text: str) -> str:
    """Return the text without what XML 1.0 cannot hold."""
    return _ILLEGAL.sub("", text)


def _value(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return "<![CDATA[" + legal(value).replace("]]>", "]]]]><![CDATA[>") + "]]>"

"""HTTP Message Signatures (RFC 9421) and Content-Digest (RFC 9530): the part of them that instructions need.

One signature on a request. Components are header fields and the derived `@method`, `@path`, `@query`, `@authority` and
`@target-uri`, none with parameters. What a sender writes must be canonical (single spaces, no blanks around), so that
the text that was signed is the text that was sent.
"""

import hashlib
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

SIGNATURE_TEXT_MAX: Final = 4_096
_NAME: Final = r'"(?:@[a-z-]+|[a-z0-9!#$%&\'*+.^_`|~-]+)"'
_STRING: Final = r'"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\])*"'
_LABEL: Final = r"[a-z*][a-z0-9_.*-]*"
_INPUT: Final = re.compile(
    rf"({_LABEL})=(\(((?:{_NAME}(?: {_NAME})*)?)\)((?:;[a-z*][a-z0-9_.*-]*=(?:-?\d{{1,15}}|{_STRING}))*))", re.ASCII
)
_PARAMETER: Final = re.compile(rf";([a-z*][a-z0-9_.*-]*)=(?:(-?\d{{1,15}})|({_STRING}))", re.ASCII)
_SIGNATURE: Final = re.compile(rf"({_LABEL})=:([A-Za-z0-9+/]*={{0,2}}):", re.ASCII)
_DIGEST: Final = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):", re.ASCII)


class Message(NamedTuple):
    """A request as it is signed. `path` is the path as sent, `query` what follows its question mark; `headers` are
    (name in small letters, value), repeated ones in their order."""

    method: str
    scheme: str
    authority: str
    path: str
    query: str
    headers: Sequence[tuple[str, str]]

    def field(self, name: str) -> str | None:
        """A header's value: repeated ones joined as RFC 9421 joins them; None when it is absent."""
        values = [value.strip(" \t") for key, value in self.headers if key == name]
        return ", ".join(values) if values else None

    def component(self, name: str) -> str | None:
        """A component's value, or None when the message has none."""
        if not name.startswith("@"):
            return self.field(name)
        derived = {
            "@method": self.method,
            "@path": self.path or "/",
            "@query": f"?{self.query}",
            "@authority": self.authority.lower(),
            "@target-uri": f"{self.scheme}://{self.authority}{self.path}" + (f"?{self.query}" if self.query else ""),
        }
        return derived.get(name)


class Parsed(NamedTuple):
    """What the two header fields say. `text` is the value of Signature-Input behind its label, as it was sent."""

    components: tuple[str, ...]
    parameters: Mapping[str, int | str]
    text: str
    signature: bytes


def signature_base(message: Message, components: Iterable[str], text: str) -> str | None:
    """The text that is signed; None when the message lacks a component or has one with a line break in it."""
    lines = []
    for name in components:
        value = message.component(name)
        if value is None or "\n" in value or "\r" in value:
            return None
        lines.append(f'"{name}": {value}')
    return "\n".join([*lines, f'"@signature-params": {text}'])


def input_text(components: Iterable[str], parameters: Mapping[str, int | str]) -> str:
    """The value of Signature-Input behind its label."""
    inner = " ".join(f'"{name}"' for name in components)
    return f"({inner})" + "".join(f";{name}={_bare(value)}" for name, value in parameters.items())


def _bare(value: int | str) -> str:
    if isinstance(value, int):
        return str(value)
    quoted = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{quoted}"'


def parse(signature_input: str, signature: str) -> Parsed | None:
    """What Signature-Input and Signature say, or None when they are not one signature in canonical form."""
    if max(len(signature_input), len(signature)) > SIGNATURE_TEXT_MAX:
        return None
    said, signed = _INPUT.fullmatch(signature_input), _SIGNATURE.fullmatch(signature)
    if said is None or signed is None or said[1] != signed[1]:
        return None
    components = tuple(name.strip('"') for name in said[3].split()) if said[3] else ()
    found = [(name, int(number) if number else _unquoted(text)) for name, number, text in _PARAMETER.findall(said[4])]
    parameters = dict(found)
    if len(set(components)) != len(components) or len(parameters) != len(found) or len(signed[2]) % 4:
        return None
    return Parsed(components, parameters, said[2], b64decode(signed[2]))


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1])


def signature_text(signature: bytes) -> str:
    """A signature as the value of Signature behind its label."""
    return f":{b64encode(signature).decode()}:"


def content_digest(body: bytes) -> str:
    """The value of Content-Digest for a body."""
    return f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:"


def digest_holds(value: str, body: bytes) -> bool:
    """Whether a Content-Digest has a sha-256 digest and it is the body's; digests of other kinds are left alone."""
    members = [member.strip(" \t") for member in value.split(",")]
    found = [member for member in members if member.startswith("sha-256=")]
    return len(found) == 1 and _DIGEST.fullmatch(found[0]) is not None and found[0] == content_digest(body)

"""RFC 9421 by its own vectors, and by mutation: no bit of what is signed may change."""

from base64 import b64decode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.devices import httpsig
from jiaozi.devices.httpsig import Message
from jiaozi.devices.keys import canonical_key, verify

# RFC 9421, appendix B.1.4: test-key-ed25519
PRIVATE = b"""-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF
-----END PRIVATE KEY-----
"""
PUBLIC_SPKI = "MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs="
# B.2: test-request
REQUEST = Message(
    "POST",
    "https",
    "example.com",
    "/foo",
    "param=Value&Pet=dog",
    (
        ("host", "example.com"),
        ("date", "Tue, 20 Apr 2021 02:07:55 GMT"),
        ("content-type", "application/json"),
        (
            "content-digest",
            "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
        ),
        ("content-length", "18"),
    ),
)
BODY = b'{"hello": "world"}'
# B.2.6: signing a request using ed25519
INPUT = (
    'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")'
    ';created=1618884473;keyid="test-key-ed25519"'
)
SIGNATURE = "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:"
BASE = """"date": Tue, 20 Apr 2021 02:07:55 GMT
"@method": POST
"@path": /foo
"@authority": example.com
"content-type": application/json
"content-length": 18
"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length")\
;created=1618884473;keyid="test-key-ed25519\""""


def public() -> str:
    key = canonical_key("ed25519", PUBLIC_SPKI.replace("+", "-").replace("/", "_"))
    assert key is not None
    return key


def test_rfc_9421_b_2_6_is_read_rebuilt_and_verified() -> None:
    parsed = httpsig.parse(INPUT, SIGNATURE)
    assert parsed is not None
    assert parsed.components == ("date", "@method", "@path", "@authority", "content-type", "content-length")
    assert parsed.parameters == {"created": 1618884473, "keyid": "test-key-ed25519"}
    assert httpsig.signature_base(REQUEST, parsed.components, parsed.text) == BASE
    assert verify("ed25519", public(), parsed.signature, BASE.encode())


def test_rfc_9421_b_2_6_is_written_byte_for_byte() -> None:
    parsed = httpsig.parse(INPUT, SIGNATURE)
    assert parsed is not None
    text = httpsig.input_text(parsed.components, parsed.parameters)
    assert f"sig-b26={text}" == INPUT
    key = load_pem_private_key(PRIVATE, None)
    assert isinstance(key, Ed25519PrivateKey)
    assert f"sig-b26={httpsig.signature_text(key.sign(BASE.encode()))}" == SIGNATURE


def test_rfc_9421_derived_components() -> None:
    """Sections 2.2.1 to 2.2.7: the values of a POST to www.example.com."""
    message = Message("POST", "https", "www.EXAMPLE.com", "/path", "param=value", ())
    assert message.component("@method") == "POST"
    assert message.component("@authority") == "www.example.com"
    assert message.component("@path") == "/path"
    assert message.component("@query") == "?param=value"
    assert message._replace(authority="www.example.com").component("@target-uri") == (
        "https://www.example.com/path?param=value"
    )
    assert message._replace(query="").component("@query") == "?"
    assert message._replace(path="").component("@path") == "/"
    assert message.component("@request-target") is None


def test_rfc_9421_repeated_fields_are_joined_and_trimmed() -> None:
    """Section 2.1: `Cache-Control: max-age=60` and `   must-revalidate`."""
    message = REQUEST._replace(headers=(("cache-control", "max-age=60"), ("cache-control", "    must-revalidate ")))
    assert message.component("cache-control") == "max-age=60, must-revalidate"
    assert message.component("x-absent") is None
    assert httpsig.signature_base(message, ["x-absent"], "()") is None


def test_rfc_9530_digests() -> None:
    """RFC 9530, appendix D: the digest of {"hello": "world"} with a line feed; sha-512 beside it is left alone."""
    body = b'{"hello": "world"}\n'
    value = "sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"
    assert httpsig.content_digest(body) == value
    assert httpsig.digest_holds(value, body)
    assert httpsig.digest_holds(f"{REQUEST.field('content-digest')}, {value}", body)
    assert not httpsig.digest_holds(value, BODY)
    for wrong in ("", REQUEST.field("content-digest") or "", f"{value}, {value}", value[:-2], value.upper()):
        assert not httpsig.digest_holds(wrong, body)


@pytest.mark.parametrize(
    ("said", "signed"),
    [
        ("", ""),
        (INPUT, SIGNATURE.replace("sig-b26", "sig1")),
        (INPUT + ", " + INPUT, SIGNATURE),
        (INPUT, f"{SIGNATURE}, {SIGNATURE}"),
        (INPUT.replace(" ", "  ", 1), SIGNATURE),
        (INPUT.replace(";created", "; created"), SIGNATURE),
        (INPUT.replace('"date"', '"Date"'), SIGNATURE),
        (INPUT.replace('"date"', "date"), SIGNATURE),
        (INPUT.replace('"date"', '"date" "date"'), SIGNATURE),
        (INPUT.replace('"date"', '"date";sf'), SIGNATURE),
        (INPUT + ";created=1", SIGNATURE),
        (INPUT.replace("1618884473", "1618884473.5"), SIGNATURE),
        (INPUT.replace("test-key", "test\nkey"), SIGNATURE),
        (INPUT, SIGNATURE.replace("==:", ":")),
        (INPUT, SIGNATURE.replace(":", "")),
        (INPUT + ";a=1" * 2000, SIGNATURE),
    ],
)
def test_what_is_not_one_canonical_signature_is_none(said: str, signed: str) -> None:
    assert httpsig.parse(said, signed) is None


@given(st.integers(0, len(BASE.encode()) * 8 - 1))
def test_no_bit_of_the_signed_text_may_change(place: int) -> None:
    changed = bytearray(BASE.encode())
    changed[place // 8] ^= 1 << place % 8
    signature = b64decode(SIGNATURE.partition("=:")[2].rstrip(":"))
    assert not verify("ed25519", public(), signature, bytes(changed))


_TEXT = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30)
_NAMES = st.from_regex(r"[a-z][a-z0-9_.*-]{0,10}", fullmatch=True)


@given(
    components=st.lists(st.from_regex(r"@?[a-z]+(-[a-z]+)*", fullmatch=True), unique=True, max_size=6),
    parameters=st.dictionaries(_NAMES, st.one_of(st.integers(-(10**15) + 1, 10**15 - 1), _TEXT), max_size=6),
    signature=st.binary(max_size=80),
)
def test_what_is_written_is_read_again(
    components: list[str], parameters: dict[str, int | str], signature: bytes
) -> None:
    text = httpsig.input_text(components, parameters)
    parsed = httpsig.parse(f"sig1={text}", f"sig1={httpsig.signature_text(signature)}")
    assert parsed is not None
    assert (list(parsed.components), dict(parsed.parameters)) == (components, parameters)
    assert (parsed.text, parsed.signature) == (text, signature)


@given(st.text(max_size=80), st.text(max_size=80))
def test_nothing_that_is_sent_makes_the_parser_fail(said: str, signed: str) -> None:
    httpsig.parse(said, signed)
    httpsig.parse(INPUT + said, SIGNATURE + signed)
    httpsig.digest_holds(said, BODY)

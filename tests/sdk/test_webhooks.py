"""What a receiver verifies, in Python and in TypeScript alike: what the platform and what Standard Webhooks sign, and
nothing else."""

import base64
import json
from datetime import UTC, datetime
from typing import NamedTuple

from standardwebhooks.webhooks import Webhook

from jiaozi.webhooks import signing
from jiaozi.webhooks.messages import body_of, sample
from jiaozi_sdk import SignatureInvalid, verify_webhook
from tests.sdk import node

NOW_S = 1_800_000_000
SECRET = signing.secret_of(b"k" * 32, 7, 1)
OTHER = signing.secret_of(b"k" * 32, 7, 2)
BODY = body_of(sample("payment.completed", 0, 120))
EVENT = json.loads(BODY)["id"]
HEADERS = signing.headers([SECRET], EVENT, NOW_S, BODY)
FAR = "no id, or a timestamp that is missing or too far away"
WRONG = "no signature fits"
NO_EVENT = "signed, but no event"


class Message(NamedTuple):
    """What comes to a receiver, and what it is."""

    found: str
    body: bytes = BODY
    headers: dict[str, str] = HEADERS
    secret: str = SECRET
    now_s: float = NOW_S


def by_the_standard(body: bytes) -> dict[str, str]:
    """The headers that the reference library of Standard Webhooks makes."""
    signed = Webhook(SECRET).sign("msg_1", datetime.fromtimestamp(NOW_S, tz=UTC), body.decode())
    return {"webhook-id": "msg_1", "webhook-timestamp": str(NOW_S), "webhook-signature": signed}


def signature(text: str) -> dict[str, str]:
    return HEADERS | {"webhook-signature": text}


GIVEN = HEADERS["webhook-signature"]
MESSAGES = (
    Message(EVENT),
    Message(EVENT, headers={name.title(): text for name, text in HEADERS.items()}),
    Message(EVENT, headers=by_the_standard(BODY)),
    Message(EVENT, headers=signing.headers([OTHER, SECRET], EVENT, NOW_S, BODY)),
    Message(EVENT, headers=signature(f"v2,AAAA {GIVEN}")),
    Message(EVENT, now_s=NOW_S + 300),
    Message(FAR, now_s=NOW_S + 301),
    Message(FAR, now_s=NOW_S - 301),
    Message(FAR, headers={}),
    Message(FAR, headers=HEADERS | {"webhook-id": ""}),
    *(Message(FAR, headers=HEADERS | {"webhook-timestamp": text}) for text in ("", "now", "1e9", "²", "-1", "9" * 16)),
    Message(WRONG, body=BODY + b" "),
    Message(WRONG, headers=HEADERS | {"webhook-id": "evt_2"}),
    Message(WRONG, headers=HEADERS | {"webhook-timestamp": str(NOW_S + 1)}),
    Message(WRONG, secret=OTHER),
    *(
        Message(WRONG, headers=signature(text))
        for text in ("", "v1,", "v1,!", "v1,AAAA", GIVEN.rstrip("="), GIVEN.removeprefix("v1,"), f"v2{GIVEN[2:]}")
    ),
    *(
        Message(NO_EVENT, body=body, headers=signing.headers([SECRET], EVENT, NOW_S, body))
        for body in (
            b"",
            b"{}",
            b"5",
            b'{"type": 5}',
            b'{"type": "a", "type": "b"}',
            b'{"type": "\xff"}',
            b"\xef\xbb\xbf{}",
        )
    ),
    # The vector that the documents of Standard Webhooks give; it is signed, and no event of the platform's.
    Message(
        NO_EVENT,
        b'{"test": 2432232314}',
        {
            "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp": "1614265330",
            "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        },
        "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
        1_614_265_330,
    ),
)


def in_python(message: Message) -> str:
    try:
        return verify_webhook(message.secret, message.headers, message.body, message.now_s).id
    except SignatureInvalid as error:
        return str(error)


def test_both_sdks_take_what_was_signed_and_refuse_the_same() -> None:
    sent = [each._asdict() | {"body": base64.b64encode(each.body).decode()} for each in MESSAGES]
    expected = [each.found for each in MESSAGES]
    assert [in_python(each) for each in MESSAGES] == expected
    assert node.run("verify", messages=sent) == expected

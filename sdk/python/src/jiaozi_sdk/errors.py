"""What goes wrong, as one kind of exception."""

from collections.abc import Sequence
from typing import NamedTuple


class FieldError(NamedTuple):
    """A field of a request that is malformed, and how, in English and Chinese."""

    field: str
    message: str
    message_zh: str = ""


class ApiError(Exception):
    """A refusal or a failure.

    `code` is from the platform's table of errors, or one of these: `connection_failed`, no answer came;
    `answer_unreadable`, somebody between us and the platform answered, or with too much. After these, and after
    `outcome_unknown`, an act may or may not have been done: repeat it with the same key (`key`) to find out.

    `status` is HTTP's, 0 without an answer. `detail` is the platform's sentence, `rule` the name of the rule that was
    the reason, each with its Chinese in `_zh`; `citation` where that rule stands, told to staff. `request_id` is what
    the operator finds the request by, `errors` the fields that are malformed. `retryable` is the platform's word that
    the same may go through later; `replayed` that this was the answer to an earlier request with its key: what can be
    done by now takes another key. `sent` is False where nothing of the request left this machine,
    so nothing was done.
    """

    def __init__(
        self,
        code: str,
        status: int,
        detail: str = "",
        *,
        title: str = "",
        rule: str = "",
        title_zh: str = "",
        detail_zh: str = "",
        rule_zh: str = "",
        citation: str = "",
        request_id: str = "",
        key: str = "",
        retryable: bool = False,
        errors: Sequence[FieldError] = (),
        replayed: bool = False,
        sent: bool = True,
    ) -> None:
        super().__init__(code, status, detail)
        self.code = code
        self.status = status
        self.detail = detail
        self.title = title
        self.rule = rule
        self.title_zh = title_zh
        self.detail_zh = detail_zh
        self.rule_zh = rule_zh
        self.citation = citation
        self.request_id = request_id
        self.key = key
        self.retryable = retryable
        self.errors = tuple(errors)
        self.replayed = replayed
        self.sent = sent

    def __str__(self) -> str:
        sentence = " ".join(each for each in (self.title, self.detail) if each)
        more = [f"{name} {value}" for name, value in (("rule", self.rule), ("request", self.request_id)) if value]
        text = f"{self.code} ({self.status})" if self.status else self.code
        return f"{text}: {sentence}" * bool(sentence) + text * (not sentence) + f" [{', '.join(more)}]" * bool(more)

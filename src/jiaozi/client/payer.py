"""A payer's token in a program: the codes and taps that a device shows to tills, made without a network."""

from collections.abc import Callable

from jiaozi.clock import SystemClock
from jiaozi.codes import token
from jiaozi.ids import decode_id


class PayerToken:
    """Shows what tills charge. `number`, `secret` and `step_s` are what `Client.enrol_payer_token` answered; keep the
    secret as you keep the device's key. `now_us` gives the platform's time, for a world whose clock is not ours.

    `last_counter` is the last counter that this device has used for a tap: store it before you answer a till.
    """

    def __init__(
        self, number: str, secret: str, step_s: int, *, last_counter: int = 0, now_us: Callable[[], int] | None = None
    ) -> None:
        self._number = number
        self._secret = bytes.fromhex(secret)
        self._step_s = step_s
        self._now_us = now_us or SystemClock().now
        self._step = -1
        self._shown = 0
        self.last_counter = last_counter

    def __repr__(self) -> str:
        return f"PayerToken({self._number!r})"

    def code(self, *, user_verified: bool) -> str:
        """The next payment code, of 25 digits; good for this step and the next, or until a later one was charged.

        Set `user_verified` only after the user has proved who it is. Raises `ValueError` for an eleventh code in a
        step.
        """
        now = self._now_us()
        step = token.step_at(now, self._step_s)
        self._shown = self._shown + 1 if step == self._step else 0
        self._step = step
        return token.payment_code(
            self._secret, int(self._number), now, self._shown, user_verified=user_verified, step_s=self._step_s
        )

    def tap(self, store: str, amount_minor: int, *, user_verified: bool) -> dict[str, object]:
        """The answer to a till that names its store and an amount: what `Client.charge_tap` takes."""
        self.last_counter += 1
        named = (decode_id("sto", store), amount_minor)
        made = token.cryptogram(self._secret, self.last_counter, *named, user_verified=user_verified)
        return {"number": self._number, "counter": self.last_counter, "cryptogram": made}

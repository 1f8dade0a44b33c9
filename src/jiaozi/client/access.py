"""Principals, enrolments and keys, acts of two people, the log of acts, outcomes by key."""

import secrets
from base64 import b32encode
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from jiaozi.client.core import PAGE_LIMIT, Core
from jiaozi.wire import access as wire


class FirstKey(NamedTuple):
    """What enrolling gives: a principal, its key's id, and the token, which exists nowhere else."""

    principal: str
    key: str
    token: str

    def __repr__(self) -> str:
        return f"FirstKey({self.principal}, {self.key})"


def enrol(base_url: str, *shares: str, secret: str = "") -> FirstKey:
    """One's first key, for the shares of one's code. Raises `ApiError`: `enrolment_invalid`.

    The secret is made here and only its hash is sent. With a `secret` of one's own (52 characters of base 32) a request
    whose answer was lost can be made again.
    """
    secret = secret or b32encode(secrets.token_bytes(32)).decode().rstrip("=")
    body = {"shares": list(shares), "secret_hash": sha256(secret.encode()).hexdigest()}
    with _Stranger(base_url, "") as stranger:
        given = stranger.enrol(body)
    return FirstKey(given.principal, given.key, f"{given.token_prefix}{secret}")


class _Stranger(Core):
    """Who has no key yet."""

    def enrol(self, body: dict[str, object]) -> wire.Enrolled:
        return wire.Enrolled.model_validate(self._send("POST", "/v1/enrolments", query={}, body=body))


class AccessMethods(Core):
    """Methods of access."""

    def me(self) -> wire.Me:
        """Who is calling, and what the role may do."""
        return self._get("/v1/me", wire.Me)

    def principals(self) -> Iterator[wire.Principal]:
        """Principals the caller may see."""
        return self._pages("/v1/principals", wire.Principal, limit=PAGE_LIMIT)

    def principal(self, principal: str) -> wire.Principal:
        """A principal."""
        return self._get(f"/v1/principals/{principal}", wire.Principal)

    def create_principal(
        self,
        role: str,
        reason: str,
        *,
        institution: str | None = None,
        subject: str | None = None,
        name: str = "",
        key: str = "",
    ) -> wire.Proposed:
        """Proposes a principal, which enrols once it is approved (`enrol`)."""
        body = {"role": role, "institution": institution, "subject": subject, "name": name, "reason": reason}
        return self._post("/v1/principals", wire.Proposed, body, key=key)

    def suspend_principal(self, principal: str, *, key: str = "") -> wire.PrincipalStatusSet:
        """Stops honouring a principal's keys."""
        return self._post(f"/v1/principals/{principal}/suspension", wire.PrincipalStatusSet, key=key)

    def resume_principal(self, principal: str, reason: str, *, key: str = "") -> wire.Proposed:
        """Proposes to honour a principal's keys again."""
        return self._post(f"/v1/principals/{principal}/resumption", wire.Proposed, {"reason": reason}, key=key)

    def renew_enrolment(self, principal: str, reason: str, *, key: str = "") -> wire.Proposed:
        """Proposes that a principal enrols again; its earlier keys end when it does."""
        return self._post(f"/v1/principals/{principal}/enrolments", wire.Proposed, {"reason": reason}, key=key)

    def draw_share(self, enrolment: str, *, key: str = "") -> wire.ShareDrawn:
        """One's share of an enrolment's code, to be given to whoever enrols; it is in this answer alone."""
        return self._post(f"/v1/enrolments/{enrolment}/shares", wire.ShareDrawn, key=key)

    def api_keys(self, principal: str) -> Iterator[wire.ApiKey]:
        """A principal's keys, without their secrets."""
        return self._pages(f"/v1/principals/{principal}/keys", wire.ApiKey)

    def issue_api_key(self, principal: str, *, key: str = "") -> wire.ApiKeyIssued:
        """A further key of one's own; the token is in this answer alone."""
        return self._post(f"/v1/principals/{principal}/keys", wire.ApiKeyIssued, key=key)

    def rotate_api_key(self, api_key: str, *, overlap_s: int = 0, key: str = "") -> wire.ApiKeyIssued:
        """Replaces a key of one's own; the old one stays valid for `overlap_s` seconds."""
        return self._post(f"/v1/keys/{api_key}/rotation", wire.ApiKeyIssued, {"overlap_s": overlap_s}, key=key)

    def revoke_api_key(self, api_key: str, *, key: str = "") -> wire.ApiKeyRevoked:
        """Ends a key."""
        return self._post(f"/v1/keys/{api_key}/revocation", wire.ApiKeyRevoked, key=key)

    def proposals(self) -> Iterator[wire.Proposal]:
        """Acts of two people the caller may see."""
        return self._pages("/v1/proposals", wire.Proposal, limit=PAGE_LIMIT)

    def proposal(self, proposal: str) -> wire.Proposal:
        """An act of two people."""
        return self._get(f"/v1/proposals/{proposal}", wire.Proposal)

    def approve(self, proposal: str, note: str = "", *, key: str = "") -> wire.Decided:
        """The second person's yes."""
        return self._post(f"/v1/proposals/{proposal}/approve", wire.Decided, {"note": note}, key=key)

    def reject(self, proposal: str, note: str = "", *, key: str = "") -> wire.Decided:
        """The second person's no."""
        return self._post(f"/v1/proposals/{proposal}/reject", wire.Decided, {"note": note}, key=key)

    def acts(self, *, principal: str | None = None, operation: str | None = None) -> Iterator[wire.Act]:
        """The log of acts."""
        return self._pages("/v1/acts", wire.Act, principal=principal, operation=operation, limit=PAGE_LIMIT)

    def outcome(self, operation: str, key: str) -> wire.Outcome:
        """What was decided under one of the caller's own keys."""
        return self._get("/v1/outcomes", wire.Outcome, operation=operation, key=key)

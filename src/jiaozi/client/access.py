"""Principals and keys, acts of two people, the log of acts, outcomes by key."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core
from jiaozi.wire import access as wire


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
        self, role: str, *, institution: str | None = None, subject: str | None = None, name: str = "", key: str = ""
    ) -> wire.PrincipalCreated:
        """Makes a principal."""
        body = {"role": role, "institution": institution, "subject": subject, "name": name}
        return self._post("/v1/principals", wire.PrincipalCreated, body, key=key)

    def suspend_principal(self, principal: str, *, key: str = "") -> wire.PrincipalStatusSet:
        """Stops honouring a principal's keys."""
        return self._post(f"/v1/principals/{principal}/suspension", wire.PrincipalStatusSet, key=key)

    def resume_principal(self, principal: str, *, key: str = "") -> wire.PrincipalStatusSet:
        """Honours a principal's keys again."""
        return self._post(f"/v1/principals/{principal}/resumption", wire.PrincipalStatusSet, key=key)

    def api_keys(self, principal: str) -> Iterator[wire.ApiKey]:
        """A principal's keys, without their secrets."""
        return self._pages(f"/v1/principals/{principal}/keys", wire.ApiKey)

    def issue_api_key(self, principal: str, *, key: str = "") -> wire.ApiKeyIssued:
        """Gives a principal a key; the token is in this answer alone."""
        return self._post(f"/v1/principals/{principal}/keys", wire.ApiKeyIssued, key=key)

    def rotate_api_key(self, api_key: str, *, overlap_s: int = 0, key: str = "") -> wire.ApiKeyIssued:
        """Replaces a key; the old one stays valid for `overlap_s` seconds."""
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

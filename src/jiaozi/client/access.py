"""Principals and keys, acts of two people, the log of acts, outcomes by key."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core
from jiaozi.wire import answers


class AccessMethods(Core):
    """Methods of access."""

    def me(self) -> answers.Me:
        """Who is calling, and what the role may do."""
        return self._get("/v1/me", answers.Me)

    def principals(self) -> Iterator[answers.Principal]:
        """Principals the caller may see."""
        return self._pages("/v1/principals", answers.Principal, limit=PAGE_LIMIT)

    def principal(self, principal: str) -> answers.Principal:
        """A principal."""
        return self._get(f"/v1/principals/{principal}", answers.Principal)

    def create_principal(
        self, role: str, *, institution: str | None = None, subject: str | None = None, name: str = "", key: str = ""
    ) -> answers.PrincipalCreated:
        """Makes a principal."""
        body = {"role": role, "institution": institution, "subject": subject, "name": name}
        return self._post("/v1/principals", answers.PrincipalCreated, body, key=key)

    def suspend_principal(self, principal: str, *, key: str = "") -> answers.PrincipalStatusSet:
        """Stops honouring a principal's keys."""
        return self._post(f"/v1/principals/{principal}/suspension", answers.PrincipalStatusSet, key=key)

    def resume_principal(self, principal: str, *, key: str = "") -> answers.PrincipalStatusSet:
        """Honours a principal's keys again."""
        return self._post(f"/v1/principals/{principal}/resumption", answers.PrincipalStatusSet, key=key)

    def api_keys(self, principal: str) -> Iterator[answers.ApiKey]:
        """A principal's keys, without their secrets."""
        return self._pages(f"/v1/principals/{principal}/keys", answers.ApiKey)

    def issue_api_key(self, principal: str, *, key: str = "") -> answers.ApiKeyIssued:
        """Gives a principal a key; the token is in this answer alone."""
        return self._post(f"/v1/principals/{principal}/keys", answers.ApiKeyIssued, key=key)

    def rotate_api_key(self, api_key: str, *, overlap_s: int = 0, key: str = "") -> answers.ApiKeyIssued:
        """Replaces a key; the old one stays valid for `overlap_s` seconds."""
        return self._post(f"/v1/keys/{api_key}/rotation", answers.ApiKeyIssued, {"overlap_s": overlap_s}, key=key)

    def revoke_api_key(self, api_key: str, *, key: str = "") -> answers.ApiKeyRevoked:
        """Ends a key."""
        return self._post(f"/v1/keys/{api_key}/revocation", answers.ApiKeyRevoked, key=key)

    def proposals(self) -> Iterator[answers.Proposal]:
        """Acts of two people the caller may see."""
        return self._pages("/v1/proposals", answers.Proposal, limit=PAGE_LIMIT)

    def proposal(self, proposal: str) -> answers.Proposal:
        """An act of two people."""
        return self._get(f"/v1/proposals/{proposal}", answers.Proposal)

    def approve(self, proposal: str, note: str = "", *, key: str = "") -> answers.Decided:
        """The second person's yes."""
        return self._post(f"/v1/proposals/{proposal}/approve", answers.Decided, {"note": note}, key=key)

    def reject(self, proposal: str, note: str = "", *, key: str = "") -> answers.Decided:
        """The second person's no."""
        return self._post(f"/v1/proposals/{proposal}/reject", answers.Decided, {"note": note}, key=key)

    def acts(self, *, principal: str | None = None, operation: str | None = None) -> Iterator[answers.Act]:
        """The log of acts."""
        return self._pages("/v1/acts", answers.Act, principal=principal, operation=operation, limit=PAGE_LIMIT)

    def outcome(self, operation: str, key: str) -> answers.Outcome:
        """What was decided under one of the caller's own keys."""
        return self._get("/v1/outcomes", answers.Outcome, operation=operation, key=key)

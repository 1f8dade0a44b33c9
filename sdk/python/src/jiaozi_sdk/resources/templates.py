# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.templates`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class TemplatesPrograms:
    """`Client.templates.programs`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        template: str,
        *,
        version: int,
        parameters: Sequence[models.ParameterValue],
        funder: str,
        name_en: str,
        name_zh: str,
        opens_at: str,
        claims_until: str,
        expires_at: str,
        quota: int = 0,
        key: str = "",
    ) -> models.ProgramDrafted:
        """Writes a program whose terms are those of an approved template, with these parameters. It is a draft until
        two people open it; `funder` is the company's wallet that pays for it and gets back what is not spent.

        - `template`: The template that the terms come from
        - `version`: How often it has changed
        - `parameters`: What the parameters of the template are
        - `funder`: The company's wallet that pays for it
        - `name_en`: The name in English
        - `name_zh`: The name in Chinese
        - `opens_at`: From when on it is claimed and spent
        - `claims_until`: Until when claims are given
        - `expires_at`: Until when it holds
        - `quota`: How many claims there may be; 0 for any number
        """
        answer: models.ProgramDrafted = self._transport.send(
            Call(
                "POST",
                path("/v1/templates/{}/programs", template),
                {201: models.ProgramDrafted},
                body={
                    "version": version,
                    "parameters": parameters,
                    "funder": funder,
                    "name_en": name_en,
                    "name_zh": name_zh,
                    "opens_at": opens_at,
                    "claims_until": claims_until,
                    "expires_at": expires_at,
                    "quota": quota,
                },
                key=key or new_key(),
            )
        )
        return answer


class TemplatesVersions:
    """`Client.templates.versions`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, template: str, version: int) -> models.Template:
        """A version of a template: its terms and parameters. A draft is there for its writer, the central bank and
        auditors alone.

        - `template`: The template that the terms come from
        - `version`: How often it has changed
        """
        answer: models.Template = self._transport.send(
            Call("GET", path("/v1/templates/{}/versions/{}", template, version), {200: models.Template})
        )
        return answer

    def canonical(self, template: str, version: int) -> models.CanonicalText:
        """The text of a version of which its `sha256` is made, byte for byte: what two people decide on.

        - `template`: The template that the terms come from
        - `version`: How often it has changed
        """
        answer: models.CanonicalText = self._transport.send(
            Call("GET", path("/v1/templates/{}/versions/{}/canonical", template, version), {200: models.CanonicalText})
        )
        return answer

    def proof(
        self, template: str, version: int, *, parameters: Sequence[models.ParameterValue], days: int = 30, key: str = ""
    ) -> models.Proofs:
        """Proves a version of a template with parameters, of a program that would be open from now on; also before
        it is approved. For those who may read its draft. A reading: nothing is kept under its key, and repeated
        it tells how things stand then.

        Parameters of a template, and for how many days from now a program with them would be open.

        - `template`: The template that the terms come from
        - `version`: How often it has changed
        - `parameters`: Its parameters
        - `days`: For how many days from now a program would be open
        """
        answer: models.Proofs = self._transport.send(
            Call(
                "POST",
                path("/v1/templates/{}/versions/{}/proof", template, version),
                {200: models.Proofs},
                body={"parameters": parameters, "days": days},
                key=key or new_key(),
            )
        )
        return answer

    def withdraw(self, template: str, version: int, *, key: str = "") -> models.TemplateWithdrawn:
        """Its writer withdraws a version that nobody has approved.

        - `template`: The template that the terms come from
        - `version`: How often it has changed
        """
        answer: models.TemplateWithdrawn = self._transport.send(
            Call(
                "POST",
                path("/v1/templates/{}/versions/{}/withdrawal", template, version),
                {200: models.TemplateWithdrawn},
                key=key or new_key(),
            )
        )
        return answer


class Templates:
    """`Client.templates`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.programs = TemplatesPrograms(transport)
        self.versions = TemplatesVersions(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.TemplateInList]:
        """All versions of templates that were decided on, the oldest template first; drafts for their writer, the
        central bank and auditors.
        """
        return Pages(
            self._transport,
            Call("GET", "/v1/templates", {200: Page[models.TemplateInList]}),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        *,
        kind: Literal["envelope", "voucher"],
        title_en: str,
        title_zh: str,
        explanation_en: str,
        explanation_zh: str,
        parameters: Sequence[models.TemplateParameter],
        terms: models.Terms,
        template: str | None = None,
        key: str = "",
    ) -> models.TemplateWritten:
        """Writes a template, or the next version of one's own `template`. It never changes from then on, and is a
        draft until two people of the central bank approve it.

        - `kind`: Of programs of which kind
        - `title_en`: What it is called, in English
        - `title_zh`: What it is called, in Chinese
        - `explanation_en`: What it is for, in English
        - `explanation_zh`: What it is for, in Chinese
        - `parameters`: Its parameters
        - `terms`: What it may be used for
        - `template`: Of which template it is another version; null for a new one
        """
        answer: models.TemplateWritten = self._transport.send(
            Call(
                "POST",
                "/v1/templates",
                {201: models.TemplateWritten},
                body={
                    "kind": kind,
                    "title_en": title_en,
                    "title_zh": title_zh,
                    "explanation_en": explanation_en,
                    "explanation_zh": explanation_zh,
                    "parameters": parameters,
                    "terms": terms,
                    "template": template,
                },
                key=key or new_key(),
            )
        )
        return answer

    def get(self, template: str) -> models.Template:
        """The newest version of a template: of those that one may read.

        - `template`: The template that the terms come from
        """
        answer: models.Template = self._transport.send(
            Call("GET", path("/v1/templates/{}", template), {200: models.Template})
        )
        return answer

    def state(
        self,
        template: str,
        *,
        version: int,
        sha256: str,
        state: Literal["approved", "suspended", "retired"],
        reason: str,
        key: str = "",
    ) -> models.Proposed:
        """Approves a version, suspends it, or retires it for good. `sha256` is that of the content that was read:
        with any other it is refused. No program is drafted or opened from what is suspended or retired; those
        that are open go on, and their operators pause or stop them.

        It takes two: this proposes it, and it is done when a second person approves.

        - `template`: The template that the terms come from
        - `version`: How often it has changed
        - `sha256`: SHA-256 of the content, by which it is approved
        - `state`: What has become of it
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/templates/{}/state", template),
                {202: models.Proposed},
                body={"version": version, "sha256": sha256, "state": state, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer

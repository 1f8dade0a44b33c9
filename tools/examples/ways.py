"""What has to have happened before the examples of what else becomes of money bound to a purpose."""

from collections.abc import Callable
from typing import Any

from tests.worlds.town import yuan

from tools.examples.asks import BODIES, LATER, Ask
from tools.examples.stage import Scene


def opened(scene: Scene, **terms: Any) -> str:
    """A program of the works' with more in its terms, funded, and opened by two."""
    company = scene.things["company"]
    said = {"how_much": {"face": yuan(300)}, **terms}
    times = {"opens_at": "2026-03-20T08:00:00+08:00", "claims_until": LATER, "expires_at": LATER}
    body = {"funder": company, "kind": "envelope", "name_en": "Tea", "name_zh": "茶", "terms": said, **times}
    program: str = scene.post("works", "/v1/programs", body)["program"]
    scene.post("works", f"/v1/programs/{program}/funding", {"wallet": company, "amount": yuan(3_000)})
    scene.by_two("icbc", f"/v1/programs/{program}/state", {"state": "open", "reason": "as agreed"})
    return program


def claimed(body: Callable[[Scene], dict[str, Any]], **terms: Any) -> Callable[[Scene], Ask]:
    """Li has claimed of such a program, and what she asks then."""

    def before(scene: Scene) -> Ask:
        wallet = scene.things["wal"]
        claim = scene.post("li", f"/v1/programs/{opened(scene, **terms)}/claims", {"wallet": wallet})["claim"]
        return Ask("li", body(scene), {"claim": claim})

    return before


def shared(*, agreed: bool) -> Callable[[Scene], Ask]:
    """A program of which merchants bear a part; the works have agreed for their mill, or are to."""

    def before(scene: Scene) -> Ask:
        program = opened(scene, who_pays={"merchant_ppm": 100_000})
        body = {"terms_sha256": scene.live.get("li", f"/v1/programs/{program}").json()["terms_sha256"]}
        if agreed:
            scene.post("works", f"/v1/merchants/{scene.things['mer']}/cofunding/{program}", body)
        return Ask("works", {} if agreed else body, {"program": program})

    return before


def listed(scene: Scene) -> Ask:
    """A grant list of the works' that was opened."""
    path = f"/v1/programs/{scene.things['prg']}/grant-lists"
    made = scene.post("works", path, BODIES["open_grant_list"](scene))["grant_list"]
    return Ask("works", given={"grant_list": made})

"""What people fill in when they make a move: votes that count up, dates in order, sums that fit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from council.demo.stage import Stage
from council.demo.texts import load
from projects.choices import Cause, Evaluation, Exemption, OfficeOpinion, Opinion, Outcome, Reply
from projects.models import Project
from projects.workflows import Move
from projects.workflows.inputs import Input, Kind

GOES_ON = (Outcome.PASS, Outcome.SKIP)


@dataclass
class Scene:
    """What the facts depend on besides the move: the day, and the term that the project is to run."""

    stage: Stage
    project: Project
    move: Move
    on: dt.date
    starts_on: dt.date
    ends_on: dt.date
    result: str = ""

    @property
    def passes(self) -> bool:
        return self.move.outcome in GOES_ON


def facts(scene: Scene) -> dict[str, Any]:
    """Return an answer to everything that the move asks."""
    given: dict[str, Any] = {}
    for asked in scene.move.inputs:
        tell = TELLERS.get(asked.name)
        given[asked.name] = tell(scene, given) if tell else _plain(asked, scene)
    return {name: value for name, value in given.items() if value is not None}


def _plain(asked: Input, scene: Scene) -> Any:
    """Answer an input that has no words of its own, by its kind; leave an optional one empty."""
    if asked.kind == Kind.CHECK:
        return True
    if not asked.required:
        return None
    answers: dict[Kind, Any] = {
        Kind.DATE: scene.on,
        Kind.LINE: "시연 자료",
        Kind.TEXT: "시연 자료",
        Kind.WON: 0,
        Kind.COUNT: 1,
        Kind.CHOICE: asked.choices[0][0] if asked.choices else None,
    }
    return answers[asked.kind]


def _reference(scene: Scene, given: dict[str, Any]) -> str:
    code, on = scene.move.code, scene.on
    committee = scene.project.committee.name if scene.project.committee else "분과"
    if code.startswith("committee"):
        return f"{on.month}월 {committee} 회의록"
    if code.startswith("assembly"):
        return f"{on.year}년 주민총회 결과 공고"
    named = {
        "assent": f"{on.year}년 제{on.month % 4 + 1}차 의회 임시회 의결서",
        "no_assent": f"{on.year}년 제{on.month % 4 + 1}차 의회 임시회 의결서",
        "send": f"협의의견서 {on.year}-{scene.project.number:02}호",
    }
    if code in named:
        return named[code]
    if code.startswith(("settle", "close", "renew")):
        return f"정산보고서 {on.year}-{scene.project.number:02}호"
    return f"제{on.month}차 정기회의 회의록"


def _present(scene: Scene, given: dict[str, Any]) -> int:
    seated = scene.stage.seats
    return scene.stage.dice.randint(seated * 2 // 3, seated - 3)


def _yes(scene: Scene, given: dict[str, Any]) -> int:
    dice = scene.stage.dice
    if "attended" in given:
        share = dice.uniform(0.62, 0.9) if scene.passes else dice.uniform(0.25, 0.45)
        return int(given["attended"] * share)
    if "present" in given:
        voting = given["present"] - (given.get("recused") or 0)
        return voting - dice.randint(0, 5) if scene.passes else voting // 2 - dice.randint(1, 4)
    return dice.randint(6, 9)


def _no(scene: Scene, given: dict[str, Any]) -> int:
    if "attended" in given:
        return int(given["attended"] - given["yes"])
    if "present" in given:
        return int(given["present"] - (given.get("recused") or 0) - given["yes"])
    return scene.stage.dice.randint(0, 2)


def _opinion(scene: Scene, given: dict[str, Any]) -> str:
    if scene.move.code == "vote_opinion":
        return str(Opinion(load("moves")["opinions"][_turn(scene, "opinions")][0]))
    return OfficeOpinion.CONDITIONAL if scene.stage.dice.random() < 0.3 else OfficeOpinion.FIT


def _opinion_text(scene: Scene, given: dict[str, Any]) -> str | None:
    return load("moves")["opinions"][_turn(scene, "opinions")][1] or None


def _reply(scene: Scene, given: dict[str, Any]) -> str:
    return str(Reply(load("moves")["replies"][_turn(scene, "replies")][0]))


def _reply_text(scene: Scene, given: dict[str, Any]) -> str:
    return str(load("moves")["replies"][_turn(scene, "replies")][1])


def _turn(scene: Scene, name: str) -> int:
    """Return which of the texts this project has: the same one for its code and its words."""
    return scene.project.number % len(load("moves")[name])


def _grant_spent(scene: Scene, given: dict[str, Any]) -> int | None:
    return _thousands(_cost(scene) * 0.76) if scene.project.grant_funded else None


def _own_spent(scene: Scene, given: dict[str, Any]) -> int:
    return _thousands(_cost(scene) * (0.19 if scene.project.grant_funded else 0.95))


def _cost(scene: Scene) -> int:
    return scene.project.planned_cost or 0


def _thousands(won: float) -> int:
    return int(won) // 1000 * 1000


def _late_reason(scene: Scene, given: dict[str, Any]) -> str | None:
    days = (scene.project.starts_on - given["basis_on"]).days if scene.project.starts_on else 999
    return (
        "임시회가 한 달 미뤄져 동의가 늦었습니다."
        if days < scene.stage.book.days("entrusted.consent_lead_days")
        else None
    )


def _returned(scene: Scene, given: dict[str, Any]) -> int:
    return _thousands(_cost(scene) * 0.05)


def _office_point(name: str) -> Callable[[Scene, dict[str, Any]], Any]:
    return lambda scene, given: load("moves")["office_points"][name]


def _result(scene: Scene, given: dict[str, Any]) -> Any:
    """An inspection's result is a mark; a report's is what came of the plan."""
    return Evaluation.ADEQUATE if scene.move.code == "inspect" else scene.result


#: Facts by the name of the input; what is not here is answered by its kind.
TELLERS: dict[str, Callable[[Scene, dict[str, Any]], Any]] = {
    "basis_on": lambda scene, given: scene.on,
    "basis_reference": _reference,
    "seated": lambda scene, given: scene.stage.seats,
    "present": _present,
    "recused": lambda scene, given: scene.stage.dice.choice([0, 0, 0, 1]),
    "attended": lambda scene, given: scene.stage.dice.randint(140, 320),
    "yes": _yes,
    "no": _no,
    "opinion": _opinion,
    "opinion_text": _opinion_text,
    "head_spoke": lambda scene, given: True,
    "reply": _reply,
    "reply_text": _reply_text,
    "starts_on": lambda scene, given: scene.starts_on,
    "ends_on": lambda scene, given: None if scene.move.outcome == Outcome.CHANGE else scene.ends_on,
    "planned_cost": lambda scene, given: None if scene.move.outcome == Outcome.CHANGE else scene.project.planned_cost,
    "exemption": lambda scene, given: Exemption.RENEWAL if scene.project.renewals else Exemption.SHORT_TERM,
    "late_reason": _late_reason,
    "grant_reference": lambda scene, given: f"교부결정 {scene.on.year}-{scene.project.number:03}호",
    "participants": lambda scene, given: scene.stage.dice.randint(60, 1200),
    "result": _result,
    "grant_spent": _grant_spent,
    "own_spent": _own_spent,
    "returned": _returned,
    "evaluation": lambda scene, given: Evaluation.EXCELLENT if scene.stage.dice.random() < 0.4 else Evaluation.ADEQUATE,
    "renewal": lambda scene, given: "CLOSE",
    "cause": lambda scene, given: Cause.INCAPABLE,
    "heard_on": lambda scene, given: scene.on - dt.timedelta(days=6),
    "effective_on": lambda scene, given: scene.on + dt.timedelta(days=14),
    "change": lambda scene, given: load("moves")["change"],
    **{name: _office_point(name) for name in ("law", "budget", "overlap", "site")},
}

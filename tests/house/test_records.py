"""Records are dataclasses in all but the moment when their methods are compiled."""

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from threading import Barrier, Thread

import pytest

from jiaozi.records import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A frozen one, with a default, a factory and a check."""

    x: int
    y: int = 0
    marks: list[str] = field(default_factory=list, compare=False)

    def __post_init__(self) -> None:
        """No point is left of the line."""
        if self.x < 0:
            raise ValueError(self.x)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named(Point):
    """One that has more."""

    name: str


@dataclass(slots=True)
class Counter:
    """One that changes."""

    n: int


@dataclass(frozen=True, slots=True, eq=False)
class Thing:
    """One that equals itself alone."""

    n: int


def test_it_is_made_compared_shown_and_replaced_as_a_dataclass_is() -> None:
    assert Point(1) == Point(1, 0, ["a"]) != Point(1, 2)
    assert {Point(1): "there"}[Point(1)] == "there"
    assert repr(Point(1, y=2)) == "Point(x=1, y=2, marks=[])"
    assert replace(Point(1, 2), x=3) == Point(3, 2)
    assert asdict(Named(1, name="a")) == {"x": 1, "y": 0, "marks": [], "name": "a"}
    assert [each.name for each in fields(Named)] == ["x", "y", "marks", "name"]
    assert Point(1) != Named(1, name="a")
    assert Thing(1) != Thing(1)


def test_what_is_frozen_does_not_change_and_what_changes_is_no_key() -> None:
    with pytest.raises(FrozenInstanceError):
        Point(1).x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        del Point(1).x
    counter = Counter(1)
    counter.n = 2
    assert counter == Counter(2)
    with pytest.raises(TypeError, match="unhashable"):
        hash(counter)


def test_what_is_wrong_with_a_call_is_said() -> None:
    with pytest.raises(TypeError, match="'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="'z'"):
        Point(1, z=1)  # type: ignore[call-arg]
    with pytest.raises(ValueError, match="-1"):
        Point(-1)
    with pytest.raises(AttributeError):
        object.__setattr__(Point(1), "z", 1)


def test_copies_and_pickles_are_equal() -> None:
    one = Named(1, 2, ["a"], name="b")
    assert copy.copy(one) == copy.deepcopy(one) == pickle.loads(pickle.dumps(one)) == one


def test_threads_may_make_the_first_at_once() -> None:
    @dataclass(frozen=True, slots=True)
    class Fresh:
        n: int

    start, made = Barrier(8), []

    def make(n: int) -> None:
        start.wait()
        made.append(Fresh(n))

    threads = [Thread(target=make, args=(n,)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert {each.n for each in made} == set(range(8))

import pytest

from sitegen.base.problems import Place
from sitegen.read.nodes import Mapping, Scalar

PLACE = Place("a.yaml")


@pytest.mark.parametrize("text", ["", "~", "null", "Null", "NULL"])
def test_a_plain_null_is_absent_and_a_quoted_one_is_text(text: str) -> None:
    assert Scalar(text, PLACE, quoted=False).absent
    assert not Scalar(text, PLACE, quoted=True).absent


@pytest.mark.parametrize("text", ["nULL", "none", "no", "0", "false", "-", " "])
def test_other_words_are_text(text: str) -> None:
    assert not Scalar(text, PLACE, quoted=False).absent


def test_a_key_without_a_value_differs_from_a_key_that_is_not_there() -> None:
    key, nothing = Scalar("title", PLACE, quoted=False), Scalar("", PLACE, quoted=False)
    mapping = Mapping(((key, nothing),), PLACE)
    assert mapping.get("title") is nothing
    assert mapping.get("date") is None
    assert mapping.keys() == ("title",)

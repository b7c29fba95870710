import pytest

from sitegen.base.languages import right_tag


@pytest.mark.parametrize("tag", ["id", "en", "ms", "km", "tet", "en-GB", "id-ID", "zh-Hans", "sr-Latn-RS", "es-419"])
def test_tag_in_its_usual_spelling_is_right_as_it_is(tag: str) -> None:
    assert right_tag(tag) == tag


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("ID", "id"),
        ("in", "id"),
        ("IN", "id"),
        ("ind", "id"),
        ("id_ID", "id"),
        ("in_ID", "id"),
        ("eng", "en"),
        ("en_US", "en"),
        ("en_gb", "en-GB"),
        ("EN", "en"),
        ("zh_hans", "zh-Hans"),
        ("Indonesia", "id"),
        ("inggris", "en"),
        ("sh", "sr-Latn"),
    ],
)
def test_tag_written_otherwise_is_understood(written: str, tag: str) -> None:
    assert right_tag(written) == tag


@pytest.mark.parametrize(
    "text", ["", "xx", "pelatihan", "v2", "2022", "id-", "id ID", "en-GB-oxendict-x", "ＩＤ", "id\n"]
)
def test_what_is_no_language_is_none(text: str) -> None:
    assert right_tag(text) is None

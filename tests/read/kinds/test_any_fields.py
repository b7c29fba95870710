"""Whatever stands in the fields of any kind, the outcome is a record or a problem that can be said, never an exception."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.base.messages import LANGUAGES, wording
from sitegen.base.problems import Place, Problem, Severity
from sitegen.read import kinds, nodes
from sitegen.read.fields import Fields
from sitegen.read.item import Item, SourceFile
from tests.read.kinds.items import CONFIG

PLACE = Place("content/x/a.yaml", 2, 3)
ITEM_KINDS = [name for name, module in kinds.modules().items() if hasattr(module, "read")]
NAMES = re.findall(
    r"\w+",
    """
    title judul name date tanggal start mulai end time timezone status country negara city kind type level stage partners mitra
    signed signed_by effective expires term terminated document mobility number visibility contact aliases image gambar people
    dateline sessions timeline registration participants ids geo logo website factsheet since former_names slug updated draft id
    topics tags en official local text lang src alt lat lon url email ours theirs label day deadline ror isni direction isced path
    """,
)
TEXTS = [
    *[
        "",
        "~",
        "x",
        "its",
        "ITS, umpsa",
        "open",
        "true",
        "2022-11-21",
        "21 Nopember 2022",
        "14-18 November 2022",
        "2022-11-31",
    ],
    *[
        "09.00 WIB",
        "WITA",
        "Asia/Dili",
        "MY",
        "NO",
        "Philipina",
        "signed",
        "in_process",
        "mou",
        "university",
        "network",
    ],
    *[
        "institution",
        "tentative",
        "5 tahun",
        "public",
        "https://a.id/",
        "a@b.id",
        "foto.jpg",
        "/id/lama/",
        "0311",
        "311",
        "\u0e01",
    ],
    *["0812-3456-7890", "{field}", "a" * 300, "٢٠٢٢", "\u202e", "-1", "9" * 400, "1e999", "٣", "²"],
]
keys = st.sampled_from(NAMES)
scalars = st.builds(nodes.Scalar, st.sampled_from(TEXTS) | st.text(max_size=20), st.just(PLACE), st.booleans())


def _mapping(entries: dict[str, nodes.Node]) -> nodes.Mapping:
    return nodes.Mapping(tuple((nodes.Scalar(key, PLACE, False), node) for key, node in entries.items()), PLACE)


any_node = st.recursive(
    scalars,
    lambda inner: (
        st.builds(lambda items: nodes.Sequence(tuple(items), PLACE), st.lists(inner, max_size=3))
        | st.dictionaries(keys, inner, max_size=4).map(_mapping)
    ),
    max_leaves=6,
)
fronts = st.dictionaries(keys, any_node, max_size=14).map(_mapping)


@settings(max_examples=400, deadline=None)
@given(kind=st.sampled_from(ITEM_KINDS), facts=fronts, words=fronts)
def test_any_fields_give_a_record_or_problems_that_can_be_said(
    kind: str, facts: nodes.Mapping, words: nodes.Mapping
) -> None:
    item = Item(
        kind=kind,
        key="2022-11-21-a",
        facts=SourceFile(path="content/x/a.yaml", lang=None, front=facts),
        words={"id": SourceFile(path="content/x/a.id.md", lang="id", front=words)},
    )
    problems: list[Problem] = []
    fields = Fields(item, CONFIG, problems)
    record = kinds.modules()[kind].read(fields)
    assert (record is not None) == (not fields.hidden and all(p.severity is not Severity.ERROR for p in problems))
    for problem in problems:
        assert all(wording(problem, lang).message for lang in LANGUAGES)

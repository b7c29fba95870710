"""What is seen in an author's Markdown without rendering it."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sitegen.base.messages import LANGUAGES, wording
from sitegen.base.problems import Place, Problem
from sitegen.read.prose import Slip, findings, without_code
from sitegen.read.prose import find_links as links_outside_code
from sitegen.read.record import Link
from sitegen.read.sentence import first_sentence


def find_links(body: str) -> tuple[Link, ...]:
    return links_outside_code(without_code(body), Place("a.md"))


def slips(body: str, lang: str) -> list[Slip]:
    return findings(body, without_code(body), lang)


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("a [b](c.md) d", [("c.md", 1, 7)]),
        ('\n\n![b](foto satu.jpg "Hari 1")', [("foto satu.jpg", 3, 6)]),
        ("[b]( <foto satu.jpg> )", [("foto satu.jpg", 1, 7)]),
        ("[b](a(1).pdf) [c](d 'e')", [("a(1).pdf", 1, 5), ("d", 1, 19)]),
        ("[![a](b.jpg)](c.md)", [("b.jpg", 1, 7), ("c.md", 1, 15)]),
        ("[a][r]\n\n[r]: c.md 'Judul'\n  [s]:\n  <d e.md>", [("c.md", 3, 6), ("d e.md", 5, 4)]),
        ("<a\nhref = 'b.md'>x</a> <img src=c.jpg>", [("b.md", 2, 9), ("c.jpg", 2, 30)]),
        ("[a](b.md){lang=en}", [("b.md", 1, 5)]),
        ("[a](b.md?x=(1)&amp;y=2#z)", [("b.md?x=(1)&amp;y=2#z", 1, 5)]),
        ("[a](b.md dan kata\n\nlain)", [("b.md dan kata", 1, 5)]),
        ("[^1]: bukan tautan", []),
        ("[a]() dan kata (b) [c]", []),
        ("`[a](b)` ``[a](`b)`` [c](d)", [("d", 1, 26)]),
        ("` [a](b)\n\n` [c](d)", [("b", 1, 7), ("d", 3, 7)]),
        ("```\n[a](b)\n```\n[c](d)\n~~~\n<a href=e>\n~~~", [("d", 4, 5)]),
        ("```\n[a](b)\n", [("b", 2, 5)]),
    ],
)
def test_every_target_outside_code_is_found_at_its_first_character(
    body: str, links: list[tuple[str, int, int]]
) -> None:
    assert [(link.target, link.place.line, link.place.column) for link in find_links(body)] == links


@pytest.mark.parametrize(
    ("body", "linked", "shown"),
    [
        ("[a](x)", True, False),
        ("![a](x)", False, True),
        ("dan ![](x)", False, True),
        ("![a](y) dan [b](x)", True, False),
        ("[![a](y)](x)", True, False),
        ("<a href=x>", True, False),
        ("<img src='x'>", False, True),
        ("[a]: x", True, True),
        ("![a [b] c](x)", True, True),
        ("\\![a](x)", True, True),
        ("![ dan [a](x)", True, True),
    ],
)
def test_a_link_is_told_from_a_picture_and_what_may_be_either_counts_as_both(
    body: str, linked: bool, shown: bool
) -> None:
    link = find_links(body)[-1]
    assert (link.target, link.linked, link.shown) == ("x", linked, shown)


_MARKDOWN = st.lists(
    st.sampled_from(
        ["`", "``", "```", "~~~", "\\", "\n", "\n \n", " ", "](", "[a](b)", "(", ")", "[r]:", "<", "'", '"', "x"]
    ),
    max_size=30,
).map("".join)


@given(_MARKDOWN)
@example("[a](b)\n[r]: c")
@example("\\`[a](b)`\n``\n \n``[c](d)")
def test_the_links_of_a_body_are_the_same_whatever_kind_of_target_follows(markdown: str) -> None:
    body = f"{markdown}."
    for last in ('<a HREF = "x">', "<img \u017frc=x>"):
        assert [link.target for link in find_links(f"{body}\n\n{last}")] == [
            *(link.target for link in find_links(body)),
            "x",
        ]


@pytest.mark.parametrize("body", ["a `b` c", "```\na\n```\nb `` ` `` c", "`a\nb` ~~~\n~~~", "``` `a`\n\n`"])
def test_text_without_code_keeps_its_places(body: str) -> None:
    bare = without_code(body)
    assert [len(line) for line in bare.split("\n")] == [len(line) for line in body.split("\n")]
    assert all(new in (old, " ") for new, old in zip(bare, body, strict=True))


_LONG = "Kalimat yang panjang sekali tentang pelatihan penguatan kantor urusan internasional di kampus kami. " * 2


@pytest.mark.parametrize(
    ("body", "found"),
    [
        ("\n".join([_LONG.strip()] * 5), (1, 5)),
        (f"# Judul\n\n{_LONG.strip()}\n{_LONG.strip()}\n\n{_LONG.strip()}", (3, 2)),
        (f"pendek\n{_LONG.strip()}\n{_LONG.strip()}", (2, 2)),
        (f"{_LONG.strip()}\n\n{_LONG.strip()}", None),
        (f"{_LONG.strip()}\npendek\n{_LONG.strip()}", None),
        (f"{_LONG}  \n{_LONG}  \n{_LONG}", None),
        (f"- {_LONG.strip()}\n- {_LONG.strip()}", None),
        (f"1. {_LONG.strip()}\n{_LONG.strip()}", None),
        (f"> {_LONG.strip()}\n> {_LONG.strip()}", None),
        (f"| {_LONG.strip()} |\n|---|\n| {_LONG.strip()} |", None),
        (f"```\n{_LONG.strip()}\n{_LONG.strip()}\n```", None),
        (f"    {_LONG.strip()}\n    {_LONG.strip()}", None),
        (f"<div>\n{_LONG.strip()}\n{_LONG.strip()}\n</div>", None),
    ],
)
def test_long_lines_without_a_blank_line_between_are_found_once(body: str, found: tuple[int, int] | None) -> None:
    expected = [(found[0], 1, "paragraphs", (("lines", found[1]),))] if found else []
    assert [slip for slip in slips(body, "th") if slip[2] == "paragraphs"] == expected


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("Hubungi 0812-3456-7890 (Siti)", "0812-3456-7890"),
        ("Hubungi 0812 3456 7890.", "0812 3456 7890"),
        ("Hubungi 081234567890", "081234567890"),
        ("Hubungi +62 812 3456 7890", "+62 812 3456 7890"),
        ("Hubungi +6281234567890", "+6281234567890"),
        ("Hubungi 0857.1234.567", "0857.1234.567"),
        ("Hubungi (0812) 3456 7890", "(0812) 3456 7890"),
        ("[WA](https://wa.me/6281234567890)", "wa.me/6281234567890"),
        ("Telepon kantor (0561) 736439, 0561-736439", None),
        ("Telepon +62 561 736439", None),
        ("NIP 198108122006041002", None),
        ("Tanggal 08-12-2022 pukul 08.12", None),
        ("ISBN 978-0812345678", None),
        ("Rp 812.345.678.901", None),
        ("Nomor 0812", None),
    ],
)
def test_a_mobile_number_is_personal_and_other_numbers_are_not(body: str, number: str | None) -> None:
    expected = [(1, body.find(number) + 1, "personal-data.phone", (("found", number),))] if number else []
    assert slips(body, "id") == expected


@pytest.mark.parametrize(
    ("body", "address"),
    [
        ("Surel: siti.kui@gmail.com.", "siti.kui@gmail.com"),
        ("[surel](mailto:siti@yahoo.co.id)", "siti@yahoo.co.id"),
        ("Surel: kui@politap.ac.id", None),
        ("Surel: kui@gmail.politap.ac.id", None),
    ],
)
def test_a_private_mail_address_is_personal_and_the_office_s_is_not(body: str, address: str | None) -> None:
    expected = [(1, body.find(address) + 1, "personal-data.mail", (("found", address),))] if address else []
    assert slips(body, "id") == expected


_INDONESIAN = (
    "Kegiatan pelatihan ini merupakan kegiatan tahunan yang dilaksanakan oleh institut sebagai bentuk mobilitas staf.\n\n"
    "Peluang ini tidak hanya memberikan kesempatan bagi mahasiswa untuk mendapatkan pengalaman ke luar negeri, tapi staf\n"
    "dari luar juga sangat antusias untuk berkunjung dan bertukar informasi dengan para dosen di kampus pada tahun ini."
)
_ENGLISH = (
    "The training is a yearly event that the institute holds as a part of its programme for staff who want to learn from\n"
    "each other. It is open to the staff of all universities in the country, and it was attended by people from five\n"
    "countries of the region, who will meet again at the next event in the spring of this year."
)


@pytest.mark.parametrize(
    ("body", "lang", "found"),
    [
        (_INDONESIAN, "en", ["wrong-language.en"]),
        (_ENGLISH, "id", ["wrong-language.id"]),
        (_ENGLISH.upper(), "id", ["wrong-language.id"]),
        (_ENGLISH.title(), "id", ["wrong-language.id"]),
        (_INDONESIAN, "id", []),
        (_ENGLISH, "en", []),
        (_ENGLISH, "ms", []),
        (_ENGLISH[:100], "id", []),
        (f"{_INDONESIAN} {_ENGLISH[:150]}", "id", []),
        (f"[{_ENGLISH}]{{lang=en}} {_INDONESIAN}", "id", []),
        (f"```\n{_ENGLISH}\n```\n\nKata", "id", []),
    ],
)
def test_a_text_in_the_other_language_is_noticed(body: str, lang: str, found: list[str]) -> None:
    assert [slip[2] for slip in slips(body, lang)] == found


_HOSTILE: dict[str, Callable[[int], str]] = {
    "targets open": lambda n: "[a](b" * n,
    "parentheses open": lambda n: "](((" * n,
    "angles open": lambda n: "](<" * n,
    "titles open": lambda n: '](a "' * n,
    "attributes": lambda n: "href=" * n,
    "attribute quotes": lambda n: "href='a\" " * n,
    "references": lambda n: "[a]: " * n,
    "one long line of links": lambda n: "[a](b) " * n,
    "fences": lambda n: "```\n~~~\n" * n,
    "backticks": lambda n: "`a ``b " * n,
    "brackets": lambda n: "![[" * n,
    "full stops": lambda n: "Aa." * n,
    "digits": lambda n: "0812 " * n,
    "names before @": lambda n: "a." * n + "@gmail",
    "spaces": lambda n: "a" + " " * n,
    "blank lines": lambda n: "\n \n" * n,
    "one word": lambda n: "a" * n,
    "tags open": lambda n: "<a " * n,
    "braces": lambda n: "[x]{" * n,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_no_text_takes_long_to_look_through(name: str) -> None:
    text = _HOSTILE[name](50_000)
    start = time.process_time()
    find_links(text)
    slips(text, "id")
    first_sentence(text)
    assert time.process_time() - start < 2


def test_every_slip_has_words_in_both_languages() -> None:
    joined = "\n".join([_LONG.strip()] * 2)
    found = [*slips(f"{joined}\n\n{_INDONESIAN} 0812 3456 7890 a@gmail.com", "en"), *slips(_ENGLISH, "id")]
    assert len({slip[2] for slip in found}) == 5
    for line, column, what, facts in found:
        for lang in LANGUAGES:
            assert wording(Problem(Place("a.md", line, column), what, facts), lang).message

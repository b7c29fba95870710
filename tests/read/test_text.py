import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base import messages
from sitegen.base.problems import Place, Problem
from sitegen.read.text import Passage, decode, is_printable
from tests.quickest import quickest

PATH = "content/news/a.id.md"


def ids(problems: list[Problem]) -> list[tuple[str, int, int]]:
    assert {problem.place.path for problem in problems} <= {PATH}
    return [(problem.id, problem.place.line, problem.place.column) for problem in problems]


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"title: A\n", "title: A\n"),
        ("Universitas Gadjah Mada – “KUI”".encode(), "Universitas Gadjah Mada – “KUI”"),
        (b"\xef\xbb\xbf---\n", "---\n"),
        (b"\xef\xbb\xbf\xef\xbb\xbf---\n", "---\n"),
        (b"\xef\xbb\xbf", ""),
        (b"a\r\nb\r\n", "a\nb\n"),
        (b"a\rb\r", "a\nb\n"),
        (b"a\r\nb\rc\nd", "a\nb\nc\nd"),
        (b"a\n\rb", "a\n\nb"),
        (b"a\tb", "a\tb"),
        (b"Pelatihan\x0bKUI", "Pelatihan KUI"),
        (b"Pelatihan\x0cKUI", "Pelatihan KUI"),
        ("Pelatihan\x85KUI".encode(), "Pelatihan KUI"),
        ("Pelatihan\u2028KUI".encode(), "Pelatihan KUI"),
        ("Pelatihan\u2029KUI".encode(), "Pelatihan KUI"),
        ("Đại học".encode(), "Đại học"),
        (unicodedata.normalize("NFD", "Đại học Å").encode(), "Đại học Å"),
        ("a\u00a0b\u200bc\u00add".encode(), "a\u00a0b\u200bc\u00add"),
        ("جامعة\u200cالأزهر 👩\u200d🔬".encode(), "جامعة\u200cالأزهر 👩\u200d🔬"),
        ("a\u2067b\u2069c \u202bd\u202c\n".encode(), "a\u2067b\u2069c \u202bd\u202c\n"),
        ("XÃ HỘI, SÃO PAULO, “ĐÃ”, CHÂU ÂU".encode(), "XÃ HỘI, SÃO PAULO, “ĐÃ”, CHÂU ÂU"),
        ("LÂM “ĐÃ” CÂ phê".encode(), "LÂM “ĐÃ” CÂ phê"),
        (("—" * 200).encode(), "—" * 200),
        (("ก็" * 200).encode(), "ก็" * 200),
    ],
)
def test_good_bytes_become_clean_text_without_a_word(data: bytes, text: str) -> None:
    assert decode(data, PATH) == (text, [])


@pytest.mark.parametrize(
    ("data", "id", "line", "column"),
    [
        ("Universit\xe9".encode("latin-1"), "encoding", 1, 10),
        ("satu\ndua \x93tiga\x94".encode("cp1252", "ignore") + b"\x93", "encoding", 2, 9),
        (b"a\r\nb\r\n\x92", "encoding", 3, 1),
        (b"a\rb\r\x92", "encoding", 3, 1),
        ("é\nü ".encode() + b"\xff", "encoding", 2, 3),
        ("大学".encode("gb18030"), "encoding", 1, 1),
        ("大学".encode("shift-jis"), "encoding", 1, 1),
        (b"a\xc3", "encoding", 1, 2),
        (b"a\xed\xa0\x80", "encoding", 1, 2),
        (b"\xc0\xaf", "encoding", 1, 1),
        (b"\xf4\x90\x80\x80", "encoding", 1, 1),
        (b"\x89PNG\r\n\x1a\n", "encoding", 1, 1),
        ("title: A".encode("utf-16"), "encoding.other", 1, 1),
        (b"\xfe\xff" + "title: A".encode("utf-16-be"), "encoding.other", 1, 1),
        ("title: A".encode("utf-16-le"), "encoding.other", 1, 1),
        ("title: A".encode("utf-16-be"), "encoding.other", 1, 1),
        ("title: A".encode("utf-32"), "encoding.other", 1, 1),
        (b"\x00\x00\xfe\xff" + "title: A".encode("utf-32-be"), "encoding.other", 1, 1),
        (b"title: A\nb\x00", "encoding.character", 2, 2),
        (b"a\x01", "encoding.character", 1, 2),
        (b"a\n\x1b[0m", "encoding.character", 2, 1),
        (b"a\x7f", "encoding.character", 1, 2),
        (b"a\x1fb", "encoding.character", 1, 2),
        ("é\x93".encode(), "encoding.character", 1, 2),
        ("a\ufffe".encode(), "encoding.character", 1, 2),
        ("a\uffff".encode(), "encoding.character", 1, 2),
        ("a\ufdd0".encode(), "encoding.character", 1, 2),
        ("a\U0001fffe".encode(), "encoding.character", 1, 2),
        (("a" + "\u0301\u0323" * 5_000).encode(), "encoding.marks", 1, 2),
        (("a\nb" + "\u0f71\u0f72" * 5_000).encode(), "encoding.marks", 2, 2),
    ],
)
def test_bad_bytes_are_an_error_at_the_first_bad_place(data: bytes, id: str, line: int, column: int) -> None:  # noqa: A002
    text, problems = decode(data, PATH)
    assert text is None
    assert ids(problems) == [(id, line, column)]


@pytest.mark.parametrize(
    ("text", "id", "line", "column"),
    [
        ("a\nCafÃ© dan CafÃ©", "mojibake.word", 2, 3),
        ("Ã–sterreich", "mojibake.word", 1, 1),
        ("kataâ€”kata", "mojibake.word", 1, 5),
        ("kataâ€“kata", "mojibake.word", 1, 5),
        ("kata â€œkutipâ€", "mojibake", 1, 6),
        ("5Â\u00a0km", "mojibake.word", 1, 2),
        ("kata Â kata", "mojibake", 1, 6),
        ("Â© 2022", "mojibake.word", 1, 1),
        ("ðŸŽ‰", "mojibake.word", 1, 1),
        ("Universit\ufffd", "mojibake.lost", 1, 10),
        ("a\u202eb", "hidden-text", 1, 2),
        ("a\u202eb\nc\u202c", "hidden-text", 1, 2),
        ("a\nb \u2066c", "hidden-text", 2, 3),
        ("a\u2069", "hidden-text", 1, 2),
        ("\u2066a\u202cb", "hidden-text", 1, 1),
    ],
)
def test_damaged_text_is_a_warning_once_a_file(text: str, id: str, line: int, column: int) -> None:  # noqa: A002
    decoded, problems = decode(text.encode(), PATH)
    assert decoded == text
    assert (id, line, column) in ids(problems)
    assert len(problems) == 1
    assert problems[0].severity == "warning"


def test_both_kinds_of_damage_are_told() -> None:
    assert [problem.code for problem in decode("Ã© \u202e".encode(), PATH)[1]] == ["mojibake", "hidden-text"]


def test_a_soft_break_of_word_keeps_the_lines_of_the_editor_program() -> None:
    text, _ = decode("satu\vdua\u2028tiga\nempat".encode(), PATH)
    assert text is not None
    assert Passage(text, PATH).place(text.index("empat")) == Place(PATH, 2, 1)


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf" * 300_000, ("\u202a\n" * 100_000).encode(), ("\u0f71\u0f72" * 100_000).encode(), b"\r" * 999_999],
)
def test_a_text_made_to_be_slow_is_not(data: bytes) -> None:
    assert quickest(lambda: decode(data, PATH)) < 0.3


@pytest.mark.parametrize(
    ("data", "id", "en"),
    [
        (
            b"satu\ncaf\xe9",
            f"{PATH}:2:4: error: Berkas ini tidak disimpan sebagai UTF-8: ada byte 0xE9 di sini. [encoding]\n"
            "    Di Notepad: Simpan sebagai → Encoding: UTF-8. Lalu periksa huruf seperti é dan tanda kutip.",
            f"{PATH}:2:4: error: This file is not saved as UTF-8: there is a byte 0xE9 here. [encoding]\n"
            "    In Notepad: Save as → Encoding: UTF-8. Then check letters like é and quotation marks.",
        ),
        (
            "a".encode("utf-16"),
            f"{PATH}:1:1: error: Berkas ini disimpan sebagai UTF-16, bukan UTF-8. [encoding]\n"
            "    Di Notepad: Simpan sebagai → Encoding: UTF-8.",
            f"{PATH}:1:1: error: This file is saved as UTF-16, not as UTF-8. [encoding]\n"
            "    In Notepad: Save as → Encoding: UTF-8.",
        ),
        (
            "CafÃ©".encode(),
            f'{PATH}:1:3: warning: "CafÃ©" tampak rusak karena salah salin. Maksudnya "Café"? [mojibake]\n'
            "    Ketik ulang bagian ini, dan periksa seluruh berkas.",
            f'{PATH}:1:3: warning: "CafÃ©" looks damaged by copying. Did you mean "Café"? [mojibake]\n'
            "    Type this passage again, and look through the whole file.",
        ),
        (
            "a\u202e".encode(),
            f"{PATH}:1:2: warning: Karakter tak terlihat U+202E membalik arah tulisan di baris ini. [hidden-text]\n"
            "    Hapus baris ini, lalu ketik ulang.",
            f"{PATH}:1:2: warning: The invisible character U+202E turns the direction of writing in this line. [hidden-text]\n"
            "    Delete this line and type it again.",
        ),
    ],
)
def test_a_problem_says_how_to_mend_the_file(data: bytes, id: str, en: str) -> None:  # noqa: A002
    [found] = decode(data, PATH)[1]
    assert messages.line(found, "id") == id
    assert messages.line(found, "en") == en


@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_become_clean_text_or_an_error_at_a_line_of_the_file(data: bytes) -> None:
    text, problems = decode(data, PATH)
    lines = max(1, len(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")))
    assert all(1 <= problem.place.line <= lines and problem.place.column >= 1 for problem in problems)
    assert all(messages.line(problem, lang) for problem in problems for lang in messages.LANGUAGES)
    if text is None:
        assert [problem.code for problem in problems] == ["encoding"]
    else:
        assert unicodedata.is_normalized("NFC", text)
        assert all(is_printable(c) or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069" for c in text)

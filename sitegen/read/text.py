"""From the bytes of a file to clean text: UTF-8, lines ended by `\\n`, NFC, and no character that XML 1.0 or a browser would choke on.

Line numbers stay those of an editor program, which ends a line at LF, CR or CR LF and nowhere else. So what else Unicode or Word call
a line end (vertical tab, form feed, NEL, U+2028, U+2029) becomes a space: that is what a soft line break is to Markdown, it keeps a value
of YAML whole, and every place that is told afterwards is right.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from sitegen.base.problems import Fact, Place, Problem, problem

_BOMS = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "UTF-32"),
    (codecs.BOM_UTF32_BE, "UTF-32"),
    (codecs.BOM_UTF16_LE, "UTF-16"),
    (codecs.BOM_UTF16_BE, "UTF-16"),
)
_UTF8_BOMS = re.compile(rb"\A(?:\xef\xbb\xbf)+")
_SOFT_BREAKS = re.compile("[\v\f\x85\u2028\u2029]")

# Controls but tab, newline and the soft breaks; noncharacters (Unicode, section 23.7). Surrogates are no UTF-8.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane << 16 | 0xFFFE) + chr(plane << 16 | 0xFFFF) for plane in range(1, 17))
    + "]"
)

# UTF-8 that was once read as Windows-1252. Ã and Â are letters too (SÃO PAULO, “ĐÃ”), so what follows or stands before them decides.
_MOJIBAKE = re.compile(
    "[a-z]Ã|Ã[¡-¿€‚ƒ„†‡ˆ‰Š‹ŒŽ‘“•˜™š›œžŸ]|Ã[’”…–—][a-z]"  # é, Ö
    "|(?<![^\\W\\d_a-z])Â[\u00a0-¿ ]"  # a no-break space, ©
    "|â€|ðŸ|ï»¿"  # quotes and dashes, emoji, a byte order mark
)
_LOST = "\ufffd"
_SUSPECT = re.compile("[ÃÂâðï\ufffd\u202a-\u202e\u2066-\u2069]")
_UNPRINTABLE = re.compile(f"{_FORBIDDEN.pattern}|{_SOFT_BREAKS.pattern}|[\ud800-\udfff\u202a-\u202e\u2066-\u2069]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]|\n")
_BIDI_CLOSERS = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}

_MOST_MARKS = 64
"""Combining marks on one letter. `unicodedata` sorts a run of them in quadratic time; UAX #15 (section 13) calls 30 enough for any language."""
_NO_LETTERS = re.compile(rf"[^\x00-\x7f\w]{{{_MOST_MARKS},}}")

_COMMON = b"\t\n\r" + bytes(range(32, 127))


def is_printable(character: str) -> bool:
    """Whether a character may stand in a text: no other is let in by an escape of YAML."""
    return not _UNPRINTABLE.match(character)


class Passage(NamedTuple):
    """A part of a file's text that remembers where it stands."""

    text: str
    path: str
    first_line: int = 1
    """The line of the file at which it begins."""

    def place(self, index: int) -> Place:
        """The place of a character."""
        line = self.text.count("\n", 0, index) + self.first_line
        return Place(self.path, line, index - self.text.rfind("\n", 0, index))

    def problem(self, index: int, id: str, **facts: Fact) -> Problem:  # noqa: A002 — as `problem`
        """A problem at a character."""
        return problem(self.place(index), id, **facts)


def decode(data: bytes, path: str) -> tuple[str | None, list[Problem]]:
    """The text of a file; None, with an error at the first bad place, where it has none. Byte order marks are dropped."""
    # Most texts are plain ASCII. What else stands in one is short, so that asking it first makes the questions cost next to nothing.
    uncommon = data.translate(None, _COMMON)
    if not uncommon:
        return _with_newlines(data.decode("ascii")), []
    for mark, name in _BOMS:
        if data.startswith(mark):
            return None, [problem(Place(path), "encoding.other", found=name)]
    data = _UTF8_BOMS.sub(b"", data)
    if _is_utf16(data):
        return None, [problem(Place(path), "encoding.other", found="UTF-16")]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _with_newlines(data[: error.start].decode("utf-8"))
        return None, [Passage(before, path).problem(len(before), "encoding", byte=f"0x{data[error.start]:02X}")]
    text = _with_newlines(text)
    passage = Passage(text, path)
    rare = uncommon.decode("utf-8")
    if _FORBIDDEN.search(rare) and (bad := _FORBIDDEN.search(text)):
        character = f"U+{ord(bad[0]):04X}"
        return None, [passage.problem(bad.start(), "encoding.character", character=character)]
    if (pile := _pile_of_marks(rare, text)) is not None:
        return None, [passage.problem(pile, "encoding.marks")]
    problems = [*_mojibake(passage), *_hidden(passage)] if _SUSPECT.search(rare) else []
    return unicodedata.normalize("NFC", _SOFT_BREAKS.sub(" ", text) if _SOFT_BREAKS.search(rare) else text), problems


def _is_utf16(data: bytes) -> bool:
    """Whether it looks like UTF-16 without a mark: in Latin text every second byte is zero."""
    start = data[:512]
    return len(start) >= 4 and max(start[::2].count(0), start[1::2].count(0)) > len(start) * 0.4


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _pile_of_marks(rare: str, text: str) -> int | None:
    """Where more marks stand on one letter than any language writes."""
    if not _NO_LETTERS.search(rare):
        return None
    for run in _NO_LETTERS.finditer(text):
        if sum(unicodedata.combining(character) > 0 for character in run[0]) >= _MOST_MARKS:
            return run.start()
    return None


def _mojibake(passage: Passage) -> list[Problem]:
    """One warning a file, at the first damaged word, with the word that it was if that can be known."""
    text = passage.text
    if match := _MOJIBAKE.search(text):
        word = _word(text, match.start(), match.end())
        try:
            meant = word.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return [passage.problem(match.start(), "mojibake", found=word)]
        return [passage.problem(match.start(), "mojibake.word", found=word, meant=meant.replace("\u00a0", " "))]
    if (lost := text.find(_LOST)) >= 0:
        return [passage.problem(lost, "mojibake.lost", found=_word(text, lost, lost + 1))]
    return []


def _word(text: str, start: int, end: int) -> str:
    """What stands around a place, up to the next spaces, at most 30 characters to each side."""
    before = re.split(r"[ \t\n]", text[max(0, start - 30) : start])[-1]
    after = re.split(r"[ \t\n]", text[end : end + 30])[0]
    return before + text[start:end] + after


def _hidden(passage: Passage) -> list[Problem]:
    """One warning a file, at the first place where the order of writing is turned and not turned back in its line (UAX #9; CVE-2021-42574)."""
    text = passage.text
    turned: list[int] = []
    for match in _BIDI.finditer(text + "\n"):
        character, index = match[0], match.start()
        if character == "\n":
            if not turned:
                continue
        elif character not in _BIDI_CLOSERS:
            turned.append(index)
            continue
        elif turned and text[turned[-1]] in _BIDI_CLOSERS[character]:
            turned.pop()
            continue
        first = min([*turned, index])
        return [passage.problem(first, "hidden-text", character=f"U+{ord(text[first]):04X}")]
    return []

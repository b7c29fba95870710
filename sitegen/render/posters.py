"""The picture that messages show of a page without a photo: its title, its day and the campus, drawn with Pillow (extra `images`)."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

from sitegen.base.tool import default_theme
from sitegen.plan.media import SHARED, Poster

_MARGIN = 90
_TITLE_SIZES = (84, 72, 62, 54, 46)
"""Pixels: the first in which the title fits, else the last with an end cut off."""
_TITLE_HEIGHT = 350
_LINE = 1.18
_EXTENDED = range(0x0100, 0x1EFF)
"""Letters that the first file of a typeface lacks (`static/style.css`); the second has them."""


def draw(poster: Poster) -> bytes:
    """The picture as PNG."""
    image = Image.new("RGB", SHARED, poster.ground)
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((0, SHARED[1] - 14, SHARED[0], SHARED[1]), poster.gold)
    _write(canvas, (_MARGIN, 74), poster.day, "sans", 34, poster.gold)
    size, lines = _broken(poster.title)
    for number, line in enumerate(lines):
        _write(canvas, (_MARGIN, 136 + number * size * _LINE), line, "serif", size, poster.words)
    _write(canvas, (_MARGIN, 528), _cut(poster.campus, "sans", 34), "sans", 34, poster.words)
    file = BytesIO()
    image.quantize(32, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _broken(title: str) -> tuple[int, list[str]]:
    """The size of the title, and its lines."""
    for size in _TITLE_SIZES:
        lines = _lines(title, size)
        if len(lines) * size * _LINE <= _TITLE_HEIGHT and all(_width(line, "serif", size) <= _room() for line in lines):
            return size, lines
    most = int(_TITLE_HEIGHT / (size * _LINE))
    rest = " ".join(lines[most - 1 :])
    return size, [_cut(line, "serif", size) for line in [*lines[: most - 1], rest]]


def _lines(text: str, size: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if _width(longer, "serif", size) <= _room() or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def _cut(text: str, face: str, size: int) -> str:
    """As much of a text as fits into a line."""
    if _width(text, face, size) <= _room():
        return text
    most = bisect_left(range(len(text)), True, key=lambda length: _width(f"{text[:length]}…", face, size) > _room())
    return text[: max(most - 1, 0)].rstrip() + "…"


def _room() -> int:
    return SHARED[0] - 2 * _MARGIN


def _write(canvas: ImageDraw.ImageDraw, at: tuple[float, float], text: str, face: str, size: int, colour: str) -> None:
    x, y = at
    for run, font in _runs(text, face, size):
        canvas.text((x, y + size), run, fill=colour, font=font, anchor="ls")
        x += font.getlength(run)


def _width(text: str, face: str, size: int) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, face, size))


def _runs(text: str, face: str, size: int) -> list[tuple[str, ImageFont.FreeTypeFont]]:
    """A text in pieces that one file of the typeface can write."""
    if text.isascii():
        return [(text, _font(f"{face}-latin", size))]
    runs: list[tuple[str, ImageFont.FreeTypeFont]] = []
    for character in text:
        part = "latin"
        if ord(character) in _EXTENDED:
            part = "vietnamese" if character in _VIETNAMESE else "latin-ext"
        font = _font(f"{face}-{part}", size)
        if runs and runs[-1][1] is font:
            runs[-1] = runs[-1][0] + character, font
        else:
            runs.append((character, font))
    return runs


_VIETNAMESE = frozenset(map(chr, (0x102, 0x103, 0x110, 0x111, 0x128, 0x129, 0x168, 0x169, 0x1A0, 0x1A1, 0x1AF, 0x1B0)))
_VIETNAMESE |= frozenset(map(chr, range(0x1EA0, 0x1EFA)))


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The simple layout: raqm of one machine may be another than that of the next.
    file = str(default_theme() / "static" / "fonts" / f"{name}.woff2")
    font = ImageFont.truetype(file, size, layout_engine=ImageFont.Layout.BASIC)
    font.set_variation_by_axes([640 if name.startswith("serif") else 500])
    return font

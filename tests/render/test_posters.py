"""Posters: every title can be read, whatever its length."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from sitegen.plan.media import SHARED, Poster
from sitegen.render import posters

CAMPUS = "Politeknik Negeri Ketapang"


def poster(title: str, day: str, campus: str = CAMPUS, ground: str = "#0d4a4e") -> Poster:
    return Poster(title, day, campus, ground, "#fbfaf6", "#d9ab55")


@pytest.mark.parametrize(
    "title",
    [
        "A",
        "Sepuluh tahun tetangga dan sahabat: nota dengan mitra di seberang laut diperpanjang lima tahun lagi",
        "kata " * 200,
        "Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerkbauunterbeamtengesellschaft" * 3,
        "\u0110\u1ea1i h\u1ecdc H\u00e0 N\u1ed9i, Troms\u00f8, Krak\u00f3w",
        "",
    ],
)
def test_every_title_fits(title: str) -> None:
    size, lines = posters._broken(title)
    assert size >= 46
    assert len(lines) * size * posters._LINE <= posters._TITLE_HEIGHT
    assert all(posters._width(line, "serif", size) <= posters._room() for line in lines)
    image = Image.open(BytesIO(posters.draw(poster(title, "6 Mei 2026", CAMPUS * 4)))).convert("RGB")
    assert image.size == SHARED
    margin = [image.getpixel((x, y)) for x in (*range(0, 85, 7), *range(1120, 1200, 7)) for y in range(0, 600, 11)]
    assert set(margin) == {image.getpixel((0, 0))}


def test_other_words_are_another_picture_and_the_same_are_the_same() -> None:
    one = posters.draw(poster("A", "6 Mei 2026", CAMPUS))
    assert one == posters.draw(poster("A", "6 Mei 2026", CAMPUS))
    assert len({one, posters.draw(poster("B", "6 Mei 2026", CAMPUS)), posters.draw(poster("A", "", CAMPUS))}) == 3


def test_the_ground_has_the_colour_of_the_site() -> None:
    image = Image.open(BytesIO(posters.draw(poster("A", "6 Mei 2026", ground="#7a1f2b")))).convert("RGB")
    assert image.getpixel((0, 0)) == pytest.approx((0x7A, 0x1F, 0x2B), abs=2)  # of 32 colours

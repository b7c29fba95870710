"""Colours: how well one is read on another, and lighter and darker ones of the same hue.

A colour is a text, `#rrggbb`, in sRGB. Contrast is that of WCAG 2.2; lightness is that of OKLab (Björn Ottosson, 2020;
https://www.w3.org/TR/css-color-4/#ok-lab), in which equal steps look equal.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import cbrt

_STEP = 0.004
"""Of lightness: about the least that one sees."""


@lru_cache(1024)
def luminance(colour: str) -> float:
    """Relative luminance, from 0 (black) to 1 (white): https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, from 1 to 21: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def lightness(colour: str) -> float:
    """From 0 (black) to 1 (white), as the eye counts."""
    return _oklab(colour)[0]


def at_lightness(colour: str, wanted: float) -> str:
    """The colour of the same hue that has a lightness: as vivid as the given one, or as vivid as sRGB has it."""
    _, a, b = _oklab(colour)
    least, most = 0.0, 1.0  # of the given one's chroma
    if _is_in_gamut(rgb := _rgb(wanted, a, b)):
        return _text(rgb)
    for _ in range(12):  # to a four-thousandth: finer than eight bits tell
        middle = (least + most) / 2
        if _is_in_gamut(_rgb(wanted, a * middle, b * middle)):
            least = middle
        else:
            most = middle
    return _text(_rgb(wanted, a * least, b * least))


def nearest(colour: str, fits: Callable[[str], bool]) -> str | None:
    """The colour that `fits` of all lighter and darker ones, the one that differs least; the colour itself if it does. None if none does."""
    if fits(colour):
        return colour
    start = lightness(colour)
    for count in range(1, int(1 / _STEP) + 1):
        for wanted in (start - count * _STEP, start + count * _STEP):
            if 0 <= wanted <= 1 and fits(found := at_lightness(colour, wanted)):
                return found
    return None


def _linear(colour: str) -> tuple[float, float, float]:
    """Red, green and blue as amounts of light, from 0 to 1 (IEC 61966-2-1)."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _light(red), _light(green), _light(blue)


def _light(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


@lru_cache(1024)
def _oklab(colour: str) -> tuple[float, float, float]:
    red, green, blue = _linear(colour)
    long = cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    medium = cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _rgb(lightness: float, a: float, b: float) -> tuple[float, float, float]:
    """Red, green and blue of a colour in OKLab as amounts of light, outside of 0 to 1 where sRGB has no such colour."""
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _is_in_gamut(rgb: tuple[float, float, float]) -> bool:
    return all(-1e-5 <= value <= 1 + 1e-5 for value in rgb)


def _text(rgb: tuple[float, float, float]) -> str:
    values = (min(max(value, 0.0), 1.0) for value in rgb)
    encoded = (12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055 for value in values)
    return "#" + "".join(f"{round(value * 255):02x}" for value in encoded)

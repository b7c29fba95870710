"""Colours: contrast as the standard counts it, and what is made of a colour by lightness alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.base.colours import at_lightness, contrast, lightness, luminance, nearest

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#767676", "#ffffff", 4.54),  # the lightest grey that may be text on white
        ("#777777", "#ffffff", 4.48),
        ("#949494", "#ffffff", 3.03),
        ("#0000ff", "#ffffff", 8.59),
        ("#ff0000", "#ffffff", 4.00),
        ("#00ff00", "#ffffff", 1.37),
    ],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


@pytest.mark.parametrize(
    ("colour", "expected"), [("#ffffff", 1.0), ("#000000", 0.0), ("#ff0000", 0.6280), ("#0000ff", 0.4520)]
)
def test_lightness_is_that_of_oklab(colour: str, expected: float) -> None:
    """CSS Color 4, 15 (sample conversions)."""
    assert lightness(colour) == pytest.approx(expected, abs=0.0005)


@given(COLOURS, st.floats(0, 1))
def test_a_colour_gets_the_lightness_that_is_wanted(colour: str, wanted: float) -> None:
    made = at_lightness(colour, wanted)
    assert lightness(made) == pytest.approx(wanted, abs=0.06)  # of eight bits, and dark ones are far apart
    assert at_lightness(colour, lightness(colour)) == colour


@given(COLOURS, COLOURS, st.floats(1, 21))
def test_the_nearest_colour_that_fits_is_found_where_there_is_one(colour: str, ground: str, least: float) -> None:
    found = nearest(colour, lambda each: contrast(each, ground) >= least)
    if found:
        assert contrast(found, ground) >= least
    else:
        assert max(contrast("#000000", ground), contrast("#ffffff", ground)) < least + 0.3
    assert nearest(colour, lambda each: True) == colour


def test_luminance_is_no_longer_linear_below_its_threshold() -> None:
    assert luminance("#0a0a0a") == pytest.approx(10 / 255 / 12.92)

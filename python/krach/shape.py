"""What moves a control up and down."""

from typing import Literal

from krach._core import krp
from krach._core.krp import Pattern
from krach.error import Error

Shape = Literal["sine", "saw", "tri", "ramp", "square", "rand"]
SHAPES = {
    "sine": krp.sine,
    "saw": krp.saw,
    "tri": krp.tri,
    "ramp": krp.ramp,
    "square": krp.square,
    "rand": krp.rand,
}


def shaped(shape: Shape | Pattern, low: float, high: float, bars: float) -> Pattern:
    """A shape, or a pattern of 0 to 1, from low to high in so many bars."""
    if isinstance(shape, Pattern):
        return shape.range(low, high).over(bars)
    if shape not in SHAPES:
        raise Error(f"there is no shape '{shape}'", "mod", f"there is: {', '.join(SHAPES)}")
    return SHAPES[shape](low, high).over(bars)

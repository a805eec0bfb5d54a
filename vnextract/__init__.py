"""Officials, bodies, directives and events from Vietnamese public-affairs news, as tidy DataFrames."""

from vnextract.pipeline import extract

__version__ = "0.1.0"
__all__ = ["extract"]

"""The same extraction on engines that spread DataFrames over machines: ``engines.dask``, ``engines.spark``."""

"""Jiaozi: an open platform for running a digital currency."""

__version__ = "0.1.0"

"""Tests of grant lists."""

"""Prepaid contracts: lessons, meals or visits bought ahead, whose money stays the consumer's until each is used."""

"""The Chongqing pilot: a synthetic population and its payments, replayed through the platform."""

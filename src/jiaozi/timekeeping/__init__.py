"""Setting right what a wrong clock recorded in the future, and telling of it."""

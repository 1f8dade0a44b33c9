"""Webhooks: events sent to whoever they concern, signed, in order, until they are taken or given up."""

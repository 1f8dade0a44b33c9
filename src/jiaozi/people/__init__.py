"""People: being found by phone, confirming a payee, money sent by mistake, guardians and estates."""

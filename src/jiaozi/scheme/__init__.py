"""The two tiers: the central bank, the operating institutions, and whose liability money is."""

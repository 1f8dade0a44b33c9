"""Backup and restore: one portable file for both engines, read from one snapshot while others go on writing.

The file is a zip: `tables/NAME.jsonl` has a table's rows by rising key, one JSON array a line; `manifest.json` tells of
each table its columns, how many rows and bytes it has and their SHA-256; `manifest.sig` signs the manifest with a key
of the world's keyring. So a world can be moved from one engine to the other, and nobody without the keyring can
change it on the way. The keyring is not in it: without the keyring the personal data inside stays sealed. Keep the two
apart.
"""

from jiaozi.backup.manifest import Manifest
from jiaozi.backup.restoring import Restored, read_manifest, restore
from jiaozi.backup.writing import back_up

__all__ = ["Manifest", "Restored", "back_up", "read_manifest", "restore"]

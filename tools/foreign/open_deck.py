"""Imports packages into a new collection with Anki's own library, one after the other.

Prints as JSON what each import did, and what is in the collection at the end.
"""

import json
import os
import sys
import tempfile

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def import_package(collection, path):
    """Imports one package as the program does by default, and counts what became of its notes."""
    request = ImportAnkiPackageRequest(
        package_path=path, options=ImportAnkiPackageOptions(merge_notetypes=False)
    )
    log = collection.import_anki_package(request).log
    return {
        "new": len(log.new),
        "updated": len(log.updated),
        "same": len(log.duplicate),
        "conflicting": len(log.conflicting),
        "first_field_match": len(log.first_field_match),
        "missing": len(log.missing_notetype) + len(log.missing_deck),
        "empty": len(log.empty_first_field),
    }


def describe(collection, note_id):
    """A note with its fields, its deck, and both sides of its card as they are shown."""
    note = collection.get_note(note_id)
    (card,) = note.cards()
    return {
        "guid": note.guid,
        "type": note.note_type()["name"],
        "deck": collection.decks.name(card.did),
        "tags": note.tags,
        "fields": dict(note.items()),
        "front": card.question(),
        "back": card.answer(),
    }


def main():
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(os.path.join(folder, "collection.anki2"))
        imports = [import_package(collection, path) for path in sys.argv[1:]]
        problems, is_ok = collection.fix_integrity()
        notes = [describe(collection, note_id) for note_id in sorted(collection.find_notes(""))]
        new = len(collection.find_cards("is:new"))
        collection.close()
    json.dump(
        {"imports": imports, "notes": notes, "new": new, "is_ok": is_ok, "problems": problems},
        sys.stdout,
    )


main()

//! The database of a package: tables, the one type of note, decks, notes and cards.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use serde_json::{Value, json};
use sha1_smol::Sha1;
use sha2::{Digest as _, Sha256};

use super::{AnkiError, Deck, Note};
use crate::scoring::receipt::hex;

/// The schema that every version of Anki reads.
const SCHEMA: i64 = 11;

/// The type of note. Never another one, since Anki would take its notes for other notes.
const NOTE_TYPE: i64 = 1_462_147_200_001;

/// When the collection was made; it only has to be in the past. Ids are times in milliseconds, and
/// lie between this and three years later.
const MADE: i64 = 1_462_147_200;
const SPAN: u64 = 94_000_000_000;

/// What decks lie in.
const PARENT: &str = "Hotseat";

/// Between the fields of a note.
const FIELD: &str = "\u{1f}";

const TABLES: &str = "
PRAGMA page_size = 4096;
CREATE TABLE col (
    id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL,
    ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL,
    conf text NOT NULL, models text NOT NULL, decks text NOT NULL, dconf text NOT NULL,
    tags text NOT NULL
);
CREATE TABLE notes (
    id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL,
    usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL,
    csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE cards (
    id integer PRIMARY KEY, nid integer NOT NULL, did integer NOT NULL, ord integer NOT NULL,
    mod integer NOT NULL, usn integer NOT NULL, type integer NOT NULL, queue integer NOT NULL,
    due integer NOT NULL, ivl integer NOT NULL, factor integer NOT NULL, reps integer NOT NULL,
    lapses integer NOT NULL, left integer NOT NULL, odue integer NOT NULL, odid integer NOT NULL,
    flags integer NOT NULL, data text NOT NULL
);
CREATE TABLE revlog (
    id integer PRIMARY KEY, cid integer NOT NULL, usn integer NOT NULL, ease integer NOT NULL,
    ivl integer NOT NULL, lastIvl integer NOT NULL, factor integer NOT NULL, time integer NOT NULL,
    type integer NOT NULL
);
CREATE TABLE graves (usn integer NOT NULL, oid integer NOT NULL, type integer NOT NULL);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_notes_csum ON notes (csum);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_revlog_cid ON revlog (cid);
";

const FRONT: &str = r#"<div class="case">{{Case}}</div><div class="question">{{Question}}</div>"#;
const BACK: &str = r#"{{FrontSide}}<hr id="answer">{{Answer}}"#;
const STYLE: &str = ".card { font-family: system-ui, sans-serif; font-size: 20px; line-height: 1.5; \
    text-align: left; max-width: 40em; margin: 0 auto; }\n\
    .case { font-size: 16px; border-left: 4px solid #0b5d57; padding-left: .8em; margin-bottom: 1em; }\n\
    .nightMode .case { border-color: #7fd6c8; }\n\
    table { border-collapse: collapse; } th, td { border: 1px solid #888; padding: .2em .5em; }\n\
    blockquote { margin: 0; padding-left: .8em; border-left: 4px solid #888; }\n";

/// The bytes of the database.
pub(super) fn bytes(decks: &[Deck], modified: i64) -> Result<Vec<u8>, AnkiError> {
    let mut database = Connection::open_in_memory()?;
    database.execute_batch(TABLES)?;
    let mut ids = Ids::default();
    let places: Vec<(i64, &Deck)> =
        decks.iter().map(|deck| (ids.of("deck", &deck.scenario), deck)).collect();
    database.execute(
        "INSERT INTO col VALUES (1, ?1, ?2, ?2, ?3, 0, 0, 0, ?4, ?5, ?6, ?7, '{}')",
        params![
            MADE,
            modified.saturating_mul(1_000),
            SCHEMA,
            settings().to_string(),
            note_types(modified).to_string(),
            deck_list(&places, modified).to_string(),
            deck_options().to_string(),
        ],
    )?;
    let mut due = 0_i64;
    for (place, deck) in places {
        for note in &deck.notes {
            due += 1;
            insert(&database, &mut ids, place, note, due, modified)?;
        }
    }
    Ok(database.serialize("main")?.to_vec())
}

fn insert(
    database: &Connection,
    ids: &mut Ids,
    deck: i64,
    note: &Note,
    due: i64,
    modified: i64,
) -> Result<(), AnkiError> {
    let (id, card) = (ids.of("note", &note.name), ids.of("card", &note.name));
    let shown = stripped(&note.question);
    database.execute(
        "INSERT INTO notes VALUES (?1, ?2, ?3, ?4, -1, ?5, ?6, ?7, ?8, 0, '')",
        params![
            id,
            guid(&note.name),
            NOTE_TYPE,
            modified,
            format!(" {} ", note.tags.join(" ")),
            [&*note.question, &*note.case, &*note.answer].join(FIELD),
            shown,
            checksum(&shown),
        ],
    )?;
    database.execute(
        "INSERT INTO cards VALUES (?1, ?2, ?3, 0, ?4, -1, 0, 0, ?5, 0, 0, 0, 0, 0, 0, 0, 0, '')",
        params![card, id, deck, modified, due],
    )?;
    Ok(())
}

/// Ids that are always the same for the same name.
#[derive(Default)]
struct Ids(BTreeSet<i64>);

impl Ids {
    fn of(&mut self, kind: &str, name: &str) -> i64 {
        let digest = Sha256::digest(format!("hotseat {kind} {name}"));
        let start = digest.iter().take(8).fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        let mut id = MADE * 1_000 + i64::try_from(start % SPAN).unwrap_or(0);
        // Two names that meet keep the order of the content.
        while !self.0.insert(id) {
            id += 1;
        }
        id
    }
}

/// What a note is known by, in whatever collection.
fn guid(name: &str) -> String {
    hex(&Sha256::digest(format!("hotseat guid {name}"))
        .iter()
        .take(10)
        .copied()
        .collect::<Vec<_>>())
}

/// What Anki finds duplicates by.
fn checksum(text: &str) -> i64 {
    let digest = Sha1::from(text).digest().bytes();
    digest.iter().take(4).fold(0, |sum, byte| sum << 8 | i64::from(*byte))
}

/// The text of a field, to sort by.
fn stripped(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' if is_tag => is_tag = false,
            _ if !is_tag => text.push(c),
            _ => {}
        }
    }
    let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#91;", "["), ("&amp;", "&")];
    let text = entities.iter().fold(text, |text, (entity, c)| text.replace(entity, c));
    text.trim().to_owned()
}

fn note_types(modified: i64) -> Value {
    let fields = ["Question", "Case", "Answer"].iter().enumerate();
    let fields: Vec<Value> = fields
        .map(|(at, name)| {
            json!({
                "name": name, "ord": at, "sticky": false, "rtl": false, "font": "Arial",
                "size": 20, "media": [],
            })
        })
        .collect();
    json!({ NOTE_TYPE.to_string(): {
        "id": NOTE_TYPE,
        "name": PARENT,
        "type": 0,
        "mod": modified,
        "usn": -1,
        "sortf": 0,
        "did": null,
        "flds": fields,
        "tmpls": [{
            "name": "Card 1", "ord": 0, "qfmt": FRONT, "afmt": BACK, "bqfmt": "", "bafmt": "",
            "did": null, "bfont": "", "bsize": 0,
        }],
        "css": STYLE,
        "latexPre": "",
        "latexPost": "",
        "latexsvg": false,
        "req": [[0, "any", [0, 1]]],
        "vers": [],
        "tags": [],
    } })
}

fn deck_list(places: &[(i64, &Deck)], modified: i64) -> Value {
    let deck = |id: i64, name: &str| {
        json!({
            "id": id, "name": name, "mod": modified, "usn": -1, "desc": "", "dyn": 0, "conf": 1,
            "extendNew": 0, "extendRev": 0, "collapsed": false, "browserCollapsed": false,
            "newToday": [0, 0], "revToday": [0, 0], "lrnToday": [0, 0], "timeToday": [0, 0],
        })
    };
    let mut list = BTreeMap::from([("1".to_owned(), deck(1, "Default"))]);
    let mut names = BTreeSet::new();
    for (id, own) in places {
        // Two colons would open another level, and two decks of one name would be one.
        let mut title = own.title.replace("::", ": ");
        if !names.insert(title.clone()) {
            title = format!("{title} ({})", own.scenario);
        }
        list.insert(id.to_string(), deck(*id, &format!("{PARENT}::{title}")));
    }
    json!(list)
}

/// How often cards come; each collection has its own, and this one is only there to be whole.
fn deck_options() -> Value {
    json!({ "1": {
        "id": 1, "name": "Default", "mod": 0, "usn": 0, "maxTaken": 60, "autoplay": true,
        "timer": 0, "replayq": true, "dyn": false,
        "new": {
            "bury": false, "delays": [1.0, 10.0], "initialFactor": 2500, "ints": [1, 4, 0],
            "order": 1, "perDay": 20,
        },
        "rev": {
            "bury": false, "ease4": 1.3, "ivlFct": 1.0, "maxIvl": 36500, "perDay": 200,
            "hardFactor": 1.2,
        },
        "lapse": {
            "delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0,
        },
    } })
}

fn settings() -> Value {
    json!({
        "activeDecks": [1], "curDeck": 1, "curModel": NOTE_TYPE, "nextPos": 1, "newSpread": 0,
        "collapseTime": 1200, "timeLim": 0, "estTimes": true, "dueCounts": true,
        "sortType": "noteFld", "sortBackwards": false, "addToCur": true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_repeat_and_never_meet() {
        let mut ids = Ids::default();
        let first = ids.of("note", "a/b/c");
        assert_eq!(Ids::default().of("note", "a/b/c"), first);
        assert_eq!(ids.of("note", "a/b/c"), first + 1);
        assert_eq!(guid("a/b/c"), guid("a/b/c"));
        assert_eq!(guid("a/b/c").len(), 20);
    }

    #[test]
    fn two_cases_of_one_title_are_two_decks_and_no_title_opens_a_level() {
        let deck = |scenario: &str| Deck {
            scenario: scenario.to_owned(),
            title: "Bread::rye".to_owned(),
            notes: Vec::new(),
        };
        let (one, two) = (deck("one"), deck("two"));
        let list = deck_list(&[(5, &one), (6, &two)], 0);
        assert_eq!(list["5"]["name"], "Hotseat::Bread: rye");
        assert_eq!(list["6"]["name"], "Hotseat::Bread: rye (two)");
    }

    #[test]
    fn a_note_is_sorted_by_its_words() {
        assert_eq!(
            stripped("<p>a &lt;b&gt; &amp;amp; <em class=\"x\">c</em></p>"),
            "a <b> &amp; c"
        );
        // The first eight digits of SHA-1 of "hello", aaf4c61d.
        assert_eq!(checksum("hello"), 0xaaf4_c61d);
    }
}

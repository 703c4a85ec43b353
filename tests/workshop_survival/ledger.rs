//! What people sent and what was acknowledged, and the comparison with what was kept.

use std::collections::BTreeMap;
use std::fmt;

use serde_json::Value;

use super::kept::{Kept, KeptSeat};

/// What became of something that was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// No answer yet: it may be kept or not.
    Open,
    /// Acknowledged: it must be kept.
    Saved,
    /// Refused: it must not be kept.
    Refused,
}

/// What one person sent to one slot, in order. People send the next thing only when the one before
/// has its answer, so that at most the last is open.
type Sendings = Vec<(String, Fate)>;

/// Everything that a room's people sent.
#[derive(Debug, Default)]
pub struct Ledger {
    joined: BTreeMap<usize, Fate>,
    sent: BTreeMap<(usize, String), Sendings>,
    drafts: BTreeMap<(usize, String), Sendings>,
    /// Moves of the facilitator: where to, in order.
    moves: Sendings,
}

/// The name under which somebody joins.
pub fn name(who: usize) -> String {
    format!("Person-{who}-of-us")
}

impl Ledger {
    pub fn joins(&mut self, who: usize, fate: Fate) {
        self.joined.insert(who, fate);
    }

    pub fn sends(&mut self, who: usize, slot: &str, value: &str) {
        self.drafts.remove(&(who, slot.to_owned()));
        let sent = self.sent.entry((who, slot.to_owned())).or_default();
        assert!(sent.iter().all(|(_, fate)| *fate != Fate::Open));
        sent.push((value.to_owned(), Fate::Open));
    }

    pub fn answered(&mut self, who: usize, slot: &str, fate: Fate) {
        self.sent.get_mut(&(who, slot.to_owned())).unwrap().last_mut().unwrap().1 = fate;
    }

    pub fn drafts(&mut self, who: usize, slot: &str, text: &str, fate: Fate) {
        let drafts = self.drafts.entry((who, slot.to_owned())).or_default();
        drafts.retain(|(own, _)| own != text);
        drafts.push((text.to_owned(), fate));
    }

    pub fn moves(&mut self, to: &str, fate: Fate) {
        if fate == Fate::Open {
            self.moves.push((to.to_owned(), fate));
        } else {
            self.moves.last_mut().unwrap().1 = fate;
        }
    }

    /// How often somebody has handed in at a slot, and the last value.
    pub fn saved(&self, who: usize, slot: &str) -> (u32, Option<String>) {
        let sent = self.sent.get(&(who, slot.to_owned())).map_or(&[][..], Vec::as_slice);
        let saved: Vec<&String> =
            sent.iter().filter(|(_, fate)| *fate == Fate::Saved).map(|(text, _)| text).collect();
        (u32::try_from(saved.len()).unwrap(), saved.last().map(|text| (*text).clone()))
    }

    pub fn is_joined(&self, who: usize) -> bool {
        self.joined.get(&who) == Some(&Fate::Saved)
    }

    fn count_saved(&self) -> usize {
        let sendings = self.sent.values().flatten();
        sendings.filter(|(_, fate)| *fate == Fate::Saved).count()
    }

    /// Compares what was acknowledged with what lies in the store.
    pub fn compare(&self, kept: &Kept, found: &mut Found) {
        found.saved = self.count_saved();
        found.ghosts = 0;
        for (who, fate) in &self.joined {
            let seats = seats_of(kept, *who);
            // Who joins again since no answer came may leave a seat in which nobody sits.
            found.ghosts += seats.len().saturating_sub(1);
            if *fate == Fate::Saved && seats.is_empty() {
                found.lost += 1;
                found.wrong.push(format!("{} has lost the seat", name(*who)));
            }
            for ghost in seats.iter().rev().skip(1).filter(|seat| !seat.sent.is_empty()) {
                found.wrong.push(format!("nobody sits here, and answers: {ghost:?}"));
            }
        }
        for ((who, slot), sent) in &self.sent {
            let seat = seats_of(kept, *who).pop();
            let kept = seat.and_then(|seat| seat.sent.get(slot)).map_or(&[][..], Vec::as_slice);
            compare(&format!("{} {slot}", name(*who)), sent, kept, found);
        }
        compare("moves", &self.moves, &kept.moves, found);
        for ((who, slot), sent) in &self.drafts {
            let kept = seats_of(kept, *who).pop().and_then(|seat| seat.drafts.get(slot));
            let newest = sent.iter().rposition(|(_, fate)| *fate == Fate::Saved);
            let allowed = newest.map_or(&[][..], |newest| &sent[newest..]);
            if newest.is_some() && !allowed.iter().any(|(text, _)| Some(text) == kept) {
                found.lost += 1;
                found.wrong.push(format!("{} {slot}: draft {allowed:?}, {kept:?}", name(*who)));
            }
        }
    }

    /// The newest acknowledged value of each open slot: what an export must show, or newer.
    pub fn newest(&self) -> Vec<(usize, String, usize)> {
        let newest = |((who, slot), sent): (&(usize, String), &Sendings)| {
            let at = sent.iter().rposition(|(_, fate)| *fate == Fate::Saved)?;
            Some((*who, slot.clone(), at))
        };
        self.sent
            .iter()
            .filter(|((_, slot), _)| slot.starts_with("plan"))
            .filter_map(newest)
            .collect()
    }

    /// Compares an export with what had been acknowledged before it was asked for.
    pub fn compare_export(
        &self,
        newest: &[(usize, String, usize)],
        export: &Value,
        found: &mut Found,
    ) {
        for (who, slot, at) in newest {
            let seat = export["seats"].as_array().into_iter().flatten().rfind(|seat| {
                seat["name"].as_str().is_some_and(|own| own.starts_with(&name(*who)))
            });
            let mut texts = Vec::new();
            strings(seat.unwrap_or(&Value::Null), &mut texts);
            let sent = &self.sent[&(*who, slot.clone())];
            let shown: Vec<usize> = (0..sent.len())
                .filter(|own| texts.iter().any(|text| *text == sent[*own].0))
                .collect();
            match shown.as_slice() {
                [own] if own >= at => {}
                [] => {
                    found.lost += 1;
                    found.wrong.push(format!("{} {slot} is not exported", name(*who)));
                }
                others => {
                    found.doubled += 1;
                    let shown = format!("{} {slot}: exports {others:?}, not {at}", name(*who));
                    found.wrong.push(shown);
                }
            }
        }
    }
}

/// Somebody's seats; the last is the one in which they sit.
fn seats_of(kept: &Kept, who: usize) -> Vec<&KeptSeat> {
    kept.seats.iter().filter(|seat| seat.name.starts_with(&name(who))).collect()
}

/// What is kept must be what was saved, in this order, and perhaps the one that is still open.
fn compare(what: &str, sent: &Sendings, kept: &[String], found: &mut Found) {
    let of = |wanted: &[Fate]| -> Vec<&String> {
        sent.iter().filter(|(_, fate)| wanted.contains(fate)).map(|(value, _)| value).collect()
    };
    let kept: Vec<&String> = kept.iter().collect();
    let (saved, with_open) = (of(&[Fate::Saved]), of(&[Fate::Saved, Fate::Open]));
    if kept == saved || kept == with_open {
        return;
    }
    let count = |all: &[&String], value: &String| all.iter().filter(|own| **own == value).count();
    let too_few = saved.iter().filter(|own| count(&kept, own) < count(&saved, own)).count();
    let too_many = kept.iter().filter(|own| count(&kept, own) > count(&with_open, own)).count();
    found.lost += too_few;
    found.doubled += too_many;
    found.wrong.push(format!("{what}: sent {sent:?}, kept {kept:?}"));
}

fn strings<'v>(value: &'v Value, all: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => all.push(text),
        Value::Array(values) => values.iter().for_each(|value| strings(value, all)),
        Value::Object(fields) => fields.values().for_each(|value| strings(value, all)),
        _ => {}
    }
}

/// What was found over some kills.
#[derive(Clone, Debug, Default)]
pub struct Found {
    pub kills: usize,
    /// Kills of a process that had not opened its rooms yet, in addition.
    pub early: usize,
    pub saved: usize,
    /// Requests that broke off, and were sent again.
    pub broken: usize,
    pub ghosts: usize,
    pub lost: usize,
    pub doubled: usize,
    pub wrong: Vec<String>,
}

impl Found {
    pub fn add(&mut self, other: Self) {
        self.kills += other.kills;
        self.early += other.early;
        self.saved += other.saved;
        self.broken += other.broken;
        self.ghosts += other.ghosts;
        self.lost += other.lost;
        self.doubled += other.doubled;
        self.wrong.extend(other.wrong);
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "kills: {} ({} more while starting), saved: {}, broken off and sent again: {}, \
             empty seats after a join without an answer: {}, lost: {}, doubled: {}",
            self.kills, self.early, self.saved, self.broken, self.ghosts, self.lost, self.doubled
        )?;
        self.wrong.iter().take(20).try_for_each(|wrong| write!(f, "\n  {wrong}"))
    }
}

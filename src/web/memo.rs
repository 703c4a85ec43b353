//! What is the same for everybody in a room is drawn once, not once for each of a thousand phones that
//! ask for it in the same second.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use maud::{Markup, PreEscaped};

use crate::content::ids::QuestionId;
use crate::interview::room::RoomCode;
use crate::report::html::markdown::markdown;

/// A tally as it was drawn, and the version of the room that it tells of.
type Drawn = Arc<Mutex<(u64, String)>>;

/// Drawings that are kept.
#[derive(Default)]
pub(super) struct Memo {
    /// By Markdown. Only content is drawn through here, so that it grows no larger than the cases of
    /// the rooms.
    markdown: Mutex<BTreeMap<String, Arc<str>>>,
    tallies: Mutex<BTreeMap<(RoomCode, QuestionId), Drawn>>,
}

impl Memo {
    /// Markdown of the content as HTML.
    pub(super) fn markdown(&self, text: &str) -> Markup {
        let mut kept = self.markdown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(html) = kept.get(text) {
            return PreEscaped(html.to_string());
        }
        let html = markdown(text);
        kept.insert(text.to_owned(), html.0.as_str().into());
        html
    }

    /// A tally, drawn anew only where the room has changed since.
    pub(super) fn tally(
        &self,
        room: &RoomCode,
        question: &QuestionId,
        version: u64,
        draw: impl FnOnce() -> Markup,
    ) -> Markup {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        let own = Arc::clone(tallies.entry((room.clone(), question.clone())).or_default());
        drop(tallies);
        // Held while it is drawn: all others who ask want just this.
        let mut drawn = own.lock().unwrap_or_else(PoisonError::into_inner);
        // A request that began before the last change is as well served with what came after it.
        if drawn.0 < version || drawn.1.is_empty() {
            *drawn = (version, draw().0);
        }
        PreEscaped(drawn.1.clone())
    }

    /// Forgets a room that is gone.
    pub(super) fn forget(&self, room: &RoomCode) {
        let mut tallies = self.tallies.lock().unwrap_or_else(PoisonError::into_inner);
        tallies.retain(|(own, _), _| own != room);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tally_is_drawn_once_for_each_version_of_the_room() {
        let memo = Memo::default();
        let (room, question) = (RoomCode::from_random(&[1; 32]), QuestionId::new("scope"));
        let draw = |version, text: &str| {
            memo.tally(&room, &question, version, || PreEscaped(text.to_owned())).0
        };
        assert_eq!(draw(3, "three"), "three");
        assert_eq!(draw(3, "again"), "three");
        assert_eq!(draw(4, "four"), "four");
        assert_eq!(draw(3, "late"), "four");
        memo.forget(&room);
        assert_eq!(draw(1, "another room of this code"), "another room of this code");
    }
}

//! Pages: what a room looks like to somebody. They decide nothing and keep nothing.

pub(super) mod console;
pub(super) mod feedback;
pub(super) mod front;
pub(super) mod join;
pub(super) mod layout;
pub(super) mod link;
pub(super) mod question;
pub(super) mod report;
pub(super) mod review;
pub(super) mod seat;
pub(super) mod tally;
pub(super) mod trouble;
pub(super) mod wall;

use std::sync::Arc;

use maud::Markup;

use super::state::App;
use crate::content::ids::{CriterionId, QuestionId};
use crate::content::scenario::{Question, Scenario};
pub(super) use crate::report::words::count;
use crate::session::Pinned;
use crate::session::room::{Hosted, Live};

/// A room as it is being looked at.
pub(super) struct Seen<'s> {
    pub(super) app: &'s App,
    pub(super) hosted: &'s Arc<Hosted>,
    pub(super) live: &'s Live,
}

impl<'s> Seen<'s> {
    pub(super) fn new(app: &'s App, hosted: &'s Arc<Hosted>, live: &'s Live) -> Self {
        Self { app, hosted, live }
    }

    fn content(&self) -> &'s Pinned {
        &self.hosted.content
    }

    fn scenario(&self) -> &'s Scenario {
        self.content().scenario()
    }

    fn question(&self, id: &QuestionId) -> Option<&'s Question> {
        self.scenario().question(id)
    }

    /// Markdown of the content as HTML.
    fn markdown(&self, text: &str) -> Markup {
        self.app.memo().markdown(text)
    }

    /// What the follow-up at a criterion asks.
    fn probe(&self, question: &QuestionId, criterion: &CriterionId) -> Option<&'s str> {
        let rubric = &self.content().rubric(question)?.rubric;
        rubric.criterion(criterion)?.probe.as_deref()
    }

    /// The place of a question in this room, from 1.
    fn place(&self, id: &QuestionId) -> usize {
        let own = self.live.room.questions.iter().position(|own| own == id);
        own.map_or(0, |at| at + 1)
    }
}

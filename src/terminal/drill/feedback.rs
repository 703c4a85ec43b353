//! What a card's answer earned, beside how a sample says it.

use crate::content::scenario::{Question, QuestionKind};
use crate::interview::drill::CardId;
use crate::interview::{Answer, QuestionResult};
use crate::session::Pinned;
use crate::session::drill::criterion;
use crate::study::{ModelMove, model_move};
use crate::terminal::feedback;
use crate::terminal::page::Page;
use crate::terminal::sanitize::{one_line, sanitize};
use crate::terminal::screen::Screen;
use crate::terminal::theme::Role;
use crate::terminal::wrap::Run;

/// The whole feedback on a card.
pub(super) fn of(
    screen: Screen,
    case: &Pinned,
    question: &Question,
    card: &CardId,
    answer: &Answer,
    result: &QuestionResult,
) -> String {
    let scored = match result {
        QuestionResult::Closed(closed) => {
            let mut page = Page::new(screen);
            page.raw(&feedback::closed(screen, closed, question.kind.as_str())).gap();
            return page.finish();
        }
        QuestionResult::Open(scored) => scored,
    };
    let Answer::Text(text) = answer else { return String::new() };
    let Some(own) = criterion(card, result) else {
        return feedback::open(screen, &scored.assessment, text);
    };
    let mut page = Page::new(screen);
    page.gap().raw(&feedback::criterion(screen, own));
    if let (QuestionKind::Open(open), Some(rubric), Some(id)) =
        (&question.kind, case.rubric(&question.id), &card.criterion)
        && let Some(model) = model_move(rubric, &open.samples, id)
    {
        page.heading("How a sample answer says it");
        page.hanging("  ", &marked(screen, &model));
    }
    page.gap();
    page.finish()
}

/// A model move with what earned the criterion in brackets.
fn marked(screen: Screen, model: &ModelMove) -> Vec<Run> {
    let theme = screen.theme;
    let (open, close) = theme.brackets(Role::Evidence);
    let piece = |range: std::ops::Range<usize>| model.words.get(range).unwrap_or_default();
    let mut runs = Vec::new();
    let mut at = 0;
    for span in &model.evidence {
        runs.push(Run::plain(sanitize(piece(at..span.start))));
        let words = one_line(piece(span.clone()));
        runs.push(Run::new(format!("{open}{words}{close}"), theme.style(Role::Evidence)));
        at = span.end;
    }
    runs.push(Run::plain(sanitize(piece(at..model.words.len()))));
    runs
}

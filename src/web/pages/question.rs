//! A question, and the form in which it is answered; one for each kind, all of them without script.

use maud::{Markup, html};

use super::Seen;
use crate::content::scenario::{Pick, Question, QuestionKind};
use crate::interview::Answer;
use crate::interview::room::Seat;
use crate::interview::shuffle::{disordered, shuffled};
use crate::web::form::{MAX_TEXT, rights};

/// The heading and prompt of a question.
pub(in crate::web) fn prompt(seen: &Seen<'_>, question: &Question, heading: &str) -> Markup {
    let room = &seen.live.room;
    html! {
        p .kicker { "Question " (seen.place(&question.id)) " of " (room.questions.len()) }
        h1 { (heading) }
        div .prompt { (seen.markdown(&question.prompt)) }
    }
}

/// Brief, news and exhibits that whoever answers this question can read, folded away.
pub(in crate::web) fn papers(seen: &Seen<'_>, question: Option<&Question>) -> Markup {
    let scenario = seen.scenario();
    let exhibits: Vec<_> = match question {
        Some(question) => scenario.exhibits_by(&question.id).collect(),
        None => {
            scenario.exhibits.iter().filter(|own| scenario.opened_by(&own.id).is_none()).collect()
        }
    };
    let about = question.and_then(|question| question.exhibit.as_ref());
    html! {
        section aria-labelledby="papers" {
            h2 #papers { "Papers of the case" }
            @if question.is_some() {
                details #paper-brief { summary { "The brief" } div .paper { (seen.markdown(&scenario.brief)) } }
            }
            @for exhibit in exhibits {
                details id={ "paper-" (exhibit.id) } {
                    summary {
                        (exhibit.title)
                        @if about == Some(&exhibit.id) { " (this question is about it)" }
                    }
                    div .paper {
                        @match seen.content().exhibit_text(&exhibit.id) {
                            Ok(text) => (seen.markdown(&text)),
                            Err(_) => p { "This paper cannot be read on the facilitator's computer." },
                        }
                    }
                }
            }
            @if let Some(hint) = question.and_then(|question| question.hint.as_ref()) {
                details #hint { summary { "A hint" } div .paper { (seen.markdown(hint)) } }
            }
        }
    }
}

/// What has happened before a question.
pub(in crate::web) fn news(seen: &Seen<'_>, question: &Question, heading: Markup) -> Markup {
    let injects = seen.scenario().injects_for(&question.id);
    html! {
        @if !injects.is_empty() {
            section .news aria-labelledby="news" {
                (heading)
                @for inject in injects { (seen.markdown(&inject.text)) }
            }
        }
    }
}

/// The form in which a question is answered. `text` overrides what is kept, where an answer has just
/// been refused.
pub(in crate::web) fn form(
    seen: &Seen<'_>,
    seat: &Seat,
    question: &Question,
    text: Option<&str>,
) -> Markup {
    let room = &seen.live.room;
    let id = &question.id;
    let times = seat.times_handed(id, None);
    let accepted = seat.accepted(id, None);
    let kept = seat.attempt.standing(id).and_then(|standing| standing.answer.as_ref());
    let send = if times == 0 { "Hand in" } else { "Hand in again" };
    html! {
        form #answer method="post" action={ "/r/" (room.code) "/answer" } data-kind=(question.kind.as_str()) {
            input type="hidden" name="question" value=(id);
            input type="hidden" name="after" value=(times);
            @match &question.kind {
                QuestionKind::Open(_) => (text_box(seen, seat, id.as_str(), kept, accepted, text)),
                _ => (closed(seen, question, kept)),
            }
            (status(seen, accepted))
            div .row {
                button #send type="submit" { (send) }
                @if matches!(question.kind, QuestionKind::Open(_)) {
                    button .quiet .no-script type="submit" name="draft" value="1" { "Keep as a draft" }
                }
            }
        }
    }
}

/// The form in which a follow-up is answered.
pub(in crate::web) fn probe_form(
    seen: &Seen<'_>,
    seat: &Seat,
    question: &Question,
    criterion: &crate::content::ids::CriterionId,
    text: Option<&str>,
) -> Markup {
    let room = &seen.live.room;
    let times = seat.times_handed(&question.id, Some(criterion));
    let accepted = seat.accepted(&question.id, Some(criterion));
    let standing = seat.attempt.standing(&question.id);
    let kept = standing.and_then(|own| own.probes.iter().find(|(id, _)| id == criterion));
    let kept = kept.map(|(_, text)| Answer::Text(text.clone()));
    let slot = format!("{}/{criterion}", question.id);
    html! {
        form #answer method="post" action={ "/r/" (room.code) "/probe" } data-kind="open" {
            input type="hidden" name="question" value=(question.id);
            input type="hidden" name="criterion" value=(criterion);
            input type="hidden" name="after" value=(times);
            (text_box(seen, seat, &slot, kept.as_ref(), accepted, text))
            (status(seen, accepted))
            div .row {
                button #send type="submit" { @if times == 0 { "Hand in" } @else { "Hand in again" } }
                button .quiet .no-script type="submit" name="draft" value="1" { "Keep as a draft" }
            }
        }
    }
}

fn text_box(
    seen: &Seen<'_>,
    seat: &Seat,
    slot: &str,
    kept: Option<&Answer>,
    accepted: Option<i64>,
    refused: Option<&str>,
) -> Markup {
    let draft = seen.live.draft(seat.id, slot);
    let handed = match kept {
        Some(Answer::Text(text)) => text.as_str(),
        _ => "",
    };
    // A draft counts only where it is newer than what was handed in.
    let newer = draft.filter(|draft| accepted.is_none_or(|at| draft.time > at));
    let text = refused.or(newer.map(|draft| draft.text.as_str())).unwrap_or(handed);
    html! {
        label for="text" { "Your answer" }
        textarea #text name="text" rows="10" maxlength=(MAX_TEXT) data-slot=(slot)
            aria-describedby="status" spellcheck="true" {
            // A browser swallows the first line end in a text box.
            "\n" (text)
        }
    }
}

fn status(seen: &Seen<'_>, accepted: Option<i64>) -> Markup {
    html! {
        p #status .status role="status" {
            @if let Some(at) = accepted {
                span data-saved="answer" { "Handed in at " (seen.app.clock(at)) ". You can change it until the room moves on." }
            }
        }
    }
}

fn closed(seen: &Seen<'_>, question: &Question, kept: Option<&Answer>) -> Markup {
    let seed = seen.live.room.seed;
    html! {
        @match &question.kind {
            QuestionKind::Open(_) => {},
            QuestionKind::Choice(own) => {
                @let order = if own.shuffle { shuffled(own.options.len(), seed, &question.id) } else { (0..own.options.len()).collect() };
                @let kind = if own.pick == Pick::One { "radio" } else { "checkbox" };
                fieldset {
                    legend { @if own.pick == Pick::One { "Pick one" } @else { "Pick all that are right" } }
                    @for at in order {
                        @let option = &own.options[at];
                        @let is_picked = matches!(kept, Some(Answer::Options(ids)) if ids.contains(&option.id));
                        label .check {
                            input type=(kind) name="option" value=(option.id) checked[is_picked] required[own.pick == Pick::One];
                            span { (option.text) }
                        }
                    }
                }
            },
            QuestionKind::Order(own) => {
                @let items: Vec<&String> = own.items.iter().flatten().collect();
                @let shown = disordered(items.len(), seed, &question.id);
                fieldset {
                    legend { "Give each its place, 1 for the first" }
                    @for (at, item) in shown.iter().enumerate() {
                        @let place = match kept { Some(Answer::Order(given)) => given.iter().position(|own| own == items[*item]), _ => None };
                        div .pick {
                            label for={ "place-" (at) } { (items[*item]) }
                            (select(&format!("place-{at}"), (1..=items.len()).map(|n| (n, n.to_string())), place.map(|at| at + 1)))
                        }
                    }
                }
            },
            QuestionKind::Match(own) => {
                @let rights = rights(own);
                @let shown = shuffled(rights.len(), seed, &question.id);
                fieldset {
                    legend { "Find what belongs to each" }
                    @for (at, (left, _)) in own.pairs.iter().enumerate() {
                        @let given = match kept { Some(Answer::Pairs(pairs)) => pairs.get(left).and_then(|right| shown.iter().position(|own| rights[*own] == right)), _ => None };
                        div .pick .wide-pick {
                            label for={ "pair-" (at) } { (left) }
                            (select(&format!("pair-{at}"), shown.iter().enumerate().map(|(n, own)| (n, rights[*own].to_owned())), given))
                        }
                    }
                }
            },
            QuestionKind::Number(own) => {
                @let given = match kept { Some(Answer::Figure(text)) => text.as_str(), _ => "" };
                label for="figure" { "Your figure" @if let Some(unit) = &own.unit { ", in " (unit) } }
                input #figure name="figure" value=(given) inputmode="decimal" autocomplete="off" required maxlength="60";
            },
        }
    }
}

fn select(
    name: &str,
    options: impl Iterator<Item = (usize, String)>,
    chosen: Option<usize>,
) -> Markup {
    html! {
        select id=(name) name=(name) required {
            option value="" selected[chosen.is_none()] { "–" }
            @for (value, text) in options {
                option value=(value) selected[chosen == Some(value)] { (text) }
            }
        }
    }
}

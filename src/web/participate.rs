//! What people in a room ask for: their page, and what they hand in.

use axum::extract::Query;
use axum::http::header::{CONTENT_DISPOSITION, LOCATION};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::cookie;
use super::error::WebError;
use super::form::Form;
use super::pages;
use super::signal;
use super::state::App;
use super::visit::{Seated, Visit};
use crate::content::ids::is_id;
use crate::interview::room::{Joining, Refused, SeatId, TokenHash};
use crate::session::room::{Command, Outcome};

/// The page of a room: the way in, or what there is to do now.
pub(super) async fn page(visit: Visit) -> Response {
    // One address a room, however the code was typed: cookies hang on it.
    if visit.code().as_str() != visit.written {
        return to(&format!("/r/{}", visit.code()));
    }
    match visit.seat() {
        Ok(seat) => pages::seat::page(&visit.seen(), seat, None).into_response(),
        Err(WebError::NoSeat) => pages::join::page(&visit.seen(), "", None).into_response(),
        Err(error) => visit.refuse(&error),
    }
}

/// Lets somebody in.
pub(super) async fn join(visit: Visit, form: Form) -> Response {
    // Who is in already stays where they are, however often the form is sent.
    match visit.seat() {
        Ok(_) => return done(&visit, visit.app.now()),
        Err(WebError::NoSeat) => {}
        Err(error) => return visit.refuse(&error),
    }
    let name = form.get("name").unwrap_or_default();
    let joined = async {
        visit.app.may_join(visit.code())?;
        let secret = visit.app.host().secret()?;
        let token = TokenHash::of(&secret);
        let show_name = form.has("show_name");
        visit.ask(Command::Join(Joining { name: name.to_owned(), show_name, token })).await?;
        Ok::<String, WebError>(secret)
    };
    match joined.await {
        Ok(secret) => {
            let mut response = done(&visit, visit.app.now());
            cookie::keep_seat(&visit.app, &mut response, visit.code(), &secret);
            response
        }
        Err(error) if visit.json => visit.refuse(&error),
        Err(error) => {
            let visit = visit.anew();
            let shown: String = name.chars().take(200).collect();
            let page = pages::join::page(&visit.seen(), &shown, Some(&error.message()));
            (error.status(), page).into_response()
        }
    }
}

#[derive(Deserialize)]
pub(super) struct Key {
    #[serde(default)]
    key: String,
}

/// Takes a seat up in another browser.
pub(super) async fn rejoin(visit: Visit, Query(asked): Query<Key>) -> Response {
    let seated = || {
        let room = &visit.live.room;
        let seat = room.seat_of(&TokenHash::of(&asked.key)).ok_or(WebError::NoSeat)?;
        room.present(seat.id)?;
        Ok::<_, WebError>(())
    };
    match seated() {
        Ok(()) => {
            let mut response = to(&format!("/r/{}", visit.code()));
            cookie::keep_seat(&visit.app, &mut response, visit.code(), &asked.key);
            response
        }
        Err(error) => visit.refuse(&error),
    }
}

/// The link by which somebody takes their seat up on another device.
pub(super) async fn link(Seated { visit, .. }: Seated) -> Response {
    match visit.own_link() {
        Some(link) => pages::link::page(&visit.seen(), &link).into_response(),
        None => visit.refuse(&WebError::NoSeat),
    }
}

/// Takes an answer; with `draft`, keeps it as a draft only.
pub(super) async fn answer(seated: Seated, form: Form) -> Response {
    let command = || {
        let (visit, seat) = (&seated.visit, seated.seat);
        let id = form.question()?;
        let question = visit.hosted.content.scenario().question(&id).ok_or(Refused::NoQuestion)?;
        if form.has("draft") {
            return Ok(Command::Draft { seat, slot: id.to_string(), text: form.text("text")? });
        }
        let answer = form.answer(question, visit.live.room.seed)?;
        Ok(Command::Answer { seat, question: id, answer, after: form.number("after")? })
    };
    let command = command();
    write(seated, &form, command).await
}

/// Takes the answer to a follow-up.
pub(super) async fn probe(seated: Seated, form: Form) -> Response {
    let command = || {
        let seat = seated.seat;
        let (question, criterion) = (form.question()?, form.criterion()?);
        let text = form.text("text")?;
        if form.has("draft") {
            return draft_of(&seated, format!("{question}/{criterion}"), text);
        }
        Ok(Command::Probe { seat, question, criterion, text, after: form.number("after")? })
    };
    let command = command();
    write(seated, &form, command).await
}

/// Keeps a draft.
pub(super) async fn draft(seated: Seated, form: Form) -> Response {
    let command = form
        .text("text")
        .and_then(|text| draft_of(&seated, form.get("slot").unwrap_or_default().to_owned(), text));
    let asked = match command {
        Ok(command) => seated.visit.ask(command).await,
        Err(error) => Err(error),
    };
    match asked {
        Ok(outcome) => saved(&seated.visit.app, moment(outcome, &seated.visit)),
        Err(error) => error.response(true),
    }
}

/// A draft of what the room asks, sooner or later; of nothing else.
fn draft_of(seated: &Seated, slot: String, text: String) -> Result<Command, WebError> {
    let (question, criterion) = slot.split_once('/').unwrap_or((&slot, "x"));
    let is_asked = seated.visit.live.room.questions.iter().any(|own| own.as_str() == question);
    // Long names of criteria would be kept for ever, one a draft.
    if !is_asked || !is_id(criterion) {
        return Err(Refused::NoQuestion.into());
    }
    Ok(Command::Draft { seat: seated.seat, slot, text })
}

/// Takes a vote.
pub(super) async fn vote(seated: Seated, form: Form) -> Response {
    let command = || {
        let (seat, question) = (seated.seat, form.question()?);
        Ok(Command::Vote { seat, question, place: form.number("choice")? })
    };
    let command = command();
    write(seated, &form, command).await
}

/// Takes a change of mind about being named.
pub(super) async fn consent(seated: Seated, form: Form) -> Response {
    let command = Command::Consent { seat: seated.seat, show_name: form.has("show_name") };
    write(seated, &form, Ok(command)).await
}

#[derive(Deserialize)]
pub(super) struct Saving {
    download: Option<String>,
}

/// One's own report.
pub(super) async fn report(seated: Seated, Query(saving): Query<Saving>) -> Response {
    let alone = saving.download.is_some();
    match seated.seat() {
        Ok(seat) => {
            let page = pages::report::personal(&seated.visit.seen(), seat, alone);
            if alone {
                attachment(&format!("hotseat-{}.html", seated.visit.live.room.scenario), page)
            } else {
                page.into_response()
            }
        }
        Err(error) => seated.visit.refuse(&error),
    }
}

/// Live updates.
pub(super) async fn events(Seated { visit, .. }: Seated) -> Response {
    signal::updates(visit.app.follow(&visit.hosted), visit.app.closing()).into_response()
}

/// Does what a seat asks for, and answers with what the sender expects: JSON, or the room's page. A
/// text that could not be taken comes back on the page, so that nothing is lost.
async fn write(seated: Seated, form: &Form, command: Result<Command, WebError>) -> Response {
    let asked = match command {
        Ok(command) => seated.visit.ask(command).await,
        Err(error) => Err(error),
    };
    match asked {
        Ok(outcome) => done(&seated.visit, moment(outcome, &seated.visit)),
        Err(error) if seated.visit.json => seated.visit.refuse(&error),
        Err(error) => returned(seated.visit.anew(), seated.seat, form, &error),
    }
}

/// The page that says what could not be taken, with the text that came.
fn returned(visit: Visit, seat: SeatId, form: &Form, error: &WebError) -> Response {
    let Ok(seat) = visit.live.room.present(seat) else { return visit.refuse(error) };
    let trouble = pages::seat::Trouble {
        message: error.message(),
        text: form.get("text").unwrap_or_default(),
        is_newer: error.is_newer(),
    };
    let page = pages::seat::page(&visit.seen(), seat, Some(&trouble));
    (error.status(), page).into_response()
}

/// When something was saved.
fn moment(outcome: Outcome, visit: &Visit) -> i64 {
    match outcome {
        Outcome::Saved(at) => at,
        Outcome::Seated(_) | Outcome::Done => visit.app.now(),
    }
}

/// It is done: the room's page, or when it was saved.
fn done(visit: &Visit, at: i64) -> Response {
    if visit.json { saved(&visit.app, at) } else { to(&format!("/r/{}", visit.code())) }
}

fn saved(app: &App, at: i64) -> Response {
    axum::Json(serde_json::json!({ "saved": app.clock(at) })).into_response()
}

/// Sends a browser on, with a GET.
pub(super) fn to(path: &str) -> Response {
    let mut response = StatusCode::SEE_OTHER.into_response();
    if let Ok(value) = HeaderValue::from_str(path) {
        response.headers_mut().insert(LOCATION, value);
    }
    response
}

/// A page that is saved rather than shown.
pub(super) fn attachment(name: &str, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    if let Ok(value) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
        response.headers_mut().insert(CONTENT_DISPOSITION, value);
    }
    response
}

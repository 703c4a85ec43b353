//! What people in a room ask for: their page, and what they hand in.

use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_DISPOSITION, LOCATION};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::door;
use super::error::{WebError, wants_json};
use super::form::Form;
use super::pages::{self, Seen};
use super::signal;
use super::state::App;
use crate::content::ids::is_id;
use crate::interview::room::{Joining, Refused, SeatId, TokenHash};
use crate::session::room::{Command, Outcome};

/// The page of a room: the way in, or what there is to do now.
pub(super) async fn page(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let hosted = match app.room(&code) {
        Ok(hosted) => hosted,
        Err(error) => return error.response(false),
    };
    let live = hosted.live();
    // One address a room, however the code was typed: cookies hang on it.
    if live.room.code.as_str() != code {
        return to(&format!("/r/{}", live.room.code));
    }
    match door::seat(&headers, &live) {
        Ok(seat) => pages::seat::page(&Seen::new(&app, &hosted, &live), seat, None).into_response(),
        Err(WebError::NoSeat) => {
            pages::join::page(&Seen::new(&app, &hosted, &live), "", None).into_response()
        }
        Err(error) => error.response(false),
    }
}

/// Lets somebody in.
pub(super) async fn join(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let json = form.wants_json;
    let hosted = match app.room(&code) {
        Ok(hosted) => hosted,
        Err(error) => return error.response(json),
    };
    let code = hosted.live().room.code.clone();
    // Who is in already stays where they are, however often the form is sent.
    match door::seat(&headers, &hosted.live()) {
        Ok(_) => return to(&format!("/r/{code}")),
        Err(WebError::NoSeat) => {}
        Err(error) => return error.response(json),
    }
    let name = form.get("name").unwrap_or_default().to_owned();
    let joined = async {
        app.may_join(&code)?;
        let secret = app.host().secret()?;
        let joining = Joining {
            name: name.clone(),
            show_name: form.has("show_name"),
            token: TokenHash::of(&secret),
        };
        app.ask(&code, Command::Join(joining)).await?;
        Ok::<String, WebError>(secret)
    };
    match joined.await {
        Ok(secret) => {
            let mut response =
                if json { saved(&app, app.now()) } else { to(&format!("/r/{code}")) };
            door::remember(
                &app,
                &mut response,
                &format!("seat_{code}"),
                &format!("/r/{code}"),
                &secret,
            );
            response
        }
        Err(error) if json => error.response(true),
        Err(error) => {
            let live = hosted.live();
            let shown: String = name.chars().take(200).collect();
            let page =
                pages::join::page(&Seen::new(&app, &hosted, &live), &shown, Some(&error.message()));
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
pub(super) async fn rejoin(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Key>,
) -> Response {
    let seated = || {
        let hosted = app.room(&code)?;
        let live = hosted.live();
        let seat = live.room.seat_of(&TokenHash::of(&asked.key)).ok_or(WebError::NoSeat)?;
        live.room.present(seat.id)?;
        Ok::<_, WebError>(live.room.code.clone())
    };
    match seated() {
        Ok(code) => {
            let mut response = to(&format!("/r/{code}"));
            door::remember(
                &app,
                &mut response,
                &format!("seat_{code}"),
                &format!("/r/{code}"),
                &asked.key,
            );
            response
        }
        Err(error) => error.response(false),
    }
}

/// Takes an answer; with `draft`, keeps it as a draft only.
pub(super) async fn answer(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let command = |seat: SeatId| {
        let hosted = app.room(&code)?;
        let live = hosted.live();
        let id = form.question()?;
        let question = hosted.content.scenario().question(&id).ok_or(Refused::NoQuestion)?;
        if form.has("draft") {
            let text = form.text("text")?;
            return Ok(Command::Draft { seat, slot: id.to_string(), text });
        }
        let answer = form.answer(question, live.room.seed)?;
        Ok(Command::Answer { seat, question: id, answer, after: form.number("after")? })
    };
    write(&app, &code, &headers, &form, command).await
}

/// Takes the answer to a follow-up.
pub(super) async fn probe(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let command = |seat: SeatId| {
        let (question, criterion) = (form.question()?, form.criterion()?);
        let text = form.text("text")?;
        if form.has("draft") {
            return Ok(Command::Draft { seat, slot: format!("{question}/{criterion}"), text });
        }
        Ok(Command::Probe { seat, question, criterion, text, after: form.number("after")? })
    };
    write(&app, &code, &headers, &form, command).await
}

/// Keeps a draft.
pub(super) async fn draft(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let command = |seat: SeatId| {
        let slot = form.get("slot").unwrap_or_default();
        let (question, criterion) = slot.split_once('/').unwrap_or((slot, "x"));
        let hosted = app.room(&code)?;
        let live = hosted.live();
        let is_asked = live.room.questions.iter().any(|own| own.as_str() == question);
        if !is_asked || !is_id(criterion) {
            return Err(Refused::NoQuestion.into());
        }
        Ok(Command::Draft { seat, slot: slot.to_owned(), text: form.text("text")? })
    };
    let outcome = perform(&app, &code, &headers, command).await;
    match outcome {
        Ok((_, Outcome::Saved(at))) => saved(&app, at),
        Ok(_) => saved(&app, app.now()),
        Err(error) => error.response(true),
    }
}

/// Takes a vote.
pub(super) async fn vote(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let command = |seat: SeatId| {
        Ok(Command::Vote { seat, question: form.question()?, place: form.number("choice")? })
    };
    write(&app, &code, &headers, &form, command).await
}

/// Takes a change of mind about being named.
pub(super) async fn consent(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let command = |seat: SeatId| Ok(Command::Consent { seat, show_name: form.has("show_name") });
    write(&app, &code, &headers, &form, command).await
}

#[derive(Deserialize)]
pub(super) struct Saving {
    download: Option<String>,
}

/// One's own report.
pub(super) async fn report(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(saving): Query<Saving>,
    headers: HeaderMap,
) -> Response {
    let hosted = match app.room(&code) {
        Ok(hosted) => hosted,
        Err(error) => return error.response(false),
    };
    let live = hosted.live();
    match door::seat(&headers, &live) {
        Ok(seat) => {
            let alone = saving.download.is_some();
            let page = pages::report::personal(&Seen::new(&app, &hosted, &live), seat, alone);
            if alone {
                attachment(&format!("hotseat-{}.html", live.room.scenario), page)
            } else {
                page.into_response()
            }
        }
        Err(error) => error.response(false),
    }
}

/// Live updates.
pub(super) async fn events(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let followed = || {
        let hosted = app.room(&code)?;
        door::seat(&headers, &hosted.live())?;
        Ok::<_, WebError>(app.follow(&hosted))
    };
    match followed() {
        Ok(room) => signal::updates(room, app.closing()).into_response(),
        Err(error) => error.response(wants_json(&headers)),
    }
}

/// Does what a seat asks for.
async fn perform(
    app: &App,
    code: &str,
    headers: &HeaderMap,
    command: impl FnOnce(SeatId) -> Result<Command, WebError>,
) -> Result<(SeatId, Outcome), WebError> {
    let hosted = app.room(code)?;
    let live = hosted.live();
    let seat = door::seat(headers, &live)?.id;
    let outcome = app.ask(&live.room.code, command(seat)?).await?;
    Ok((seat, outcome))
}

/// Does what a seat asks for, and answers with what the sender expects: JSON, or the room's page. A
/// text that could not be taken comes back on the page, so that nothing is lost.
async fn write(
    app: &App,
    code: &str,
    headers: &HeaderMap,
    form: &Form,
    command: impl FnOnce(SeatId) -> Result<Command, WebError>,
) -> Response {
    match perform(app, code, headers, command).await {
        Ok((_, Outcome::Saved(at))) if form.wants_json => saved(app, at),
        Ok(_) if form.wants_json => saved(app, app.now()),
        Ok(_) => match app.room(code) {
            Ok(hosted) => to(&format!("/r/{}", hosted.live().room.code)),
            Err(error) => error.response(false),
        },
        Err(error) if form.wants_json => error.response(true),
        Err(error) => {
            let Ok(hosted) = app.room(code) else { return error.response(false) };
            let live = hosted.live();
            let Ok(seat) = door::seat(headers, &live) else { return error.response(false) };
            let text = form.get("text").unwrap_or_default();
            let trouble = pages::seat::Trouble { message: error.message(), text };
            let page = pages::seat::page(&Seen::new(app, &hosted, &live), seat, Some(&trouble));
            (error.status(), page).into_response()
        }
    }
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

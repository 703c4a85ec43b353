//! What a facilitator asks for: the console, the wall, what they do, and exports.

use axum::extract::Query;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::cookie;
use super::download;
use super::error::WebError;
use super::form::Form;
use super::pages;
use super::participate::{attachment, to};
use super::signal;
use super::visit::{Facilitating, Visit};
use crate::content::ids::QuestionId;
use crate::interview::room::{Act, SeatId, TokenHash};
use crate::report;
use crate::session::room::Command;

#[derive(Deserialize)]
pub(super) struct Key {
    key: Option<String>,
}

/// The console; with the secret of the facilitator's link, first puts it into the browser.
pub(super) async fn console(
    visit: Visit,
    Query(asked): Query<Key>,
    facilitating: Result<Facilitating, Response>,
) -> Response {
    if let Some(key) = asked.key {
        if !is_key(&visit, &key).await {
            return visit.refuse(&WebError::NotFacilitator);
        }
        // On to an address without the secret, which might be on a wall.
        let mut response = to(&format!("/f/{}", visit.code()));
        cookie::keep_facilitator(&visit.app, &mut response, visit.code(), &key);
        return response;
    }
    match facilitating {
        Ok(Facilitating(visit)) => pages::console::page(&visit.seen(), None).into_response(),
        Err(refusal) => refusal,
    }
}

/// Whether a secret is a facilitator's. `hotseat workshop link` may have made it beside this program:
/// then the store knows of it first.
async fn is_key(visit: &Visit, key: &str) -> bool {
    let hash = TokenHash::of(key);
    let knows = || visit.hosted.live().room.is_key(&hash);
    if knows() {
        return true;
    }
    if visit.app.may_look_again().is_ok() {
        // Where this fails, the secret stays unknown.
        let _ = visit.ask(Command::CatchUp).await;
    }
    knows()
}

/// The projector view.
pub(super) async fn wall(Facilitating(visit): Facilitating) -> Response {
    pages::wall::page(&visit.seen()).into_response()
}

/// What the room showed as a whole.
pub(super) async fn report(Facilitating(visit): Facilitating) -> Response {
    pages::report::room(&visit.seen(), false).into_response()
}

/// The report as a file that needs nothing else.
pub(super) async fn html(Facilitating(visit): Facilitating) -> Response {
    let page = pages::report::room(&visit.seen(), true);
    attachment(&format!("room-{}.html", visit.code()), page)
}

/// Every answer with its result, for spreadsheets.
pub(super) async fn csv(Facilitating(visit): Facilitating) -> Response {
    let text = report::room::sheet(&visit.live.room, visit.hosted.content.scenario());
    let kind = [(CONTENT_TYPE, "text/csv; charset=utf-8")];
    attachment(&format!("room-{}.csv", visit.code()), (kind, text))
}

/// Everything, for programs.
pub(super) async fn json(Facilitating(visit): Facilitating) -> Response {
    let name = format!("room-{}.json", visit.code());
    let body = download::written(move |out| {
        let scenario = visit.hosted.content.scenario();
        let document = report::room::document(&visit.live.room, scenario);
        serde_json::to_writer(out, &document).map_err(Into::into)
    });
    attachment(&name, ([(CONTENT_TYPE, "application/json")], body))
}

/// Live updates.
pub(super) async fn events(Facilitating(visit): Facilitating) -> Response {
    signal::updates(visit.app.follow(&visit.hosted), visit.app.closing()).into_response()
}

/// Does something.
pub(super) async fn act(Facilitating(visit): Facilitating, form: Form) -> Response {
    let command = match form.get("act") {
        Some("erase") if form.get("sure") == Some(visit.code().as_str()) => Ok(Command::Erase),
        Some("erase") => Err(WebError::BadForm("to erase the room, type its code")),
        _ => move_of(&form),
    };
    let erases = matches!(command, Ok(Command::Erase));
    let asked = match command {
        Ok(command) => visit.ask(command).await,
        Err(error) => Err(error),
    };
    match asked {
        Err(error) if visit.json => visit.refuse(&error),
        Err(error) => {
            let visit = visit.anew();
            let page = pages::console::page(&visit.seen(), Some(&error.message()));
            (error.status(), page).into_response()
        }
        Ok(_) if erases && visit.json => {
            axum::Json(serde_json::json!({ "erased": true })).into_response()
        }
        Ok(_) if erases => {
            let said = "The room was erased: names, answers and results are gone.";
            pages::trouble::page(said).into_response()
        }
        Ok(_) if visit.json => {
            let visit = visit.anew();
            let room = &visit.live.room;
            let now = visit.app.clock(visit.app.now());
            let state = serde_json::json!({
                "saved": now, "step": room.step, "phase": room.phase.to_string(),
            });
            axum::Json(state).into_response()
        }
        Ok(_) => to(&format!("/f/{}", visit.code())),
    }
}

fn move_of(form: &Form) -> Result<Command, WebError> {
    let step = form.has("step").then(|| form.number("step")).transpose()?;
    Ok(Command::Act { act: read(form)?, step })
}

fn read(form: &Form) -> Result<Act, WebError> {
    let seat = || form.number("seat").map(SeatId);
    let of =
        |make: fn(SeatId, QuestionId) -> Act| Ok::<Act, WebError>(make(seat()?, form.question()?));
    Ok(match form.get("act").unwrap_or_default() {
        "next" => Act::Next,
        "back" => Act::Back,
        "go" => {
            let to = form.get("to").unwrap_or_default();
            Act::Go(to.parse().map_err(|_| WebError::BadForm("there is no such place to go"))?)
        }
        "pause" => Act::Pause,
        "resume" => Act::Resume,
        "lock" => Act::Lock,
        "unlock" => Act::Unlock,
        "timer" => Act::Timer(form.number("minutes")?),
        "extend" => Act::Extend(form.number("minutes")?),
        "timer-off" => Act::TimerOff,
        "hide" => of(Act::Hide)?,
        "unhide" => of(Act::Unhide)?,
        "rename" => Act::Rename(seat()?, form.get("name").unwrap_or_default().to_owned()),
        "remove" => Act::Remove(seat()?),
        "show-count" => Act::ShowCount(true),
        "hide-count" => Act::ShowCount(false),
        _ => return Err(WebError::BadForm("there is no such thing to do")),
    })
}

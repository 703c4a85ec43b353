//! What a facilitator asks for: the console, the wall, what they do, and exports.

use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use std::sync::Arc;

use super::door;
use super::error::{WebError, wants_json};
use super::form::Form;
use super::pages::{self, Seen};
use super::participate::{attachment, to};
use super::signal;
use super::state::App;
use crate::content::ids::QuestionId;
use crate::interview::room::{Act, SeatId, TokenHash};
use crate::report;
use crate::session::room::{Command, Hosted, Live};

#[derive(Deserialize)]
pub(super) struct Key {
    key: Option<String>,
}

/// The console; with the secret of the facilitator's link, first puts it into the browser.
pub(super) async fn console(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Key>,
    headers: HeaderMap,
) -> Response {
    let hosted = match app.room(&code) {
        Ok(hosted) => hosted,
        Err(error) => return error.response(false),
    };
    let live = hosted.live();
    let code = &live.room.code;
    if let Some(key) = asked.key {
        if !is_key(&app, &hosted, &key).await {
            return WebError::NotFacilitator.response(false);
        }
        // On to an address without the secret, which might be on a wall.
        let mut response = to(&format!("/f/{code}"));
        door::remember(
            &app,
            &mut response,
            &format!("facilitator_{code}"),
            &format!("/f/{code}"),
            &key,
        );
        return response;
    }
    match door::facilitator(&headers, &hosted) {
        Ok(()) => pages::console::page(&Seen::new(&app, &hosted, &live), None).into_response(),
        Err(error) => error.response(false),
    }
}

/// Whether a secret is a facilitator's. `hotseat workshop link` may have made it beside this program:
/// then the store knows of it first.
async fn is_key(app: &App, hosted: &Hosted, key: &str) -> bool {
    let hash = TokenHash::of(key);
    let knows = || hosted.live().room.is_key(&hash);
    if knows() {
        return true;
    }
    if app.may_look_again().is_ok() {
        let code = hosted.live().room.code.clone();
        let _ = app.ask(&code, Command::CatchUp).await;
    }
    knows()
}

/// Runs what needs the facilitator on the room as it stands.
fn with(
    app: &App,
    code: &str,
    headers: &HeaderMap,
    act: impl FnOnce(&Arc<Hosted>, &Live) -> Response,
) -> Response {
    let allowed = || {
        let hosted = app.room(code)?;
        door::facilitator(headers, &hosted)?;
        Ok::<_, WebError>(hosted)
    };
    match allowed() {
        Ok(hosted) => act(&hosted, &hosted.live()),
        Err(error) => error.response(wants_json(headers)),
    }
}

/// The projector view.
pub(super) async fn wall(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    with(&app, &code, &headers, |hosted, live| {
        pages::wall::page(&Seen::new(&app, hosted, live)).into_response()
    })
}

/// What the room showed as a whole.
pub(super) async fn report(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    with(&app, &code, &headers, |hosted, live| {
        pages::report::room(&Seen::new(&app, hosted, live), false).into_response()
    })
}

/// The report as a file that needs nothing else.
pub(super) async fn html(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    with(&app, &code, &headers, |hosted, live| {
        let page = pages::report::room(&Seen::new(&app, hosted, live), true);
        attachment(&format!("room-{}.html", live.room.code), page)
    })
}

/// Every answer with its result, for spreadsheets.
pub(super) async fn csv(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    with(&app, &code, &headers, |hosted, live| {
        let text = report::room::sheet(&live.room, hosted.content.scenario());
        let kind = [(CONTENT_TYPE, "text/csv; charset=utf-8")];
        attachment(&format!("room-{}.csv", live.room.code), (kind, text))
    })
}

/// Everything, for programs.
pub(super) async fn json(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    with(&app, &code, &headers, |hosted, live| {
        let document = report::room::document(&live.room, hosted.content.scenario());
        attachment(&format!("room-{}.json", live.room.code), axum::Json(document))
    })
}

/// Live updates.
pub(super) async fn events(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    with(&app, &code, &headers, |hosted, _| {
        signal::updates(app.follow(hosted), app.closing()).into_response()
    })
}

/// Does something.
pub(super) async fn act(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    form: Form,
) -> Response {
    let done = async {
        let hosted = app.room(&code)?;
        door::facilitator(&headers, &hosted)?;
        let code = hosted.live().room.code.clone();
        let command = match form.get("act") {
            Some("erase") if form.get("sure") == Some(code.as_str()) => Command::Erase,
            Some("erase") => return Err(WebError::BadForm("to erase the room, type its code")),
            _ => {
                let step = form.has("step").then(|| form.number("step")).transpose()?;
                Command::Act { act: read(&form)?, step }
            }
        };
        let erases = matches!(command, Command::Erase);
        app.ask(&code, command).await?;
        Ok((hosted, erases))
    };
    match done.await {
        Ok((_, true)) if form.wants_json => {
            axum::Json(serde_json::json!({ "erased": true })).into_response()
        }
        Ok((_, true)) => {
            pages::trouble::page("The room was erased: names, answers and results are gone.")
                .into_response()
        }
        Ok((hosted, false)) => {
            let room = &hosted.live().room;
            if form.wants_json {
                let state = serde_json::json!({
                    "saved": app.clock(app.now()), "step": room.step, "phase": room.phase.to_string(),
                });
                axum::Json(state).into_response()
            } else {
                let back = if form.get("from") == Some("wall") { "/wall" } else { "" };
                to(&format!("/f/{}{back}", room.code))
            }
        }
        Err(error) if form.wants_json => error.response(true),
        Err(error) => match app.room(&code) {
            Ok(hosted) if door::facilitator(&headers, &hosted).is_ok() => {
                let live = hosted.live();
                let seen = Seen::new(&app, &hosted, &live);
                let page = pages::console::page(&seen, Some(&error.message()));
                (error.status(), page).into_response()
            }
            _ => error.response(false),
        },
    }
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

//! The front door: a code to be typed, and the cookies by which people are known again.

use axum::extract::{Query, State};
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Redirect, Response};
use serde::Deserialize;

use super::error::WebError;
use super::pages::front as front_page;
use super::state::App;
use crate::interview::room::{RoomCode, Seat, TokenHash};
use crate::session::room::{Hosted, Live};

/// How long a browser keeps a cookie: as long as the longest workshop, and its report, are of use.
const COOKIE_DAYS: i64 = 30;

/// The longest secret that is looked at.
const MAX_SECRET: usize = 100;

#[derive(Deserialize)]
pub(super) struct Code {
    #[serde(default)]
    code: String,
}

/// Asks for the code of a room.
pub(super) async fn front(State(app): State<App>) -> Response {
    // With one room there is nothing to ask.
    let rooms = app.host().rooms();
    if let [only] = rooms.as_slice() {
        return Redirect::to(&format!("/r/{}", only.live().room.code)).into_response();
    }
    front_page::page("", None).into_response()
}

/// Leads to the room of a code.
pub(super) async fn find(State(app): State<App>, Query(asked): Query<Code>) -> Response {
    match app.room(&asked.code) {
        Ok(hosted) => Redirect::to(&format!("/r/{}", hosted.live().room.code)).into_response(),
        Err(error) => {
            let shown: String = asked.code.chars().take(20).collect();
            (error.status(), front_page::page(&shown, Some(&error.message()))).into_response()
        }
    }
}

pub(super) async fn nothing() -> Response {
    WebError::NothingHere.response(false)
}

pub(super) async fn wrong_method() -> Response {
    WebError::WrongMethod.response(false)
}

fn cookie<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    cookies(headers).find(|(own, _)| *own == name).map(|(_, value)| value)
}

fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(_, value)| value.len() <= MAX_SECRET)
}

/// The secret of whatever seat a request comes from, to tell senders apart.
pub(super) fn any_seat_token(headers: &HeaderMap) -> Option<String> {
    cookies(headers).find(|(name, _)| name.starts_with("seat_")).map(|(_, value)| value.to_owned())
}

/// The secret that a browser holds of its seat in a room.
pub(super) fn seat_token<'h>(headers: &'h HeaderMap, code: &RoomCode) -> Option<&'h str> {
    cookie(headers, &format!("seat_{code}"))
}

/// The seat from which a request comes.
pub(super) fn seat<'l>(headers: &HeaderMap, live: &'l Live) -> Result<&'l Seat, WebError> {
    let token = seat_token(headers, &live.room.code).ok_or(WebError::NoSeat)?;
    let seat = live.room.seat_of(&TokenHash::of(token)).ok_or(WebError::NoSeat)?;
    Ok(live.room.present(seat.id)?)
}

/// Refuses whoever is not the facilitator of a room.
pub(super) fn facilitator(headers: &HeaderMap, hosted: &Hosted) -> Result<(), WebError> {
    let live = hosted.live();
    let key = cookie(headers, &format!("facilitator_{}", live.room.code));
    match key {
        Some(key) if live.room.is_key(&TokenHash::of(key)) => Ok(()),
        _ => Err(WebError::NotFacilitator),
    }
}

/// Puts a secret into the browser: out of reach of scripts, and sent to this room only.
pub(super) fn remember(app: &App, response: &mut Response, name: &str, path: &str, secret: &str) {
    let seconds = COOKIE_DAYS * 24 * 60 * 60;
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let cookie =
        format!("{name}={secret}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

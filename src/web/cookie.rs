//! The cookies by which people are known again: one secret a room, out of reach of scripts.

use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;

use super::state::App;
use crate::interview::room::RoomCode;

/// How long a browser keeps a cookie: as long as a workshop, and its report, are of use.
const DAYS: i64 = 30;

/// The longest secret that is looked at.
const MAX_SECRET: usize = 100;

fn find<'h>(headers: &'h HeaderMap, name: &str) -> Option<&'h str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|header| header.to_str().ok())
        .flat_map(|header| header.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(own, value)| *own == name && value.len() <= MAX_SECRET)
        .map(|(_, value)| value)
}

/// The secret that a browser holds of its seat in a room.
pub(super) fn seat<'h>(headers: &'h HeaderMap, code: &RoomCode) -> Option<&'h str> {
    find(headers, &format!("seat_{code}"))
}

/// The secret that a browser holds of a room that it facilitates.
pub(super) fn facilitator<'h>(headers: &'h HeaderMap, code: &RoomCode) -> Option<&'h str> {
    find(headers, &format!("facilitator_{code}"))
}

/// Lets a browser keep the secret of a seat.
pub(super) fn keep_seat(app: &App, response: &mut Response, code: &RoomCode, secret: &str) {
    keep(app, response, &format!("seat_{code}={secret}; Path=/r/{code}"));
}

/// Lets a browser keep the secret of a facilitator.
pub(super) fn keep_facilitator(app: &App, response: &mut Response, code: &RoomCode, secret: &str) {
    keep(app, response, &format!("facilitator_{code}={secret}; Path=/f/{code}"));
}

fn keep(app: &App, response: &mut Response, pair_and_path: &str) {
    let seconds = DAYS * 24 * 60 * 60;
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let text = format!("{pair_and_path}; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    // A secret that no header can carry was made by nobody but the sender.
    if let Ok(value) = HeaderValue::from_str(&text) {
        response.headers_mut().append(SET_COOKIE, value);
    }
}

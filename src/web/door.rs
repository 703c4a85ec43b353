//! The front door: a code to be typed, and what is said where there is nothing.

use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;

use super::error::WebError;
use super::pages::front as front_page;
use super::participate::to;
use super::state::App;

#[derive(Deserialize)]
pub(super) struct Code {
    #[serde(default)]
    code: String,
}

/// Asks for the code of a room.
pub(super) async fn front(State(app): State<App>) -> Response {
    // With one room there is nothing to ask.
    match app.host().rooms().as_slice() {
        [only] => to(&format!("/r/{}", only.live().room.code)),
        _ => front_page::page("", None).into_response(),
    }
}

/// Leads to the room of a code.
pub(super) async fn find(State(app): State<App>, Query(asked): Query<Code>) -> Response {
    match app.room(&asked.code) {
        Ok(hosted) => to(&format!("/r/{}", hosted.live().room.code)),
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

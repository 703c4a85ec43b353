//! The live room in a browser: pages for people who join, a console and a wall for the facilitator,
//! and live updates.
//!
//! [`app`] is a function from what it needs to a router. It only translates: a form becomes a
//! [`Command`](crate::session::room::Command), a room becomes a page. What may happen is decided in
//! `interview::room`, what is durable in `session::room`. Every page works without its script; the
//! script keeps drafts and follows the room.

mod assets;
mod cookie;
mod door;
mod download;
mod error;
mod facilitate;
mod form;
mod guard;
mod memo;
mod pages;
mod participate;
mod serve;
mod signal;
mod state;
mod visit;

pub use serve::{Running, ServeError, serve};
pub use state::{App, Limits};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn;
use axum::routing::{get, post};

/// The largest form that is read, in bytes: an answer of interview length ten times over, in any
/// script.
pub const MAX_FORM: usize = 256 * 1024;

/// All pages of all rooms.
pub fn app(state: App) -> Router {
    Router::new()
        .route("/", get(door::front))
        .route("/join", get(door::find))
        .route("/assets/{file}", get(assets::serve))
        .route("/favicon.ico", get(assets::icon))
        .route("/r/{code}", get(participate::page))
        .route("/r/{code}/join", post(participate::join))
        .route("/r/{code}/rejoin", get(participate::rejoin))
        .route("/r/{code}/link", get(participate::link))
        .route("/r/{code}/answer", post(participate::answer))
        .route("/r/{code}/probe", post(participate::probe))
        .route("/r/{code}/draft", post(participate::draft))
        .route("/r/{code}/vote", post(participate::vote))
        .route("/r/{code}/consent", post(participate::consent))
        .route("/r/{code}/report", get(participate::report))
        .route("/r/{code}/events", get(participate::events))
        .route("/f/{code}", get(facilitate::console))
        .route("/f/{code}/wall", get(facilitate::wall))
        .route("/f/{code}/do", post(facilitate::act))
        .route("/f/{code}/report", get(facilitate::report))
        .route("/f/{code}/export.csv", get(facilitate::csv))
        .route("/f/{code}/export.json", get(facilitate::json))
        .route("/f/{code}/export.html", get(facilitate::html))
        .route("/f/{code}/events", get(facilitate::events))
        .fallback(door::nothing)
        .method_not_allowed_fallback(door::wrong_method)
        .layer(DefaultBodyLimit::max(MAX_FORM))
        .layer(from_fn(guard::patience))
        .layer(from_fn(guard::same_origin))
        .layer(from_fn(guard::headers))
        .with_state(state)
}

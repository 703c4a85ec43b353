//! The few files that pages load: one style sheet, one script, one icon, all of them in the program.

use axum::extract::Path;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse as _, Response};

use super::error::WebError;

/// The style sheet, also within reports that are saved.
pub(super) const STYLE: &str = include_str!("assets/style.css");
const SCRIPT: &str = include_str!("assets/room.js");
const ICON: &str = include_str!("assets/icon.svg");

/// The path of the style sheet; it changes with the program, so that it can be kept.
pub(super) const STYLE_PATH: &str = concat!("/assets/style.css?v=", env!("CARGO_PKG_VERSION"));
/// The path of the script.
pub(super) const SCRIPT_PATH: &str = concat!("/assets/room.js?v=", env!("CARGO_PKG_VERSION"));

pub(super) async fn serve(Path(file): Path<String>) -> Response {
    let (kind, text) = match file.as_str() {
        "style.css" => ("text/css; charset=utf-8", STYLE),
        "room.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return WebError::NothingHere.response(false),
    };
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, "max-age=3600")], text).into_response()
}

pub(super) async fn icon() -> Response {
    serve(Path("icon.svg".to_owned())).await
}

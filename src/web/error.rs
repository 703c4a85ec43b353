//! What can go wrong with a request, and what the person is told.

use axum::http::StatusCode;
use axum::http::header::{ACCEPT, RETRY_AFTER};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse as _, Response};

use super::pages::trouble;
use crate::interview::room::Refused;
use crate::session::SessionError;
use crate::session::room::RoomError;

/// Why a request cannot be answered.
#[derive(Debug, thiserror::Error)]
pub(super) enum WebError {
    #[error("There is no room with this code. Look at it again: it has five letters and digits.")]
    NoRoom,
    #[error("There is nothing at this address.")]
    NothingHere,
    #[error("This address cannot be used that way.")]
    WrongMethod,
    #[error("You have no seat in this room yet, or no longer: join it first.")]
    NoSeat,
    #[error("This page is the facilitator's. Open the facilitator link that hotseat printed.")]
    NotFacilitator,
    #[error("This was sent from another site, and was refused.")]
    OtherOrigin,
    #[error("That was a lot at once. Wait a moment and try again.")]
    TooFast,
    #[error("What you sent did not arrive in time. Send it again.")]
    TooSlow,
    #[error("This is longer than can be taken: {limit} characters are the most.")]
    TooLong { limit: usize },
    #[error("The form cannot be read: {0}.")]
    BadForm(&'static str),
    #[error("{0}")]
    Room(RoomError),
}

impl From<RoomError> for WebError {
    fn from(error: RoomError) -> Self {
        match error {
            RoomError::NoRoom => Self::NoRoom,
            RoomError::NoSeat | RoomError::Refused(Refused::NoSeat) => Self::NoSeat,
            error => Self::Room(error),
        }
    }
}

impl From<Refused> for WebError {
    fn from(refused: Refused) -> Self {
        RoomError::from(refused).into()
    }
}

impl WebError {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NoRoom | Self::NothingHere => StatusCode::NOT_FOUND,
            Self::WrongMethod => StatusCode::METHOD_NOT_ALLOWED,
            Self::NoSeat => StatusCode::UNAUTHORIZED,
            Self::NotFacilitator | Self::OtherOrigin => StatusCode::FORBIDDEN,
            Self::TooFast => StatusCode::TOO_MANY_REQUESTS,
            Self::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Self::TooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::BadForm(_) => StatusCode::BAD_REQUEST,
            Self::Room(error) => of_room(error),
        }
    }

    /// Whether something newer was handed in, which must not be overwritten unseen.
    pub(super) fn is_newer(&self) -> bool {
        matches!(self, Self::Room(RoomError::Refused(Refused::Newer)))
    }

    /// What the person is told, as a sentence.
    pub(super) fn message(&self) -> String {
        let text = self.to_string();
        let mut letters = text.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        let text = format!("{}{}", first.unwrap_or_default(), letters.as_str());
        if text.ends_with(['.', '!', '?']) { text } else { format!("{text}.") }
    }

    /// The answer to a request that asked for this kind of document.
    pub(super) fn response(&self, wants_json: bool) -> Response {
        let status = self.status();
        let mut response = if wants_json {
            (status, axum::Json(serde_json::json!({ "error": self.message() }))).into_response()
        } else {
            (status, trouble::page(&self.message())).into_response()
        };
        if matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE) {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from_static("2"));
        }
        response
    }
}

fn of_room(error: &RoomError) -> StatusCode {
    match error {
        RoomError::Refused(refused) => match refused {
            Refused::LongName | Refused::BadMinutes | Refused::NotOnBallot | Refused::OwnAnswer => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Refused::NoSeat => StatusCode::UNAUTHORIZED,
            Refused::Removed => StatusCode::FORBIDDEN,
            Refused::NoQuestion | Refused::NoProbe => StatusCode::NOT_FOUND,
            Refused::Locked
            | Refused::Full { .. }
            | Refused::Over
            | Refused::Closed
            | Refused::Newer
            | Refused::Moved
            | Refused::AtStart
            | Refused::AtEnd
            | Refused::NoBallot => StatusCode::CONFLICT,
        },
        RoomError::Session(error) => match error.as_ref() {
            SessionError::Figure(_) | SessionError::WrongKind { .. } => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        },
        RoomError::NoRoom => StatusCode::NOT_FOUND,
        RoomError::NoSeat => StatusCode::UNAUTHORIZED,
        RoomError::Store(_) | RoomError::Busy | RoomError::Closing => {
            StatusCode::SERVICE_UNAVAILABLE
        }
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Whether a request asks for JSON rather than for a page.
pub(super) fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.starts_with("application/json"))
}

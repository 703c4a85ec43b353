//! Who asks about which room: a visitor, somebody who sits in it, its facilitator. Handlers name in
//! their arguments whom they serve, and see nobody else.

use std::sync::Arc;

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::Response;

use super::cookie;
use super::error::{WebError, wants_json};
use super::pages::Seen;
use super::state::App;
use crate::interview::room::{RoomCode, Seat, SeatId, TokenHash};
use crate::session::room::{Command, Hosted, Live, Outcome};

/// A request about a room, and the room as it stood when the request came.
pub(super) struct Visit {
    pub(super) app: App,
    pub(super) hosted: Arc<Hosted>,
    pub(super) live: Arc<Live>,
    /// Whether JSON is asked for rather than a page.
    pub(super) json: bool,
    /// The code as it was written in the address.
    pub(super) written: String,
    headers: HeaderMap,
}

impl Visit {
    async fn of(parts: &mut Parts, app: &App) -> Result<Self, WebError> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        let Path(written) = path.map_err(|_| WebError::NoRoom)?;
        let hosted = app.room(&written)?;
        let live = hosted.live();
        let json = wants_json(&parts.headers);
        Ok(Self { app: app.clone(), hosted, live, json, written, headers: parts.headers.clone() })
    }

    /// The room's code.
    pub(super) fn code(&self) -> &RoomCode {
        &self.live.room.code
    }

    /// The room, to be drawn.
    pub(super) fn seen(&self) -> Seen<'_> {
        Seen::new(&self.app, &self.hosted, &self.live)
    }

    /// The same visit, with the room as it stands by now.
    pub(super) fn anew(mut self) -> Self {
        self.live = self.hosted.live();
        self
    }

    /// The seat from which the request comes.
    pub(super) fn seat(&self) -> Result<&Seat, WebError> {
        let token = cookie::seat(&self.headers, self.code()).ok_or(WebError::NoSeat)?;
        let seat = self.live.room.seat_of(&TokenHash::of(token)).ok_or(WebError::NoSeat)?;
        Ok(self.live.room.present(seat.id)?)
    }

    /// The link by which whoever sits there takes their seat up on another device.
    pub(super) fn own_link(&self) -> Option<String> {
        let token = cookie::seat(&self.headers, self.code())?;
        Some(format!("{}/rejoin?key={token}", self.app.join_url(self.code())))
    }

    /// Whether the request comes from the facilitator.
    fn is_facilitators(&self) -> bool {
        let key = cookie::facilitator(&self.headers, self.code());
        key.is_some_and(|key| self.live.room.is_key(&TokenHash::of(key)))
    }

    /// Asks something of the room, and waits until it is durable.
    pub(super) async fn ask(&self, command: Command) -> Result<Outcome, WebError> {
        self.app.ask(self.code(), command).await
    }

    /// What could not be done, as the visitor asked to be told.
    pub(super) fn refuse(&self, error: &WebError) -> Response {
        error.response(self.json)
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        Self::of(parts, app).await.map_err(|error| error.response(wants_json(&parts.headers)))
    }
}

/// A request of somebody who sits in the room.
pub(super) struct Seated {
    pub(super) visit: Visit,
    pub(super) seat: SeatId,
}

impl Seated {
    /// Their seat, as it stands in the visit.
    pub(super) fn seat(&self) -> Result<&Seat, WebError> {
        Ok(self.visit.live.room.present(self.seat)?)
    }
}

impl FromRequestParts<App> for Seated {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, app).await?;
        let seat = visit.seat().map(|seat| seat.id);
        let seat = seat.map_err(|error| visit.refuse(&error))?;
        // Counted by the seat and not by a cookie, of which a sender can make up any number.
        if parts.method == Method::POST {
            let paced = app.may_write(visit.code(), seat);
            paced.map_err(|error| visit.refuse(&error))?;
        }
        Ok(Self { visit, seat })
    }
}

/// A request of the room's facilitator.
pub(super) struct Facilitating(pub(super) Visit);

impl FromRequestParts<App> for Facilitating {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = Visit::from_request_parts(parts, app).await?;
        if visit.is_facilitators() {
            Ok(Self(visit))
        } else {
            Err(visit.refuse(&WebError::NotFacilitator))
        }
    }
}

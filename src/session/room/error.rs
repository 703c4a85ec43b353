//! What can go wrong in a live room.

use std::sync::Arc;

use crate::interview::room::{Refused, RoomFoldError};
use crate::session::SessionError;
use crate::store::StoreError;

/// Why a live room could not do what it was asked. Nothing has changed then.
#[derive(Clone, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RoomError {
    /// The room's own rules.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Content, a figure that cannot be read, stored events.
    #[error("{0}")]
    Session(Arc<SessionError>),
    /// The store.
    #[error("{0}")]
    Store(Arc<StoreError>),
    /// There is no such room.
    #[error("there is no room with this code; look at it again")]
    NoRoom,
    /// Somebody without a seat.
    #[error("you have no seat in this room: join it first")]
    NoSeat,
    /// The machine gives no random bytes, without which secrets could be guessed.
    #[error("this machine gives no random bytes, so that nothing could be kept secret")]
    NoSecret,
    /// More is asked than can be kept up with.
    #[error("too much is going on at once; what you sent was not saved: try again")]
    Busy,
    /// The program is ending.
    #[error("the workshop is being closed; what you sent was not saved")]
    Closing,
    /// Events of a room that this program cannot read.
    #[error("{stream}: {source}")]
    Fold {
        /// The stream.
        stream: String,
        /// Why.
        source: RoomFoldError,
    },
    /// Erased, or never there.
    #[error("{stream} was erased")]
    Erased {
        /// The stream.
        stream: String,
    },
    /// Questions that the case does not have.
    #[error(transparent)]
    Questions(Arc<SessionError>),
}

impl From<SessionError> for RoomError {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::Store(error) => error.into(),
            error => Self::Session(Arc::new(error)),
        }
    }
}

impl From<StoreError> for RoomError {
    fn from(error: StoreError) -> Self {
        Self::Store(Arc::new(error))
    }
}

//! A document as it is being made: neither the whole of it in memory, nor a thread that answers pages
//! held up by it.

use std::io::{self, Write};

use axum::body::{Body, Bytes};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// How much is sent at once, in bytes.
const PIECE: usize = 64 * 1024;

/// A body that `write` makes on a thread of its own, as fast as it is taken. Where writing fails, the
/// connection breaks off, so that half a document is not taken for a whole one.
pub(super) fn written(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()> + Send + 'static,
) -> Body {
    let (sender, receiver) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let failed = sender.clone();
        let mut pieces = io::BufWriter::with_capacity(PIECE, Pieces(sender));
        if let Err(error) = write(&mut pieces).and_then(|()| pieces.flush()) {
            // Nobody may listen any more.
            let _ = failed.blocking_send(Err(error));
        }
    });
    Body::from_stream(ReceiverStream::new(receiver))
}

struct Pieces(mpsc::Sender<io::Result<Bytes>>);

impl Write for Pieces {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        let sent = self.0.blocking_send(Ok(Bytes::copy_from_slice(piece)));
        sent.map(|()| piece.len()).map_err(|_| io::ErrorKind::BrokenPipe.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

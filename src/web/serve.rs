//! The server: takes connections until it is told to stop, then finishes what was begun.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use tokio::sync::oneshot;

use super::{App, app};

/// How often buckets that are full again are forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// How long connections may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Why the server could not run.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// The machine.
    #[error("the workshop cannot be served: {0}")]
    Io(#[from] std::io::Error),
}

/// A server that is running.
pub struct Running {
    stop: Option<oneshot::Sender<()>>,
    thread: Option<std::thread::JoinHandle<Result<(), ServeError>>>,
    address: SocketAddr,
}

impl Running {
    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops: takes no more, finishes what was begun, keeps everything.
    ///
    /// # Errors
    /// What went wrong while it ran.
    pub fn stop(mut self) -> Result<(), ServeError> {
        self.end()
    }

    fn end(&mut self) -> Result<(), ServeError> {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
        self.thread.take().map_or(Ok(()), |thread| thread.join().unwrap_or(Ok(())))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.end();
    }
}

/// Serves all pages at a listener, on threads of its own.
///
/// # Errors
/// Where no runtime can be had.
pub fn serve(listener: TcpListener, state: App) -> Result<Running, ServeError> {
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    let (stop, stopped) = oneshot::channel::<()>();
    let thread = std::thread::Builder::new().name("server".to_owned()).spawn(move || {
        let outcome = runtime.block_on(async {
            let listener = tokio::net::TcpListener::from_std(listener)?;
            let tidying = state.clone();
            tokio::spawn(async move {
                loop {
                    tokio::time::sleep(TIDY).await;
                    tidying.tidy();
                }
            });
            let (closing, begun) = oneshot::channel::<()>();
            let ending = state.clone();
            let serving = axum::serve(listener, app(state)).with_graceful_shutdown(async move {
                let _ = stopped.await;
                ending.begin_closing();
                let _ = closing.send(());
            });
            let too_late = async {
                let _ = begun.await;
                tokio::time::sleep(PATIENCE).await;
            };
            tokio::select! {
                outcome = serving.into_future() => outcome?,
                () = too_late => {}
            }
            Ok(())
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
        outcome
    })?;
    Ok(Running { stop: Some(stop), thread: Some(thread), address })
}

//! The server: takes connections until it is told to stop, then finishes what was begun.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::sync::oneshot;

use super::{App, app};

/// How often buckets that are full again are forgotten.
const TIDY: Duration = Duration::from_secs(60);

/// How long connections may take to end.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a browser may take to ask for something, from the moment in which it could.
const HEAD: Duration = Duration::from_secs(10);

/// The longest head of a request, in bytes; a browser's has about one thousand.
const MAX_HEAD: usize = 32 * 1024;

/// How many may wait to be taken.
const QUEUE: i32 = 4096;

/// How many files and connections may be open; four phones for each person of the largest room.
const FILES: u64 = 16 * 1024;

/// How long to wait when no connection can be taken.
const BREATH: Duration = Duration::from_millis(50);

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
    // A whole room comes in the same second: who finds no place in the queue tries again only a second
    // later.
    socket2::SockRef::from(&listener).listen(QUEUE)?;
    // Two connections a phone; shells allow 1,024 unless asked. Where more cannot be had, those who find
    // no place wait.
    let _ = rlimit::increase_nofile_limit(FILES);
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
            let connections = GracefulShutdown::new();
            tokio::select! {
                () = take(&listener, app(state.clone()), &connections) => {}
                _ = stopped => {}
            }
            drop(listener);
            state.begin_closing();
            // Who is slower than this is cut off.
            let _ = tokio::time::timeout(PATIENCE, connections.shutdown()).await;
            Ok(())
        });
        runtime.shutdown_timeout(Duration::from_secs(1));
        outcome
    })?;
    Ok(Running { stop: Some(stop), thread: Some(thread), address })
}

/// Takes connections for ever.
async fn take(listener: &tokio::net::TcpListener, app: Router, connections: &GracefulShutdown) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(MAX_HEAD);
    loop {
        let stream = match listener.accept().await {
            Ok((stream, _)) => stream,
            // It went away before it was taken, or there are no files left: some will be, soon.
            Err(_) => {
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let service = TowerToHyperService::new(app.clone());
        let connection = http.serve_connection(TokioIo::new(stream), service);
        // What breaks off concerns its other end only.
        tokio::spawn(connections.watch(connection));
    }
}
